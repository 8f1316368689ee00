/**
 * What the local account asks about each of its operations is a question that IAM knows: the action
 * exists, and the resource is of a type that the action has.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { byIdentity } from '../../packages/local-aws/authorization/questions.ts'
import type { Call } from '../../packages/local-aws/call.ts'
import { type LocalAws, startLocalAws } from '../../packages/local-aws/local-aws.ts'
import { services } from '../../packages/local-aws/services.ts'
import { decide } from '../iam-judge/decide.ts'

const account = '111122223333'
const home = 'eu-west-1'
const arn = (service: string, resource: string) =>
  `arn:aws:${service}:${home}:${account}:${resource}`
const role = `arn:aws:iam::${account}:role/worker`

let local: LocalAws
beforeAll(async () => {
  local = await startLocalAws({ accounts: [account], startAt: new Date() })
})
afterAll(() => local.stop())

/** The members of inputs that name resources, by the prefix of the actions. */
const inputs: Readonly<Record<string, object>> = {
  cloudtrail: { Name: 'trail', CloudWatchLogsRoleArn: role },
  dynamodb: { TableName: 'state', ResourceArn: arn('dynamodb', 'table/state') },
  ec2: { GroupId: 'sg-1234' },
  events: {
    Name: 'rule',
    Rule: 'rule',
    Targets: [{ RoleArn: role }],
    Entries: [{ Source: 'test' }],
  },
  logs: { logGroupName: '/aws/lambda/detect', logStreamName: 'local' },
  monitoring: { AlarmName: 'alarm', Namespace: 'Tripline' },
  s3: { Bucket: 'bucket' },
  sns: { TopicArn: arn('sns', 'alarms'), Protocol: 'sqs', Endpoint: arn('sqs', 'events') },
  sqs: { QueueUrl: `https://sqs.${home}.amazonaws.com/${account}/events` },
  sts: { RoleArn: role, RoleSessionName: 'a' },
}

/** Inputs of single operations, instead of those above. */
const special: Readonly<Record<string, object>> = {
  'dynamodb:BatchGetItem': { RequestItems: { state: {} } },
  'dynamodb:BatchWriteItem': { RequestItems: { state: {} } },
  'dynamodb:Query': { TableName: 'state', IndexName: 'by-time' },
  'monitoring:DescribeAlarms': {},
  'monitoring:GetMetricData': {},
  'monitoring:ListMetrics': {},
  's3:ListBuckets': {},
  'sqs:ListMessageMoveTasks': { SourceArn: arn('sqs', 'dead') },
  'sqs:StartMessageMoveTask': {
    SourceArn: arn('sqs', 'dead'),
    DestinationArn: arn('sqs', 'events'),
  },
}

/** IAM's operations name their target in their names. */
function iamInput(operation: string): object {
  if (operation === 'CreateServiceLinkedRole') return { AWSServiceName: 'config.amazonaws.com' }
  if (/InstanceProfile$/.test(operation)) return { InstanceProfileName: 'a', RoleName: 'worker' }
  const PolicyArn = `arn:aws:iam::${account}:policy/a`
  if (/(?:Group|UserToGroup|UserFromGroup|Group(?:Policy|Policies))$/.test(operation))
    return { GroupName: 'a', PolicyArn }
  if (/Role|AssumeRolePolicy/.test(operation)) return { RoleName: 'worker', Tags: [{}], PolicyArn }
  if (operation === 'CreatePolicy') return { PolicyName: 'a', Tags: [{}] }
  if (/Policy(?:Version|Versions)?$|ForPolicy$/.test(operation) && !/User/.test(operation))
    return { PolicyArn }
  return { UserName: 'ada', Tags: [{}], PolicyArn }
}

const s3Object = /^(?:Get|Put|Head|Delete)Object$/

describe.each(services.map((service) => [service.eventSource, service] as const))(
  '%s',
  (_, service) => {
    test.each(Object.keys(service.operations))('%s', async (operation) => {
      const prefix = service.signingName
      const usual = prefix === 'iam' ? iamInput(operation) : (inputs[prefix] ?? {})
      const given = special[`${prefix}:${operation}`] ?? usual
      const input = s3Object.test(operation) ? { ...given, Key: 'a/b.json' } : given
      const identity = local.root(account)
      const owner = local.cloud.accounts.get(account)
      const call = {
        cloud: local.cloud,
        account: owner,
        region: owner?.region(home),
        identity,
        operation,
      } as Call
      const demands = service.demands?.(input, call) ?? []
      expect(demands.length).toBeGreaterThan(operation === 'GetCallerIdentity' ? -1 : 0)
      for (const question of byIdentity(local.cloud, identity, home, demands))
        expect(await decide(question), question.action).toMatchObject({ allowed: true })
    })
  },
)
