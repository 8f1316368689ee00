/** Alerts about alarms that cannot work: one that has no data, and one that no deployed rule belongs to. */
import type { AlertDocument } from '../../alert/document.ts'
import type { DeployedRule } from '../../ir/rule.ts'
import { type Outgoing, outgoingOf } from '../deliver.ts'
import type { Digest } from '../ports.ts'
import { type AlarmFilter, alarmLink, logLinks } from './alarm-links.ts'
import type { AlarmMessage, StateChange } from './alarm-message.ts'
import { changeFromMs } from './log-span.ts'

interface Now {
  readonly digest: Digest
  readonly nowMs: () => number
}

/** Alarms of one log group lose their data together: one notice an hour is enough for all of them. */
const hourMs = 3_600_000

/** An alarm without data cannot fire. Empty for every other message. */
export function noDataAlert(
  message: AlarmMessage,
  filter: AlarmFilter,
  rule: DeployedRule,
  { digest, nowMs }: Now,
): readonly Outgoing[] {
  if (message.kind === 'look' || message.state !== 'INSUFFICIENT_DATA') return []
  const place = `${filter.region} ${filter.logGroup}`
  const id = digest(`no data\n${place}\n${Math.floor(message.atMs / hourMs)}`).slice(0, 32)
  const alert: AlertDocument = {
    ...noticeOf(message, nowMs()),
    id,
    rule: rule.id,
    severity: rule.severity,
    title: `No data: rule ${rule.id} cannot fire`,
    why: 'The rule reads a log group. It detects nothing while the log group receives nothing.',
    runbook: 'Check that the trail is logging and that it delivers to the log group.',
    dedupKey: `no data ${digest(place).slice(0, 32)}`,
    region: filter.region,
    notes: [
      `CloudWatch has no data for the alarm ${message.alarm} of log group ${filter.logGroup}.`,
      'Other rules that read this log group probably cannot fire either. One alert an hour reports all of them.',
    ],
    links: [
      alarmLink(filter.region, message.alarm),
      ...logLinks(filter, { fromMs: changeFromMs(message), toMs: message.atMs }),
    ],
  }
  return [outgoingOf(rule, alert)]
}

/** An alarm that publishes to our topic went off. It is not ours, or its rule is not deployed any more. */
export function unknownAlert(
  message: StateChange,
  filter: AlarmFilter | undefined,
  { digest, nowMs }: Now,
): Outgoing {
  const at = new Date(message.atMs).toISOString()
  const why =
    filter === undefined
      ? 'no deployed rule has an alarm of that name'
      : `its rule ${filter.rule} is not deployed`
  const alert: AlertDocument = {
    ...noticeOf(message, nowMs()),
    id: digest(`unknown\n${message.alarm}\n${at}`).slice(0, 32),
    rule: filter?.rule ?? 'unknown-alarm',
    severity: 'high',
    title: 'A CloudWatch alarm went off, but its rule is unknown',
    why: 'An alarm without a known rule may still mean an attack.',
    runbook: null,
    dedupKey: `unknown alarm ${digest(message.alarm).slice(0, 32)}`,
    region: filter?.region ?? message.region,
    notes: [
      `The alarm went off, but ${why}. Its events could therefore not be read. Deploy again, or remove the topic from the actions of the alarm.`,
      // Somebody else may have chosen the name. So it has a note of its own, and no sentence of ours
      // follows it.
      `Name of the alarm: ${message.alarm}`,
    ],
    links: message.region === null ? [] : [alarmLink(message.region, message.alarm)],
  }
  return { alert, notify: null, audience: 'people' }
}

const noticeOf = ({ account, atMs }: StateChange, nowMs: number) =>
  ({
    version: 1,
    kind: 'detection',
    status: 'new',
    attack: [],
    controls: [],
    possible: false,
    time: new Date(atMs).toISOString(),
    detectedAt: new Date(nowMs).toISOString(),
    account,
    event: { id: null, source: 'aws.cloudwatch', name: 'CloudWatch Alarm State Change' },
    outcome: { succeeded: null, errorCode: null, errorMessage: null },
    actor: null,
    sourceIP: null,
    userAgent: null,
    resources: [],
    fields: {},
    count: 1,
    samples: [],
    response: null,
  }) as const
