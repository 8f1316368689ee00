/** One test for each property that must hold whatever a rule asks for. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { FunctionName } from '../../src/ir/names.ts'
import { lambdaFunctions } from '../../src/plan/functions/functions.ts'
import type { Manifest } from '../../src/plan/manifest.ts'
import { permissionsOf } from '../../src/plan/permissions.ts'
import { unscoped } from '../../src/plan/policy/unscoped.ts'
import {
  account,
  everything,
  hub,
  member,
  standalone,
  withMetricFilter,
  withNewTrail,
} from './manifests.ts'
import { type Graph, graphOf, list, type PolicyStatement, statementsOf } from './resource-graph.ts'

const shapes: Readonly<Record<string, Manifest>> = {
  standalone,
  everything,
  hub,
  member,
  'alarms in another region': withMetricFilter(standalone, 'us-east-2'),
  'a trail of its own': withNewTrail(standalone, false),
  'a trail of the organization': withNewTrail(hub, true),
  production: { ...everything, protect: true },
}

/** Every policy there is, by the name of what it is about. */
const policiesOf = (
  made: Graph,
): { readonly name: string; readonly statements: readonly PolicyStatement[] }[] =>
  made.made.flatMap(({ name, inputs }) =>
    typeof inputs.policy === 'string' ? [{ name, statements: statementsOf(inputs.policy) }] : [],
  )

