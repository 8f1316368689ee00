/** Manifests as the plan would write them, by hand: one for each shape a deployment can have. */
import { type FunctionName, type Responder, responders } from '../../src/ir/names.ts'
import type { EventRulePlan } from '../../src/plan/manifest/event-rules.ts'
import type { MetricFilterPlan } from '../../src/plan/manifest/metric-filters.ts'
import type { Manifest } from '../../src/plan/manifest.ts'

export const account = '111122223333'

export const eventRule = (
  name: string,
  region: string,
  source = 'aws.cloudtrail',
): EventRulePlan => ({
  name: `tripline-test-${name}`,
  region,
  state: 'ENABLED',
  pattern: JSON.stringify({ source: [source], detail: { eventName: ['StopLogging'] } }),
  rules: [name],
  why: name,
})

export const heartbeatRule = (region: string): EventRulePlan => ({
  ...eventRule('heartbeat', region, 'aws.events'),
  rules: [],
})

/** One rule, seen in us-east-1 and at home. */
export const standalone: Manifest = {
  version: 1,
  stage: 'test',
  account,
  partition: 'aws',
  home: 'eu-west-1',
  prefix: 'tripline-test',
  topology: { kind: 'standalone' },
  protect: false,
  eventRules: ['eu-west-1', 'us-east-1'].flatMap((region) => [
    eventRule('cloudtrail-0', region),
    heartbeatRule(region),
  ]),
  metricFilters: [],
  channels: [
    {
      name: 'pager',
      topic: {
        kind: 'new',
        name: 'tripline-test-pager',
        subscribe: [{ protocol: 'email', endpoint: 'night@example.com' }],
      },
      format: 'text',
      severity: 'high',
    },
  ],
  health: {
    topic: {
      kind: 'new',
      name: 'tripline-test-health',
      subscribe: [{ protocol: 'email', endpoint: 'operators@example.com' }],
    },
  },
  responders: [],
  limits: {
    maxActionsPerHour: 10,
    breakGlass: [],
    approvalExpiresMs: 86_400_000,
    restores: true,
    confirm: 'person',
    undoExpiresMs: 604_800_000,
    undoPeople: 1,
    deployRole: `arn:aws:iam::${account}:role/deploy`,
  },
  operators: [`arn:aws:iam::${account}:role/oncall`],
  trail: { kind: 'none', selectors: { advanced: [], insights: [] } },
  heartbeat: { regions: ['eu-west-1', 'us-east-1'], everyMinutes: 15 },
  functions: ['detect', 'receipts', 'heartbeat'],
  rules: [],
  rulesVersion: '0123456789abcdef',
}

export const withMetricFilter = (manifest: Manifest, region: string): Manifest => ({
  ...manifest,
  metricFilters: [metricFilter('root-login', region)],
  functions: [...manifest.functions, 'alarm'],
})

export const metricFilter = (rule: string, region: string): MetricFilterPlan => ({
  name: `tripline-test-${rule}`,
  rule,
  region,
  logGroup: '/aws/cloudtrail/all',
  pattern: '{ $.userIdentity.type = "Root" }',
  metric: { namespace: 'Tripline/Rules', name: rule },
  alarm: {
    description: 'The root user signed in',
    periodSeconds: 60,
    evaluationPeriods: 16,
    datapointsToAlarm: 1,
    threshold: 1,
  },
})

export const withResponders = (manifest: Manifest, ...names: readonly Responder[]): Manifest => ({
  ...manifest,
  responders: names.map((name) => ({ name, rules: [{ rule: 'cloudtrail-0', mode: 'observe' }] })),
  functions: [...manifest.functions, ...functionsFor(names)],
})

const functionsFor = (names: readonly Responder[]): FunctionName[] => [
  ...(names.includes('rollback-iam') ? (['snapshot-iam'] as const) : []),
  'answers',
  'restore',
  ...names,
]

/** As `standalone`, with every function there is. */
export const everything: Manifest = withResponders(
  withMetricFilter(standalone, 'eu-west-1'),
  ...responders,
)

export const hub: Manifest = {
  ...standalone,
  topology: { kind: 'hub', organization: 'o-a1b2c3d4e5', members: ['444455556666'] },
}

export const member: Manifest = {
  ...standalone,
  account: '444455556666',
  topology: {
    kind: 'member',
    busArn: `arn:aws:events:eu-west-1:${account}:event-bus/tripline-security`,
  },
  eventRules: standalone.eventRules.filter(({ rules }) => rules.length > 0),
  channels: [],
  heartbeat: { regions: [], everyMinutes: 15 },
  functions: [],
}

const newLogGroup = '/tripline/tripline-test/trail'

export const withNewTrail = (manifest: Manifest, organization: boolean): Manifest => ({
  ...withMetricFilter(manifest, 'eu-west-1'),
  metricFilters: [{ ...metricFilter('root-login', 'eu-west-1'), logGroup: newLogGroup }],
  trail: {
    kind: 'create',
    name: 'tripline-test-trail',
    organization,
    logGroup: newLogGroup,
    region: 'eu-west-1',
    selectors: {
      advanced: [
        {
          Name: 'Secrets',
          FieldSelectors: [
            { Field: 'eventCategory', Equals: ['Data'] },
            { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
            { Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::secret/'] },
          ],
        },
      ],
      insights: ['ApiErrorRateInsight'],
    },
  },
})
