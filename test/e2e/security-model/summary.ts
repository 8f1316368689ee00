/** What one right on everything gives, without the policies of ours and with them. */
import type { Statement } from '../../../src/plan/policy/statement.ts'
import { functionRole } from '../../../src/plan/roles.ts'
import { allowedOn, ask, type Call, type Subject } from './ask.ts'
import { calls, writingFiles } from './groups.ts'
import {
  type Guards,
  guarded,
  type Kind,
  type Resource,
  resourcesOf,
  withOurs,
  withoutOurs,
} from './stage.ts'
import { type Origin, ofFunction, personWith } from './subjects.ts'
import { markdown } from './tables.ts'

interface Right {
  readonly calls: readonly Call[]
  readonly kind: Kind
  readonly remains: string
}

const nothing = 'nothing'

/** The rights that resource policies can limit, or cannot. */
const rights: readonly Right[] = [
  {
    calls: calls('sqs', 'SendMessage'),
    kind: 'queue',
    remains: 'an answer. The author of a change and its beneficiary are refused',
  },
  {
    calls: calls('sqs', 'ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility', 'PurgeQueue'),
    kind: 'queue',
    remains: nothing,
  },
  { calls: calls('sqs', 'SetQueueAttributes'), kind: 'queue', remains: nothing },
  {
    calls: calls('dynamodb', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'),
    kind: 'table',
    remains: nothing,
  },
  {
    calls: calls('dynamodb', 'PutResourcePolicy', 'DeleteResourcePolicy', 'DeleteTable'),
    kind: 'table',
    remains: nothing,
  },
  { calls: calls('sns', 'Publish'), kind: 'topic', remains: nothing },
  { calls: calls('sns', 'SetTopicAttributes'), kind: 'topic', remains: nothing },
  { calls: writingFiles, kind: 'bucket', remains: nothing },
  { calls: calls('s3', 'PutBucketPolicy'), kind: 'bucket', remains: nothing },
  {
    calls: calls('lambda', 'InvokeFunction'),
    kind: 'function',
    remains: 'a report to `health`: a made-up message has no receipt',
  },
  { calls: calls('events', 'PutTargets'), kind: 'rule', remains: 'made-up events, see below' },
  {
    calls: calls('lambda', 'UpdateFunctionCode'),
    kind: 'function',
    remains: 'the role, see below',
  },
]

/** The table: each right on `*`, and on how many of our resources it counts. */
export async function summaryTable(): Promise<string> {
  const rows: string[][] = []
  for (const { calls: given, kind, remains } of rights) {
    const subject = personWith(...given.map(({ action }) => action))
    const cell = async (guards: Guards): Promise<string> => {
      const resources = resourcesOf(guarded, guards).filter((each) => each.kind === kind)
      return counted(kind, await allowedOn(subject, given, resources), resources)
    }
    const named = given.map(({ action }) => `\`${action}\``).join(', ')
    rows.push([named, await cell(withoutOurs), await cell(withOurs), remains])
  }
  const passed = async (guards: Guards): Promise<string> =>
    servicesOf(await foreignCalls('code of another function', guards))
  rows.push([
    '`iam:PassRole` and `lambda:CreateFunction`',
    await passed(withoutOurs),
    await passed(withOurs),
    'a mapping that reads the queue, see below',
  ])
  return markdown(
    ['right on `*`', 'without our policies', 'with them', 'what it still gives'],
    rows,
  )
}

function counted(kind: Kind, found: readonly Resource[], all: readonly Resource[]): string {
  if (found.length === 0) return 'none'
  if (found.length === all.length)
    return found.length === 1 ? `the ${kind}` : `all ${all.length} ${kind}s`
  return found.map(({ name }) => `\`${name}\``).join(', ')
}

const servicesOf = (found: readonly Made[]): string =>
  found.length === 0
    ? 'none'
    : `calls of ${[...new Set(found.map(({ action }) => action.split(':')[0]))].sort().join(', ')}`

/** A call that the permissions of a role name. */
interface Made {
  readonly action: string
  readonly arn: string
}

/** The calls on resources of the roles' permissions that a session of them may make. */
export async function foreignCalls(origin: Origin, guards: Guards): Promise<readonly Made[]> {
  const found: Made[] = []
  for (const name of guarded.functions) {
    const subject = ofFunction(guarded, name, origin, guards)
    for (const made of namedCalls(functionRole(guarded, name).statements))
      if ((await decideNamed(subject, made, guards)) === 'yes') found.push(made)
  }
  return found
}

/** Every action of the statements that allow, on an example of each of its resources. */
export const namedCalls = (statements: readonly Statement[]): readonly Made[] =>
  statements
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action, Resource }) =>
      list(Action).flatMap((action) =>
        list(Resource)
          .filter((arn) => fits(action, arn))
          .map((arn) => ({ action, arn: example(action, arn) })),
      ),
    )

const list = (value: string | readonly string[]): readonly string[] =>
  typeof value === 'string' ? [value] : value

const isRead = (action: string): boolean => /^iam:(?:Get|List)/.test(action)

/** IAM's calls name the type of their resource: `iam:GetGroupPolicy` is about a group. */
function fits(action: string, arn: string): boolean {
  // The judge knows these calls for groups only.
  if (arn.includes(':security-group-rule/')) return false
  if (!action.startsWith('iam:') || arn === '*') return true
  // Nobody changes a policy of AWS, whatever IAM allows.
  if (arn.includes(':iam::aws:') && !isRead(action)) return false
  const [, type = ''] = /:(user|group|role|policy)\//.exec(arn) ?? []
  return type === iamType(action.slice('iam:'.length))
}

function iamType(call: string): string {
  if (/Group/.test(call) && !/GroupsForUser/.test(call)) return 'group'
  if (/Role/.test(call)) return 'role'
  return /User|AccessKey|LoginProfile/.test(call) ? 'user' : 'policy'
}

/** A resource that the pattern of a permission names. */
function example(action: string, arn: string): string {
  if (arn === '*') return arn
  // IAM compares the ARN of a log group with its ending for streams.
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
  if (action.startsWith('logs:')) return arn.replace(/:\*$/, ':log-stream:made')
  return arn.replaceAll('*', 'example')
}

/** Decides about such a call, with the policy of the resource if it is one of the stage. */
export async function decideNamed(
  subject: Subject,
  { action, arn }: Made,
  guards: Guards = withOurs,
): Promise<'yes' | 'no'> {
  const to = resourcesOf(guarded, guards).find((each) => each.arn === arn) ?? {
    kind: 'role' as const,
    name: arn,
    arn,
    policy: [],
  }
  return ask(subject, { action, context: () => contextOf(action) }, to)
}

const contextOf = (action: string): Readonly<Record<string, string>> =>
  action === 'iam:PassRole' ? { 'iam:PassedToService': 'cloudtrail.amazonaws.com' } : {}
