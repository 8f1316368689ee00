/**
 * A world for function `alarm` in memory: a log that entries arrive in late, a state table and a
 * ledger with their conditions, topics that keep what they took. Every call may be made to fail, as
 * if the process had ended before it or just after it.
 */
import type { AlertDocument } from '../../../src/alert/document.ts'
import type { AlarmFilter } from '../../../src/detect/alarm/alarm-links.ts'
import type { AlarmWorld } from '../../../src/detect/alarm/answer.ts'
import type { LogEntry, Reading } from '../../../src/detect/alarm/log-entry.ts'
import { deliver } from '../../../src/detect/deliver.ts'
import type { Channels, Claims, DeliveryWorld, StoredItem } from '../../../src/detect/ports.ts'
import type { Exception, Rule } from '../../../src/ir/rule.ts'
import { digest } from '../../../src/replay/digest.ts'

export class Crash extends Error {}

export const alarmName = 'tripline-production-root-api-use'

export const filter: AlarmFilter = {
  rule: 'root-api-use',
  region: 'eu-west-1',
  logGroup: 'trail/log group',
  pattern: '{ $.userIdentity.type = "Root" }',
}

export const rootRule: Omit<Rule, 'tests'> = {
  id: 'root-api-use',
  title: 'Root used the API',
  severity: 'critical',
  why: 'Nobody should.',
  status: 'enabled',
  on: { source: 'aws.', detailTypes: ['AWS API Call via CloudTrail'] },
  match: {
    kind: 'block',
    fields: [{ path: ['userIdentity', 'type'], check: { op: 'equals', value: 'Root' } }],
  },
  unless: undefined,
  via: 'metric-filter',
  threshold: undefined,
  firstSeen: undefined,
  dedup: undefined,
  alert: { title: '{$.userIdentity.arn} called {$.eventName}', fields: [] },
  notify: undefined,
  respond: [],
  attack: [],
  controls: [],
  references: [],
  falsePositives: [],
  runbook: undefined,
}

export interface Entry extends LogEntry {
  /** From when on the log shows it. */
  readonly visibleMs: number
}

/** What SNS took: every publication, in order. */
export interface Published {
  readonly topic: string
  readonly alert: string
}

export interface TestWorld {
  readonly world: AlarmWorld
  /** What function `detect` sends with, to the same channels. */
  readonly delivery: DeliveryWorld
  readonly channels: Channels
  readonly log: Entry[]
  readonly published: Published[]
  /** By id, as first put on the bus. */
  readonly alerts: Map<string, AlertDocument>
  readonly requested: { readonly body: string; readonly dueMs: number }[]
  readonly clock: { nowMs: number }
  /** Called before and after each call that leaves the process; may throw. */
  point: (call: string) => void
  logFails: string | undefined
  topicFails: string | undefined
}

export interface Setting {
  readonly rule?: Omit<Rule, 'tests'> | undefined
  readonly exceptions?: readonly Exception[]
  readonly channels?: Channels
  readonly maxEvents?: number
}

const allChannels: Channels = {
  pager: { topic: 'arn:pager', format: 'text', severity: 'high' },
  audit: { topic: 'arn:audit', format: 'json', severity: 'info' },
}

