/** Alerts of every kind, made as the functions make them, from the events that rules are tested with. */
import { readFileSync } from 'node:fs'
import { withConfigAuthor } from '../../src/alert/config-change.ts'
import type { AlertDocument, ResponseDocument } from '../../src/alert/document.ts'
import { type Decision, documentFor } from '../../src/alert/document-for.ts'
import { inEnvelope } from '../../src/aws/envelope.ts'
import type { Event } from '../../src/ir/event.ts'
import type { Json, JsonObject } from '../../src/ir/json.ts'

export const eventFrom = (file: string): Event =>
  inEnvelope(JSON.parse(readFileSync(`test/events/${file}`, 'utf8')))

export const rule: Decision['rule'] = {
  id: 'trail-stopped',
  title: 'CloudTrail stopped recording',
  severity: 'critical',
  why: 'Whoever stops the trail does not want the next calls seen.',
  status: 'enabled',
  on: { source: 'aws.', detailTypes: ['AWS API Call via CloudTrail'] },
  match: { kind: 'block', fields: [] },
  unless: undefined,
  via: 'eventbridge',
  threshold: undefined,
  firstSeen: undefined,
  dedup: undefined,
  alert: {
    title: '{$.userIdentity.arn} stopped trail {$.requestParameters.name}',
    fields: [
      { label: 'Trail', path: '$.requestParameters.name' },
      { label: 'Bucket', path: '$.requestParameters.s3BucketName' },
    ],
  },
  notify: undefined,
  respond: [],
  attack: ['T1685.002'],
  controls: ['cis-4.5'],
  references: [],
  falsePositives: [],
  runbook:
    '1. Who was it, and from where?\n2. Start the trail again, then read what happened since.\n',
}

const titled = (
  id: string,
  severity: typeof rule.severity,
  title: string | undefined,
  fields: Readonly<Record<string, string>> = {},
): Decision['rule'] => ({
  ...rule,
  id,
  severity,
  why: 'Somebody should look at this before the day is over.',
  attack: [],
  controls: [],
  runbook: undefined,
  title: 'Something happened',
  alert: {
    title,
    fields: Object.entries(fields).map(([label, path]) => ({ label, path })),
  },
})

export function decided(event: Event, more: Partial<Decision> = {}): AlertDocument {
  const samples = [event.record]
  const decision = { rule, event, count: 1, samples, status: 'new' as const, notes: [] }
  return documentFor({
    ...decision,
    id: '5e1f0c2ab7d94463a8c1f6b09d3e7742',
    dedupKey: '9a0b1c2d3e4f',
    detectedAt: '2026-05-14T23:25:51.204Z',
    ...more,
  })
}

export const stopLogging = (): AlertDocument => decided(eventFrom('cloudtrail/stop-logging.json'))

const ended = (event: Event): Event => {
  const details = event.record.insightDetails as JsonObject
  return { ...event, record: { ...event.record, insightDetails: { ...details, state: 'End' } } }
}

export const endedInsight = (): AlertDocument =>
  decided(ended(eventFrom('insights/api-call-rate.json')), {
    status: 'resolved',
    rule: titled('insight-call-rate', 'medium', 'Unusual rate of {$.insightDetails.eventName}'),
    detectedAt: '2026-05-14T23:40:10.000Z',
  })

const bucketItem = (principal: Json): JsonObject => ({
  configurationItemCaptureTime: '2026-10-14T09:15:00Z',
  configuration: '{"name":"prod-customer-exports"}',
  supplementaryConfiguration: {
    BucketPolicy: JSON.stringify({
      policyText: JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: principal }] }),
    }),
  },
})

export const bucketMadePublic = (): AlertDocument => {
  const event = eventFrom('config-rules/bucket-publicly-readable.json')
  const document = decided(event, {
    rule: titled('config-bucket-public', 'high', '{$.resourceId} became public', {
      'Config rule': '$.configRuleName',
    }),
    detectedAt: '2026-10-14T09:16:09.000Z',
  })
  const write: JsonObject = {
    ...eventFrom('s3/policy-lets-everybody-read.json').record,
    eventTime: '2026-10-14T09:14:41Z',
  }
  return withConfigAuthor(document, {
    atMs: Date.parse('2026-10-14T09:16:02Z'),
    records: [write],
    items: [bucketItem('*'), bucketItem({ AWS: '111122223333' })],
    problems: [],
  })
}