describe.each(Object.entries(shapes))('%s', (_, manifest) => {
  let made: Graph
  beforeAll(async () => {
    made = await graphOf(manifest)
  })

  test('a role of a function trusts Lambda and nothing else', () => {
    for (const name of manifest.functions) {
      expect(statementsOf(made.get(`role-${name}`).inputs.assumeRolePolicy)).toEqual([
        {
          Effect: 'Allow',
          Principal: { Service: 'lambda.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      ])
    }
  })

  test('no role trusts an account, and one that a service takes is taken for this account only', () => {
    for (const { name, inputs } of made.of('iam/role:Role')) {
      const [statement, ...more] = statementsOf(inputs.assumeRolePolicy)
      expect(more).toEqual([])
      expect(Object.keys(statement?.Principal ?? {})).toEqual(['Service'])
      if (/^role-(?:forward|schedule|health|trail)$/.test(name))
        expect(JSON.stringify(statement?.Condition)).toContain(manifest.account)
    }
  })

  test('no permission of a role has a wildcard action, and `*` stands only where the API knows no resource', () => {
    for (const { inputs } of made.of('iam/rolePolicy:RolePolicy'))
      for (const { Effect, Action, Resource } of statementsOf(inputs.policy)) {
        if (Effect === 'Deny') continue
        for (const action of list(Action)) {
          expect(action).not.toContain('*')
          if (list(Resource).includes('*')) expect(unscoped).toContain(action)
        }
        expect(list(Resource)).not.toEqual([])
      }
  })

  test('nobody but a service of AWS is let in by a resource, and only for a resource of this account', () => {
    for (const { name, statements } of policiesOf(made))
      for (const { Effect, Principal, Condition } of statements) {
        if (Effect !== 'Allow' || Principal === undefined) continue
        if (name === 'bus-policy' || name === 'trail-key') continue
        expect(Object.keys(Principal)).toEqual(['Service'])
        const pins = Object.values(Condition ?? {}).flatMap((each) => list(each['aws:SourceArn']))
        expect(pins.length).toBeGreaterThan(0)
        for (const pin of pins)
          expect(pin.startsWith('arn:aws:s3:::') || pin.includes(`:${manifest.account}:`)).toBe(
            true,
          )
      }
  })

  test('a responder knows detect by the id of its role, and may put aside what is not of it', () => {
    const names = manifest.responders.map(({ name }) => name)
    const actual = names.map((name) => {
      const own = made.functions.find((each) => each.name === `${manifest.prefix}-${name}`)
      const { DETECT_ROLE, ANSWERS_ROLE, DEAD_QUEUE } = own?.environment ?? {}
      return [DETECT_ROLE, ANSWERS_ROLE, DEAD_QUEUE]
    })
    const url = `https://sqs.${manifest.home}.amazonaws.com/${account}/${manifest.prefix}`
    const expected = names.map((name) => [
      `AROA${manifest.prefix}-detect`,
      `AROA${manifest.prefix}-answers`,
      `${url}-${name}-dead`,
    ])
    expect(actual).toEqual(expected)
    for (const name of names) {
      const sends = permissionsOf(manifest, name).filter(({ Action }) =>
        list(Action).includes('sqs:SendMessage'),
      )
      const arn = `arn:aws:sqs:${manifest.home}:${account}:${manifest.prefix}`
      expect(sends.map(({ Resource }) => list(Resource))).toEqual([
        [`${arn}-${name}-dead`],
        [`${arn}-restore`],
      ])
    }
  })

  test('every queue, topic and bucket refuses what is not encrypted on its way', () => {
    const guarded = policiesOf(made).filter(({ statements }) =>
      statements.some(
        ({ Effect, Principal, Condition }) =>
          Effect === 'Deny' &&
          Principal === '*' &&
          Condition?.Bool?.['aws:SecureTransport'] === 'false',
      ),
    )
    const count = (type: string) => made.of(type).length
    expect(guarded).toHaveLength(
      count('sqs/queue:Queue') + count('sns/topic:Topic') + count('s3/bucket:Bucket'),
    )
  })

  test('every queue, topic and table denies everybody but the roles that use it', () => {
    const of = (Sid: string) =>
      policiesOf(made).filter(({ statements }) =>
        statements.some(
          (each) => each.Sid === Sid && each.Effect === 'Deny' && each.Principal === '*',
        ),
      )
    // People send to the queue of answers.
    const open = manifest.functions.filter((name) => lambdaFunctions[name].queue?.openToPeople)
    expect(of('OnlySenders')).toHaveLength(made.of('sqs/queue:Queue').length - open.length)
    expect(of('OnlyReaders')).toHaveLength(made.of('sqs/queue:Queue').length)
    expect(of('OnlyPublishers')).toHaveLength(made.of('sns/topic:Topic').length)
    expect(of('OnlyWriters')).toHaveLength(made.of('dynamodb/table:Table').length)
  })

  test('a table accepts a policy that hands it over to another deploying role', () => {
    for (const { inputs } of made.of('dynamodb/resourcePolicy:ResourcePolicy'))
      expect(inputs.confirmRemoveSelfResourceAccess).toBe(true)
  })

  test('every queue is encrypted', () => {
    for (const { inputs } of made.of('sqs/queue:Queue'))
      expect(inputs.sqsManagedSseEnabled).toBe(true)
  })

  test('channels are encrypted; the topics that CloudWatch tells cannot be with the key of AWS', () => {
    for (const { inputs } of made.of('sns/topic:Topic')) {
      const isNotified = /-(?:alarms|health)$/.test(inputs.name)
      expect(inputs.kmsMasterKeyId).toBe(isNotified ? undefined : 'alias/aws/sns')
    }
  })

  test('no message is given out again while its function may still be at it', () => {
    const queues = made.of('sqs/queue:Queue')
    for (const { name, inputs } of made.of('lambda/eventSourceMapping:EventSourceMapping')) {
      const queue = queues.find((each) => inputs.eventSourceArn.endsWith(`:${each.inputs.name}`))
      const fed = made.functions.find((each) => inputs.functionName.endsWith(`:${each.name}`))
      const times = queue?.inputs.visibilityTimeoutSeconds / (fed?.timeoutSeconds ?? 0)
      // AWS advises six; what goes on when its message comes again waits less.
      const goesOn = fed?.timeoutSeconds === 60
      expect([name, times]).toEqual([name, goesOn ? 3 : 6])
    }
  })

  test('a dead-letter queue takes from its own queue only', () => {
    for (const { name, inputs } of made
      .of('sqs/queue:Queue')
      .filter(({ name }) => name.endsWith('-dead')))
      expect([name, JSON.parse(inputs.redriveAllowPolicy)]).toEqual([
        name,
        {
          redrivePermission: 'byQueue',
          sourceQueueArns: [
            `arn:aws:sqs:eu-west-1:${manifest.account}:${inputs.name.replace(/-dead$/, '')}`,
          ],
        },
      ])
  })

  test('a rule of the home bus pins a source of AWS and the accounts', () => {
    for (const { inputs } of made.of('cloudwatch/eventRule:EventRule')) {
      if (inputs.eventBusName === undefined) continue
      const { source, account: accounts } = JSON.parse(inputs.eventPattern)
      for (const each of source)
        expect(typeof each === 'string' ? each : each.prefix).toMatch(/^aws\./)
      // Of the other accounts, `detect` gets the account number and nothing of the event.
      const others = accounts[0]['anything-but']
      for (const each of others ?? accounts) expect(each).toMatch(/^\d{12}$/)
      expect(others ?? accounts).toContain(manifest.account)
      if (others !== undefined) expect(inputs.name).toMatch(/-unlisted$/)
    }
  })

  test('there is an alarm over every queue for what was given up, and over every function', () => {
    const watched = (metric: string, dimension: string) =>
      made
        .of('cloudwatch/metricAlarm:MetricAlarm')
        .filter(({ inputs }) => inputs.metricName === metric)
        .map(({ inputs }) => `${inputs.region} ${inputs.dimensions[dimension]}`)
        .sort()
    expect(watched('ApproximateNumberOfMessagesVisible', 'QueueName')).toEqual(
      made
        .of('sqs/queue:Queue')
        .filter(({ name }) => /-dead$|^undelivered-/.test(name))
        .map(({ inputs }) => `${inputs.region} ${inputs.name}`)
        .sort(),
    )
    for (const metric of ['Errors', 'Throttles'])
      expect(watched(metric, 'FunctionName')).toEqual(
        manifest.functions.map((name) => `eu-west-1 tripline-test-${name}`).sort(),
      )
  })

  test('every health alarm reaches somebody: the topic at home, an event elsewhere', () => {
    for (const { inputs } of made.of('cloudwatch/metricAlarm:MetricAlarm')) {
      if (!inputs.name.startsWith('tripline-test-health-')) continue
      if (inputs.region === 'eu-west-1' && manifest.topology.kind !== 'member') {
        expect(inputs.alarmActions).toEqual([
          `arn:aws:sns:eu-west-1:${account}:tripline-test-health`,
        ])
      } else {
        const { eventPattern } = made.get(`rule-${inputs.region}-tripline-test-health`).inputs
        expect(JSON.parse(eventPattern).detail.alarmName).toContain(inputs.name)
      }
    }
  })

  test('a region whose heartbeat is missing is an alarm at home', () => {
    const missing = made
      .of('cloudwatch/metricAlarm:MetricAlarm')
      .filter(({ inputs }) => inputs.metricName === 'HeartbeatReceived')
    expect(missing.map(({ inputs }) => inputs.dimensions)).toEqual(
      manifest.heartbeat.regions.map((region) => ({ stage: 'test', region })),
    )
    for (const { inputs } of missing)
      expect(inputs).toMatchObject({
        region: 'eu-west-1',
        comparisonOperator: 'LessThanThreshold',
        treatMissingData: 'breaching',
      })
  })
})

test("only the organization's forwarding roles may send to a hub's bus", async () => {
  const [statement, ...more] = statementsOf((await graphOf(hub)).get('bus-policy').inputs.policy)
  expect(more).toEqual([])
  expect(statement).toMatchObject({
    Action: 'events:PutEvents',
    Condition: {
      StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
      ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/tripline-*-forward' },
    },
  })
  expect((await graphOf(standalone)).of('cloudwatch/eventBusPolicy:EventBusPolicy')).toEqual([])
})

test('on production no table can be deleted, elsewhere each goes with its deployment', async () => {
  const kept = await graphOf({ ...everything, protect: true })
  for (const { inputs } of kept.of('dynamodb/table:Table'))
    expect(inputs.deletionProtectionEnabled).toBe(true)
  const gone = await graphOf(everything)
  for (const { inputs } of gone.of('dynamodb/table:Table'))
    expect(inputs.deletionProtectionEnabled).toBe(false)
})

test('what IAM looked like and what was done can be restored to any second; state forgets', async () => {
  const made = await graphOf(everything)
  expect(made.get('table-snapshots').inputs.pointInTimeRecovery).toEqual({ enabled: true })
  expect(made.get('table-responses').inputs.pointInTimeRecovery).toEqual({ enabled: true })
  expect(made.get('table-state').inputs.ttl).toEqual({ attributeName: 'expires', enabled: true })
})

describe('permissions', () => {
  const actionsOf = (name: FunctionName) =>
    permissionsOf(everything, name).flatMap(({ Effect, Action }) =>
      Effect === 'Allow' ? list(Action) : [],
    )

  test('only the functions that change IAM may, and never our own roles or the one that deploys', () => {
    const writes = (action: string) => /^iam:(?!Get|List|PassRole)/.test(action)
    for (const name of everything.functions) {
      const expected = name === 'rollback-iam' || name === 'deactivate-key' || name === 'restore'
      expect([name, actionsOf(name).some(writes)]).toEqual([name, expected])
    }
    for (const name of ['rollback-iam', 'restore'] as const) {
      const [ours] = permissionsOf(everything, name).filter(({ Effect }) => Effect === 'Deny')
      expect(ours?.Resource).toEqual([
        `arn:aws:iam::${account}:role/tripline-test-*`,
        `arn:aws:iam::${account}:role/deploy`,
      ])
      expect(list(ours?.Action)).toEqual(
        expect.arrayContaining([...new Set(actionsOf(name).filter(writes))]),
      )
    }
  })

  test('rollback-iam only takes, and never a protection; restore also gives', () => {
    const gives = /^iam:(?:Attach|Put|Create|Add|Update(?!AccessKey)|Delete.*Boundary|Tag)/
    expect(actionsOf('rollback-iam').filter((action) => gives.test(action))).toEqual([])
    expect(actionsOf('restore').filter((action) => gives.test(action)).length).toBeGreaterThan(10)
    const never = (name: FunctionName) =>
      permissionsOf(everything, name).filter(({ Condition }) =>
        JSON.stringify(Condition ?? {}).includes('AWSDenyAll'),
      )
    expect(never('rollback-iam')).toMatchObject([{ Effect: 'Deny' }])
    expect(never('restore')).toEqual([])
  })

  test('a role is of use to its own function only, but for what Lambda does with it', () => {
    for (const name of everything.functions) {
      const { queue } = lambdaFunctions[name]
      const [log, reads, ...others] = permissionsOf(everything, name)
      const own = queue === undefined ? [reads, ...others] : others
      const lambdas = queue === undefined ? [log] : [log, reads]
      const source = {
        'lambda:SourceFunctionArn': `arn:aws:lambda:eu-west-1:${account}:function:tripline-test-${name}`,
      }
      for (const each of lambdas) expect(each?.Condition).toEqual({ ArnEqualsIfExists: source })
      for (const each of own)
        if (each?.Effect === 'Allow') expect(each.Condition?.ArnEquals).toEqual(source)
    }
    const pass = permissionsOf(everything, 'restart-trail').find(({ Action }) =>
      list(Action).includes('iam:PassRole'),
    )
    expect(pass?.Condition?.StringEquals).toEqual({
      'iam:PassedToService': 'cloudtrail.amazonaws.com',
    })
  })

  test('a function writes to its own log group and makes none', () => {
    for (const name of everything.functions) {
      expect(permissionsOf(everything, name)[0]).toEqual({
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: [
          `arn:aws:logs:eu-west-1:${account}:log-group:/aws/lambda/tripline-test-${name}:*`,
        ],
        Condition: {
          ArnEqualsIfExists: {
            'lambda:SourceFunctionArn': `arn:aws:lambda:eu-west-1:${account}:function:tripline-test-${name}`,
          },
        },
      })
      expect(actionsOf(name)).not.toContain('logs:CreateLogGroup')
    }
  })

  test('no action is allowed twice over the same resource', () => {
    for (const name of everything.functions) {
      const pairs = permissionsOf(everything, name).flatMap(({ Effect, Action, Resource }) =>
        list(Action).flatMap((action) => list(Resource).map((on) => `${Effect} ${action} ${on}`)),
      )
      expect(new Set(pairs).size).toBe(pairs.length)
    }
  })
})
