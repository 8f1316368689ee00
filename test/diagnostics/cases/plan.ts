/** What would go wrong once a stage is deployed. */
import {
  fullEnvironment,
  fullHeartbeatEnvironment,
  longName,
  sameName,
  tooLongPolicy,
  tooManyEventRules,
  tooManyMembers,
  tooManySelectorValues,
} from '../../../src/diagnostics/catalogue/plan/limits.ts'
import { anyNetwork, everyResource } from '../../../src/diagnostics/catalogue/plan/trail.ts'
import { startOf } from '../../../src/diagnostics/diagnostic.ts'
import { inConfig, type PlanProblem, placed } from '../../../src/diagnostics/plan-problem.ts'
import {
  also,
  type Case,
  type Made,
  matching,
  planned,
  slip,
  stage,
  whole,
  withError,
} from '../project.ts'

/** For plans that are too large to be made here. */
const found = (...problems: readonly PlanProblem[]): Made => ({
  made: problems.map((problem) => placed(problem, startOf('tripline.yaml'))),
})

const hub = (keys: string): string => `hub: { ${keys}, organization: o-a1b2c3d4e5 }\n`
const ownHub = hub('account: "111122223333", region: eu-west-1')
const team =
  '  team: { account: "444455556666", deployRole: "arn:aws:iam::444455556666:role/deploy" }\n'
const withTeam = (config: string): string => config.replace('channels:', `${team}channels:`)
const responding = also('via: eventbridge\nrespond: [{ action: restart-trail, mode: enforce }]')
const at = inConfig('accounts', 'production')

export const planCases = {
  'unknown-stage': [planned(stage, ['plan', '--stage', 'development'])],
  'region-not-enabled': [
    planned(stage.replace('eu-west-1', 'af-south-1')),
    planned(stage.replace('eu-west-1', 'eu-west-9')),
    planned(`${stage}trail: { logGroup: trail, region: cn-north-1 }\n`),
    planned(
      withError(stage)
        .replace('eu-west-1', 'cn-north-1')
        .replace('"111122223333"', '"111122223333", regions: [cn-north-1, cn-northwest-1]')
        .replace('arn:aws:', 'arn:aws-cn:'),
    ),
  ],
  'unheard-channel': [planned(stage.replace('subscribe: elsewhere', 'format: json'))],
  'unreached-channel': [
    planned(
      withError(stage).replace(
        'channels:',
        'channels:\n  lake: { subscribe: elsewhere, severity: critical }',
      ),
      ['plan'],
      slip('severity: critical', 'severity: low'),
    ),
  ],
  'unnotified-rule': [
    planned(
      stage.replace('subscribe: elsewhere', 'subscribe: elsewhere, severity: critical'),
      ['plan'],
      slip('severity: critical', 'severity: low'),
    ),
  ],
  'unanswered-response': [
    planned(
      `${stage}trail: { logGroup: trail }\n`,
      ['plan'],
      also('via: metric-filter\nrespond: [{ action: restart-trail }]'),
    ),
    planned(`${stage}responders: { breakGlass: ["*"] }\n`),
    planned(
      withTeam(stage)
        .replace('home:', `${hub('account: "444455556666", region: eu-west-1')}home:`)
        .replace('role/deploy', 'user/ann'),
      ['plan', '--stage', 'production'],
      responding,
    ),
  ],
  'wide-break-glass': [
    planned(
      `${withError(stage)}responders: { breakGlass: ["arn:aws:iam::*:role/break-glass", "arn:aws:sts::111122223333:assumed-role/admin/ann"] }\n`,
    ),
    planned(
      `${withError(stage)}responders: { breakGlass: ["arn:aws:sts::111122223333:assumed-role/admin/ann"] }\n`,
    ),
  ],
  'unconfirmed-restore': [
    planned(`${withError(stage)}responders: { restore: true, confirm: never }\n`),
  ],
  'unprotected-stage': [planned(withError(stage).replace(/, deployRole: "[^"]*"/, ''))],
  'missing-log-group': [
    planned(stage, ['plan'], also('via: metric-filter')),
    planned(withTeam(`${stage}${ownHub}`), ['plan', '--stage', 'team'], also('via: metric-filter')),
  ],
  'bad-hub': [
    planned(`${stage}${hub('account: "444455556666", region: eu-west-1')}`),
    planned(`${stage}${hub('account: "111122223333", region: us-east-1')}`),
    planned(`${withError(stage)}${ownHub}`),
    planned(
      `${stage.replace('channels:', '  test: { account: "111122223333" }\nchannels:')}${ownHub}`,
      ['plan', '--stage', 'production'],
    ),
    planned(`${withError(withTeam(stage))}${ownHub}trail: { create: account }\n`, [
      'plan',
      '--stage',
      'production',
    ]),
  ],
  'over-quota': [
    {
      files: Object.fromEntries([
        ['tripline.yaml', `${stage}trail: { logGroup: trail }\n`],
        ...Array.from({ length: 101 }, (_, index): [string, string] => [
          `rules/trail-stopped-${index}.yaml`,
          whole
            .replace('trail-stopped', `trail-stopped-${index}`)
            .replace('\nmatch:', '\nvia: metric-filter\nmatch:'),
        ]),
      ]),
      args: ['plan'],
    },
    found(
      tooManyEventRules('af-south-1', 0, 122, 100, 'by-source'),
      tooManyEventRules('ap-northeast-1', 16, 402, 300, 'per-rule'),
      tooManySelectorValues(612, 500),
      fullHeartbeatEnvironment('production', 4521, 4096),
      fullEnvironment('detect', 5454, 4096),
      tooManyMembers(2266, 2048),
      tooLongPolicy('queue', 'events', 11_200, 10_240, 'production'),
      longName('AWS::S3::Bucket', `tripline-${'x'.repeat(60)}`, 63, at),
    ),
  ],
  'bad-value': [
    planned(
      `${stage.replace('oncall: { subscribe: elsewhere }', 'alarms: { topic: "arn:aws:sns:us-east-1:111122223333:x", subscribe: [ann@example.com] }\n  oncall: { subscribe: ["arn:aws-cn:sqs:cn-north-1:111122223333:q"] }')}trail: { logGroup: "trail:*", create: account, region: us-east-1 }\nheartbeat: { every: 90s }\n`,
    ),
    planned(stage.replace('production:', 'production-in-the-regions-of-europe-2:')),
    planned(
      stage.replace(
        'deployRole: "arn:aws:iam::111122223333:role/deploy"',
        'deployRole: "arn:aws:iam::111122223333:user/ann", operators: ["arn:aws:iam::111122223333:group/ops", "arn:aws:iam::444455556666:role/ops"]',
      ),
    ),
    found(sameName('AWS::SNS::Topic', 'tripline-production-oncall', at)),
  ],
  'missing-key': [
    planned('channels: { oncall: { subscribe: elsewhere } }\n'),
    planned(stage.replace(/channels:\n.*\n/, '')),
  ],
  'needs-data-events': [
    planned(
      withError(stage),
      ['plan'],
      matching('eventSource: s3.amazonaws.com', "eventName: { matches: '^(?:Get|Put)Object$' }"),
    ),
    planned(
      withError(stage),
      ['plan'],
      matching('eventSource: s3.amazonaws.com', 'eventName: GetObject'),
    ),
    found(everyResource('trail-stopped', ['AWS::A', 'AWS::B', 'AWS::C', 'AWS::D'], 0.1)),
  ],
  'needs-network-activity': [found(anyNetwork('trail-stopped'))],
} satisfies Record<string, readonly Case[]>
