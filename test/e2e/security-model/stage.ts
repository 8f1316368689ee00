/** The stages that the security model is about, and their resources with the policies of the plan. */

import { filterAlarms } from '../../../src/plan/alarms.ts'
import {
  alarmsTopicArn,
  arnOf,
  busArn,
  functionArn,
  homeRuleArn,
  queueArn,
  tableArn,
  trailArn,
  undeliveredArn,
} from '../../../src/plan/arns.ts'
import { healthAlarms } from '../../../src/plan/health.ts'
import { homeRules } from '../../../src/plan/home-rules.ts'
import type { Manifest } from '../../../src/plan/manifest.ts'
import type { Statement } from '../../../src/plan/policy/statement.ts'
import { queuesOf, undeliveredQueues } from '../../../src/plan/queues.ts'
import {
  forwardRole,
  functionRole,
  type RolePlan,
  scheduleRole,
  trailRole,
} from '../../../src/plan/roles.ts'
import { tablesOf } from '../../../src/plan/tables.ts'
import { topicsOf } from '../../../src/plan/topics.ts'
import { trailBucketPolicy } from '../../../src/plan/trail-bucket.ts'
import { everything, withNewTrail } from '../../infra/manifests.ts'

const made = withNewTrail(everything, false)

/** Every function, a trail of its own, a deploying role and an operator. */
export const guarded: Manifest = { ...made, functions: [...new Set(made.functions)] }

/** The same stage with another deploying role, or without one. */
export const deployedBy = (deployRole: string | undefined): Manifest => ({
  ...guarded,
  limits: { ...guarded.limits, deployRole },
})

/** A resource. */
export interface Resource {
  readonly kind: Kind
  /** The name after the prefix of the stage. */
  readonly name: string
  readonly arn: string
  /** The statements of its policy. */
  readonly policy: readonly Statement[]
}

export type Kind =
  | 'alarm'
  | 'bucket'
  | 'bus'
  | 'function'
  | 'log group'
  | 'queue'
  | 'role'
  | 'rule'
  | 'table'
  | 'topic'
  | 'trail'

/** The function `withoutOurs` returns the statements of a policy as they were without our guards. */
export type Guards = (statements: readonly Statement[]) => readonly Statement[]

export const withOurs: Guards = (statements) => statements

const source = 'lambda:SourceFunctionArn'

/** Without the statements that deny others, and without the binding of a role to its function. */
export const withoutOurs: Guards = (statements) =>
  statements
    .filter(({ Effect, Sid }) => Effect === 'Allow' || Sid === 'OnlyOverTls' || Sid === undefined)
    .map((each) => {
      const { ArnEquals = {}, ArnEqualsIfExists: _, ...others } = each.Condition ?? {}
      const { [source]: __, ...arns } = ArnEquals
      return {
        ...each,
        Condition: { ...others, ...(Object.keys(arns).length > 0 ? { ArnEquals: arns } : {}) },
      }
    })

/** The roles that the stage makes. */
export const rolesOf = (manifest: Manifest): readonly RolePlan[] => [
  ...manifest.functions.map((name) => functionRole(manifest, name)),
  scheduleRole(manifest),
  forwardRole(manifest),
  ...(manifest.trail.kind === 'create' ? [trailRole(manifest, manifest.trail)] : []),
]

/** The resources of the stage. */
export function resourcesOf(manifest: Manifest, guards: Guards = withOurs): readonly Resource[] {
  const short = (name: string): string => name.replace(`${manifest.prefix}-`, '')
  const plain = (kind: Kind, name: string, arn: string): Resource => ({
    kind,
    name: short(name),
    arn,
    policy: [],
  })
  const { home } = manifest
  const unguarded: readonly Resource[] = [
    ...queuesOf(manifest).flatMap(({ name, dead, policy, deadPolicy }) => [
      { ...plain('queue', name, queueArn(manifest, name)), policy },
      { ...plain('queue', dead, queueArn(manifest, dead)), policy: deadPolicy },
    ]),
    ...undeliveredQueues(manifest).map(({ region, policy }) => ({
      ...plain('queue', `undelivered`, undeliveredArn(manifest, region)),
      name: region === home ? 'undelivered' : `undelivered of ${region}`,
      policy,
    })),
    ...topicsOf(manifest).map(({ arn, policy }) => ({
      ...plain('topic', arn.split(':').at(-1) ?? '', arn),
      policy,
    })),
    ...tablesOf(manifest).map(({ name, policy }) => ({
      ...plain('table', name, tableArn(manifest, name)),
      policy,
    })),
    ...bucket(manifest),
    ...manifest.functions.map((name) => plain('function', name, functionArn(manifest, name))),
    plain('bus', manifest.prefix, busArn(manifest)),
    ...homeRules(manifest).map(({ name }) => plain('rule', name, homeRuleArn(manifest, name))),
    ...manifest.eventRules.map(({ name, region }) =>
      plain('rule', `${name} of ${region}`, arnOf(manifest, 'events', region, `rule/${name}`)),
    ),
    ...[...healthAlarms(manifest), ...filterAlarms(manifest)].map(({ name, region }) =>
      plain('alarm', name, arnOf(manifest, 'cloudwatch', region, `alarm:${name}`)),
    ),
    ...rolesOf(manifest).map(({ name }) =>
      plain('role', name, arnOf(manifest, 'iam', '', `role/${name}`)),
    ),
  ]
  return unguarded.map((each) => ({ ...each, policy: guards(each.policy) }))
}

function bucket(manifest: Manifest): readonly Resource[] {
  const { trail, account, prefix } = manifest
  if (trail.kind !== 'create') return []
  const arn = `arn:aws:s3:::${prefix}-trail-${account}-${trail.region}`
  const logGroup = arnOf(manifest, 'logs', trail.region, `log-group:${trail.logGroup}`)
  return [
    {
      kind: 'bucket',
      name: 'trail',
      arn,
      policy: trailBucketPolicy(manifest, trail, arn, [account]),
    },
    { kind: 'trail', name: 'trail', arn: trailArn(manifest, trail), policy: [] },
    { kind: 'log group', name: 'trail', arn: logGroup, policy: [] },
  ]
}

/** The ARN of the topic that alarms over metric filters notify. */
export const alarmsTopic = alarmsTopicArn(guarded)