export function testWorld(setting: Setting = {}): TestWorld {
  const { rule = rootRule, exceptions = [], channels = allChannels, maxEvents = 1000 } = setting
  const items = new Map<string, StoredItem>()
  const claims = new Map<string, Record<string, number>>()
  const clock = { nowMs: Date.UTC(2026, 10, 21, 3, 0, 0) }
  const made = {
    log: [],
    published: [],
    alerts: new Map(),
    requested: [],
    clock,
  } as unknown as TestWorld
  made.point = () => undefined
  const call = async <T>(name: string, work: () => T): Promise<T> => {
    made.point(`before ${name}`)
    const answer = work()
    made.point(`after ${name}`)
    return answer
  }
  const time = { nowMs: () => clock.nowMs, remainingMs: () => 60_000 }
  const delivery: DeliveryWorld = {
    ...time,
    ledger: {
      open: (alert, fresh) =>
        call('open', () => {
          if (claims.has(alert)) return false
          claims.set(alert, { ...fresh })
          return true
        }),
      read: (alert) => call('read claims', (): Claims => ({ ...claims.get(alert) })),
      reclaim: (alert, target, was, untilMs) =>
        call('take over', () => {
          const known = claims.get(alert) ?? {}
          if (known[target] !== was) return false
          claims.set(alert, { ...known, [target]: untilMs })
          return true
        }),
      confirm: (alert, targets) => call('confirm', () => confirmed(claims, alert, targets)),
    },
    topics: {
      publish: ({ topic, attributes }) =>
        call('publish', () => {
          if (topic === made.topicFails) throw new Error('NotFound: the topic is gone')
          const alert = attributes.alert ?? ''
          made.published.push({ topic, alert })
          // The receipt: it arrives whatever happens to the sender.
          confirmed(claims, alert, [`channel/${attributes.channel}`])
        }),
    },
    bus: {
      put: (_, alert) =>
        call('put', () => void made.alerts.set(alert.id, made.alerts.get(alert.id) ?? alert)),
    },
    responders: { send: () => Promise.reject(new Error('alarms send no requests')) },
  }
  const world: AlarmWorld = {
    ...time,
    filters: { [alarmName]: filter },
    digest,
    pause: () => Promise.resolve(),
    ruleset: async () => ({ rule: (id) => (id === rule.id ? rule : undefined), exceptions }),
    state: {
      load: (key) => call('load', () => items.get(key)),
      save: (key, content, basis) =>
        call('save', () => {
          if (items.get(key)?.version !== basis?.version) return false
          items.set(key, { ...structuredClone(content), version: (basis?.version ?? 0) + 1 })
          return true
        }),
    },
    readLog: (_, { fromMs, toMs }) =>
      call('read log', (): Reading => {
        if (made.logFails !== undefined) return { kind: 'unreadable', why: made.logFails }
        const found = made.log
          .filter(
            ({ loggedMs, visibleMs }) =>
              visibleMs <= clock.nowMs && loggedMs >= fromMs && loggedMs <= toMs,
          )
          .toSorted((a, b) => a.loggedMs - b.loggedMs)
        if (found.length <= maxEvents) return { kind: 'read', entries: found, rest: null }
        const entries = found.slice(0, maxEvents)
        return {
          kind: 'read',
          entries,
          rest: { kind: 'too many', fromMs: entries.at(-1)?.loggedMs ?? fromMs },
        }
      }),
    deliver: (alerts) => deliver(alerts, channels, delivery),
    sendLater: (body, delaySeconds) =>
      call(
        'send later',
        () => void made.requested.push({ body, dueMs: clock.nowMs + delaySeconds * 1000 }),
      ),
  }
  return Object.assign(made, { world, delivery, channels })
}

function confirmed(
  claims: Map<string, Record<string, number>>,
  alert: string,
  targets: readonly string[],
): void {
  const known = claims.get(alert) ?? {}
  const now = Object.fromEntries(targets.map((target) => [target, Number.MAX_SAFE_INTEGER]))
  claims.set(alert, { ...known, ...now })
}

let serial = 0

/** One call by root, as CloudTrail writes it into the log. */
export function rootCall(
  at: string,
  more: Readonly<Record<string, unknown>> = {},
  delayMs = 0,
): Entry {
  const atMs = Date.parse(at)
  const record = {
    eventVersion: '1.11',
    eventTime: at,
    eventID: `00000000-0000-4000-8000-${String(++serial).padStart(12, '0')}`,
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateUser',
    eventType: 'AwsApiCall',
    awsRegion: 'us-east-1',
    recipientAccountId: '111122223333',
    sourceIPAddress: '203.0.113.7',
    userIdentity: {
      type: 'Root',
      arn: 'arn:aws:iam::111122223333:root',
      accountId: '111122223333',
    },
    ...more,
  }
  return { message: JSON.stringify(record), loggedMs: atMs, visibleMs: atMs + delayMs }
}
