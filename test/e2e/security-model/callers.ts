/** What our own roles, and services of AWS, may do. */
import { homeRuleArn, trailArn } from '../../../src/plan/arns.ts'
import type { NewTrail } from '../../../src/plan/manifest/trail.ts'
import type { Manifest } from '../../../src/plan/manifest.ts'
import { scheduleRole } from '../../../src/plan/roles.ts'
import { account } from '../../infra/manifests.ts'
import { allowedOn, type Call, identity, type Subject } from './ask.ts'
import { calls, publishing, receiving, sending, writing, writingFiles } from './groups.ts'
import { alarmsTopic, type Kind, type Resource, resourcesOf, rolesOf } from './stage.ts'
import { ofFunction, service, session } from './subjects.ts'
import { markdown, names } from './tables.ts'

/** How Lambda reads a queue for a function. */
export const polling = calls('sqs', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes')

const ofKind = (resources: readonly Resource[], kind: Kind): readonly Resource[] =>
  resources.filter((each) => each.kind === kind)

/** The resources that code with the credentials of a role can send to, read, publish to and write. */
export async function reach(subject: Subject, resources: readonly Resource[]) {
  const queues = ofKind(resources, 'queue')
  return {
    sends: await allowedOn(subject, sending, queues),
    receives: await allowedOn(subject, receiving.slice(0, 2), queues),
    publishes: await allowedOn(subject, publishing, ofKind(resources, 'topic')),
    writes: await allowedOn(subject, writing, ofKind(resources, 'table')),
  }
}

/** A row for each function: its own code, Lambda's poller, and code of another function. */
export async function functionRows(manifest: Manifest): Promise<readonly (readonly string[])[]> {
  const resources = resourcesOf(manifest)
  const queues = ofKind(resources, 'queue')
  const rows: string[][] = []
  for (const name of manifest.functions) {
    const own = await reach(ofFunction(manifest, name, 'own code'), resources)
    const foreign = await reach(ofFunction(manifest, name, 'code of another function'), resources)
    const poller = ofFunction(manifest, name, 'poller')
    rows.push([
      `\`${name}\``,
      names(await allowedOn(poller, polling, queues)),
      names(own.sends),
      names(own.publishes),
      names(own.writes),
      names(Object.values(foreign).flat()),
    ])
  }
  return rows
}

export const functionTable = async (manifest: Manifest): Promise<string> =>
  markdown(
    ['role', 'Lambda reads', 'sends to', 'publishes to', 'writes', 'passed to another function'],
    await functionRows(manifest),
  )

/** Services with the resource that they act for. */
export function services(
  manifest: Manifest,
  trail: NewTrail,
): readonly (readonly [string, Subject])[] {
  const { prefix, home } = manifest
  const on = (kind: string, resource: string): string =>
    `arn:aws:${kind}:${home}:${account}:${resource}`
  const events = (source: string) => service('events.amazonaws.com', source)
  const schedule = (owner: string) =>
    service('scheduler.amazonaws.com', `arn:aws:scheduler:${home}:${owner}:schedule-group/default`)
  return [
    ['EventBridge, rule `deliver`', events(homeRuleArn(manifest, 'deliver'))],
    ['EventBridge, rule `iam`', events(homeRuleArn(manifest, 'iam'))],
    ['EventBridge, rule `health`', events(homeRuleArn(manifest, 'health'))],
    ['EventBridge, a rule of a default bus', events(on('events', `rule/${prefix}-cloudtrail-0`))],
    ['EventBridge, any other rule', events(on('events', 'rule/other'))],
    ['SNS, topic `pager`', service('sns.amazonaws.com', on('sns', `${prefix}-pager`))],
    ['SNS, topic `alarms`', service('sns.amazonaws.com', alarmsTopic)],
    ['SNS, any other topic', service('sns.amazonaws.com', on('sns', 'other'))],
    [
      `CloudWatch, an alarm \`${prefix}-…\``,
      service('cloudwatch.amazonaws.com', on('cloudwatch', `alarm:${prefix}-health-late-events`)),
    ],
    [
      'CloudWatch, any other alarm',
      service('cloudwatch.amazonaws.com', on('cloudwatch', 'alarm:other')),
    ],
    ['S3', service('s3.amazonaws.com', 'arn:aws:s3:::other')],
    ['CloudTrail, the trail', service('cloudtrail.amazonaws.com', trailArn(manifest, trail))],
    [
      'CloudTrail, any other trail',
      service('cloudtrail.amazonaws.com', on('cloudtrail', 'trail/other')),
    ],
    ['scheduler, a schedule of the account', schedule(account)],
    ['scheduler, a schedule of another account', schedule('444455556666')],
    ['Lambda', service('lambda.amazonaws.com', '')],
  ]
}

/** The condition that the policy of a trail's bucket has for its files. */
const writingAsTrail: readonly Call[] = writingFiles.map((each) => ({
  ...each,
  context: () => ({ 's3:x-amz-acl': 'bucket-owner-full-control' }),
}))

/** What a service reaches: queues, topics, buckets and roles. */
export async function serviceReach(
  subject: Subject,
  manifest: Manifest,
): Promise<Readonly<Record<'sends' | 'publishes' | 'writes' | 'assumes', readonly Resource[]>>> {
  const resources = resourcesOf(manifest)
  return {
    sends: await allowedOn(subject, sending, ofKind(resources, 'queue')),
    publishes: await allowedOn(subject, publishing, ofKind(resources, 'topic')),
    writes: await allowedOn(subject, writingAsTrail, ofKind(resources, 'bucket')),
    assumes: await allowedOn(subject, calls('sts', 'AssumeRole'), trusts(manifest)),
  }
}

/** Roles with their trust policies as the policies of resources. */
export const trusts = (manifest: Manifest): readonly Resource[] =>
  rolesOf(manifest).map(({ name, trust }) => ({
    kind: 'role',
    name: name.replace(`${manifest.prefix}-`, ''),
    arn: `arn:aws:iam::${account}:role/${name}`,
    policy: JSON.parse(trust).Statement,
  }))

export async function serviceTable(manifest: Manifest, trail: NewTrail): Promise<string> {
  const functions: readonly string[] = manifest.functions
  const rows: string[][] = []
  for (const [name, subject] of services(manifest, trail)) {
    const { sends, publishes, writes, assumes } = await serviceReach(subject, manifest)
    const ofFunctions = assumes.every((each) => functions.includes(each.name))
    rows.push([
      name,
      names([...sends, ...publishes]),
      writes.length > 0 ? 'its files' : '–',
      assumes.length > 1 && ofFunctions ? `${assumes.length} roles of functions` : names(assumes),
    ])
  }
  return markdown(['service, for', 'sends or publishes to', 'writes', 'assumes'], rows)
}

/** The role with which the scheduler calls functions. */
export function scheduleSession(manifest: Manifest): Subject {
  const { name, statements } = scheduleRole(manifest)
  return session(`arn:aws:iam::${account}:role/${name}`, identity(name, statements))
}
