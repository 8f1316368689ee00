/**
 * What the functions call, and what they may: every SDK call that is written down in functions/world
 * is allowed to some function, and no function is allowed what none calls.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { FunctionName } from '../../src/ir/names.ts'
import { permissionsOf } from '../../src/plan/permissions.ts'
import { everything } from './manifests.ts'
import { list } from './resource-graph.ts'

/** The prefix of IAM actions, by the client's package. */
const services: Readonly<Record<string, string>> = {
  cloudtrail: 'cloudtrail',
  'cloudwatch-logs': 'logs',
  'config-service': 'config',
  dynamodb: 'dynamodb',
  ec2: 'ec2',
  eventbridge: 'events',
  iam: 'iam',
  s3: 's3',
  's3-control': 's3',
  sns: 'sns',
  sqs: 'sqs',
}

/** Calls whose permission has another name. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const renamed: Readonly<Record<string, string>> = {
  's3 GetPublicAccessBlock': 's3:GetBucketPublicAccessBlock',
  's3 PutPublicAccessBlock': 's3:PutBucketPublicAccessBlock',
  's3 DeletePublicAccessBlock': 's3:PutBucketPublicAccessBlock',
  's3-control GetPublicAccessBlock': 's3:GetAccountPublicAccessBlock',
  's3-control PutPublicAccessBlock': 's3:PutAccountPublicAccessBlock',
  's3-control DeletePublicAccessBlock': 's3:PutAccountPublicAccessBlock',
  'sqs ChangeMessageVisibilityBatch': 'sqs:ChangeMessageVisibility',
}

const actionsIn = (file: string): string[] =>
  [
    ...readFileSync(file, 'utf8').matchAll(/import \{([^}]*)\} from '@aws-sdk\/client-([^']+)'/g),
  ].flatMap(([, names = '', client = '']) => {
    const service = services[client]
    if (service === undefined) throw new Error(`${file} uses a client that is not known here`)
    return [...names.matchAll(/(?:^|,)\s*(?:([A-Z]\w+)Command|paginate(\w+))\b/g)]
      .map(([, command, page]) => command ?? page ?? '')
      .map((call) => renamed[`${client} ${call}`] ?? `${service}:${call}`)
  })

/** Lambda makes these with the function's role: its logs, and reading its queue. */
const lambdas = [
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ReceiveMessage',
]

/** CreateRole and CreateUser with tags ask for these as well, UpdateTrail with a log group for the third. */
const implied = ['iam:TagRole', 'iam:TagUser', 'iam:PassRole']

const called = globSync('functions/world/**/*.ts').flatMap(actionsIn)

const allowedTo = (names: readonly FunctionName[]): string[] =>
  names.flatMap((name) =>
    permissionsOf(everything, name).flatMap(({ Effect, Action }) =>
      Effect === 'Allow' ? list(Action) : [],
    ),
  )

test('what the functions call they are allowed', () => {
  expect(called.length).toBeGreaterThan(20)
  const allowed = allowedTo(everything.functions)
  expect(called.filter((action) => !allowed.includes(action))).toEqual([])
})

test('what they are allowed they call', () => {
  const written = everything.functions.filter((name) => existsSync(`functions/${name}.ts`))
  const used = [...called, ...lambdas, ...implied]
  expect(allowedTo(written).filter((action) => !used.includes(action))).toEqual([])
})