const response: ResponseDocument = {
  id: '0f1e2d3c4b5a6978',
  responder: 'rollback-iam',
  mode: 'enforce',
  state: 'done',
  summary:
    'arn:aws:iam::111122223333:user/build-bot attached AdministratorAccess to user svc-report; it stood for 41 s and was detached',
  steps: [
    {
      call: 'iam:DetachUserPolicy svc-report arn:aws:iam::aws:policy/AdministratorAccess',
      done: true,
    },
  ],
  remains: ['End the sessions of svc-report: what was read in those 41 s is not undone'],
  command: 'tripline undo 0f1e2d3c4b5a6978 --stage production',
}

const attached = titled(
  'admin-policy-attached',
  'high',
  '{$.userIdentity.arn} made {$.requestParameters.userName} an administrator',
)

export const rolledBack = (): AlertDocument => ({
  ...decided(eventFrom('iam/attach-user-policy-administrator.json'), { rule: attached }),
  kind: 'response',
  response,
})

export const waitsForApproval = (): AlertDocument => ({
  ...rolledBack(),
  response: {
    ...response,
    mode: 'approve',
    state: 'waiting',
    summary: 'Waits for somebody to approve until 2026-05-15 03:25 UTC',
    steps: response.steps.map((step) => ({ ...step, done: false })),
    remains: [],
    command: 'tripline approve 0f1e2d3c4b5a6978 --stage production',
  },
})

const outsider: Event = inEnvelope({
  ...eventFrom('ec2/open-ssh-to-world.json').record,
  userIdentity: {
    type: 'AssumedRole',
    principalId: 'AROAJ2UCCR6DPCEXAMPLE:ci',
    arn: 'arn:aws:sts::444455556666:assumed-role/deploy/ci',
    accountId: '444455556666',
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        arn: 'arn:aws:iam::444455556666:role/deploy',
        accountId: '444455556666',
        userName: 'deploy',
      },
      attributes: { mfaAuthenticated: 'false' },
    },
  },
})

const written = eventFrom('iam/attach-user-policy-administrator.json').record
const cutPolicy: Event = inEnvelope({
  ...written,
  eventName: 'PutUserPolicy',
  requestParameters: {
    reason: 'requestParameters too large',
    omitted: true,
    originalSize: 131_072,
  },
})

/** Of another detector's finding, by a rule that leaves the words to it. */
export const found = (file: string, more: Partial<Decision> = {}): AlertDocument =>
  decided(eventFrom(`findings/${file}.json`), {
    rule: titled('finding', 'medium', undefined),
    detectedAt: '2026-10-14T09:16:09.000Z',
    ...more,
  })

/** Every kind of alert that the golden files show. */
export const alerts: Readonly<Record<string, () => AlertDocument>> = {
  'trail-stopped': stopLogging,
  'root-sign-in-failed': () =>
    decided(eventFrom('signin/root-console-login-failed.json'), {
      rule: titled('root-console-login', 'critical', undefined),
    }),
  'opened-by-outsider': () =>
    decided(outsider, {
      status: 'repeat',
      count: 101,
      rule: titled(
        'security-group-opened',
        'high',
        '{$.requestParameters.groupId} was opened to the world',
        {
          Ports: '$.requestParameters.ipPermissions.items[*].fromPort',
          Networks: '$.requestParameters.ipPermissions.items[*].ipRanges.items[*].cidrIp',
        },
      ),
      detectedAt: '2026-10-14T09:12:58.000Z',
      notes: ['The log could not be read: it was throttled'],
    }),
  'policy-left-out': () =>
    decided(cutPolicy, {
      rule: titled(
        'policy-grants-everything',
        'high',
        '{$.userIdentity.arn} wrote a policy that grants everything',
      ),
      undecided: ['requestParameters'],
    }),
  'insight-over': endedInsight,
  'bucket-made-public': bucketMadePublic,
  'rolled-back': rolledBack,
  'waits-for-approval': waitsForApproval,
  'guardduty-malicious-caller': () => found('guardduty-malicious-caller'),
  'guardduty-ssh-brute-force': () => found('guardduty-ssh-brute-force'),
  'security-hub-bucket-public': () => found('security-hub-bucket-public'),
  'security-hub-ocsf-anomalous': () => found('security-hub-ocsf-anomalous'),
}
