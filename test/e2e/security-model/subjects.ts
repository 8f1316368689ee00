/** Everybody whose calls the security model decides. */
import { readFileSync } from 'node:fs'
import type { FunctionName } from '../../../src/ir/names.ts'
import { functionArn, roleArn } from '../../../src/plan/arns.ts'
import type { Manifest } from '../../../src/plan/manifest.ts'
import { functionRole } from '../../../src/plan/roles.ts'
import { account } from '../../infra/manifests.ts'
import { identity, type Subject } from './ask.ts'
import { type Guards, withOurs } from './stage.ts'

const otherAccount = '444455556666'

const everything = identity('everything', [{ Effect: 'Allow', Action: '*', Resource: '*' }])

const user = (owner: string, identityPolicies: Subject['identityPolicies']): Subject => {
  const id = `arn:aws:iam::${owner}:user/ada`
  return {
    principal: { kind: 'user', id },
    context: {
      'aws:PrincipalArn': id,
      'aws:PrincipalAccount': owner,
      'aws:PrincipalIsAWSService': 'false',
    },
    identityPolicies,
  }
}

/** A session of a role of the account. */
export function session(
  role: string,
  identityPolicies: Subject['identityPolicies'],
  context: Subject['context'] = {},
): Subject {
  const name = role.split('/').at(-1) ?? ''
  return {
    principal: { kind: 'session', id: `arn:aws:sts::${account}:assumed-role/${name}/${name}` },
    context: {
      'aws:PrincipalArn': role,
      'aws:PrincipalAccount': account,
      'aws:PrincipalIsAWSService': 'false',
      ...context,
    },
    identityPolicies,
  }
}

/** A person with one right on everything. */
export const personWith = (...Action: readonly string[]): Subject =>
  user(account, identity('one-right', [{ Effect: 'Allow', Action, Resource: '*' }]))

const withManaged = (name: string): Subject =>
  user(account, [{ name: `arn:aws:iam::aws:policy/${name}`, document: '' }])

/** Managed policies of AWS that give no right to write IAM. */
export const belowAdmin = [
  'PowerUserAccess',
  'AWSLambda_FullAccess',
  'AWSLambdaRole',
  'AmazonSQSFullAccess',
  'AmazonDynamoDBFullAccess',
  'AmazonDynamoDBFullAccess_v2',
  'AmazonSNSFullAccess',
  'AmazonEventBridgeFullAccess',
  'CloudWatchFullAccess',
  'CloudWatchFullAccessV2',
  'CloudWatchAgentServerPolicy',
  'AmazonS3FullAccess',
  'AWSCloudTrail_FullAccess',
  'SecurityAudit',
  'ReadOnlyAccess',
] as const

const administrators = ['IAMFullAccess', 'AdministratorAccess'] as const

/** Persons by the managed policy that they have. */
export const managed: ReadonlyMap<string, Subject> = new Map(
  [...belowAdmin, ...administrators].map((name) => [name, withManaged(name)]),
)

/** A principal of another account who may do everything there. */
export const stranger = user(otherAccount, everything)

/** A role that tripline.yaml names as an operator, and that may use every queue. */
export const operator = session(
  `arn:aws:iam::${account}:role/oncall`,
  identity('operator', [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }]),
)

/** A role with the policy of docs/deploy.md. */
export function deployer(role: string): Subject {
  const document = /```json\n([\s\S]*?)```/.exec(readFileSync('docs/deploy.md', 'utf8'))?.[1]
  if (document === undefined) throw new Error('docs/deploy.md has no policy')
  return session(role, [{ name: 'deploy', document }])
}

/** How a session of a function's role comes about. */
export type Origin = 'own code' | 'code of another function' | 'poller'

/**
 * A session of a function's role. Lambda puts the ARN of the function into the calls of its code,
 * and none into its own calls that read a queue.
 */
export function ofFunction(
  manifest: Manifest,
  name: FunctionName,
  origin: Origin,
  guards: Guards = withOurs,
): Subject {
  const sources = {
    'own code': { 'lambda:SourceFunctionArn': functionArn(manifest, name) },
    'code of another function': {
      'lambda:SourceFunctionArn': `arn:aws:lambda:${manifest.home}:${account}:function:other`,
    },
    poller: {},
  }
  const { statements } = functionRole(manifest, name)
  return session(roleArn(manifest, name), identity(name, guards(statements)), sources[origin])
}

/** A service of AWS that acts for a resource, given by ARN. */
export const service = (id: string, source: string): Subject => ({
  principal: { kind: 'service', id },
  context: {
    'aws:PrincipalIsAWSService': 'true',
    'aws:SourceArn': source,
    'aws:SourceAccount': source.split(':')[4] || account,
  },
  identityPolicies: [],
})
