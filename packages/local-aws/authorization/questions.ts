/**
 * Makes the questions about a call of a principal, and about a delivery that a service makes by
 * itself or with a role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
import type { Cloud, Identity } from '../accounts.ts'
import { parseArn } from '../delivery/arn.ts'
import { type Principal, principalArn, principalId, type Session } from '../principal.ts'
import { iamOf } from '../services/iam/memory.ts'
import type { Authorization, Context, Demand } from './authorization.ts'
import { policiesOf } from './identity-policies.ts'

type Caller = Pick<Identity, 'principal' | 'sourceIPAddress' | 'sourceFunctionArn' | 'mfa'>

/** The questions about a call with these credentials. */
export function byIdentity(
  cloud: Cloud,
  { principal, sourceIPAddress, sourceFunctionArn, mfa }: Caller,
  region: string,
  demands: readonly Demand[],
): readonly Authorization[] {
  const context = {
    ...contextOf(cloud, region),
    ...principalContext(cloud, principal),
    'aws:SourceIp': sourceIPAddress,
    ...(principal.kind === 'session' ? { 'aws:MultiFactorAuthPresent': String(mfa) } : {}),
    ...(sourceFunctionArn === undefined ? {} : { 'lambda:SourceFunctionArn': sourceFunctionArn }),
  }
  return byPrincipal(cloud, principal, context, demands)
}

const byPrincipal = (
  cloud: Cloud,
  principal: Principal,
  context: Context,
  demands: readonly Demand[],
): Authorization[] =>
  demands.map((demand) => ({
    principal: { kind: principal.kind, id: principalArn(principal) },
    ...common(demand, principal.accountId, context),
    ...policiesOf(cloud, principal),
  }))

/** A service that acts on behalf of a resource, e.g. SNS for a topic. */
export interface ServiceSource {
  /** e.g. `sns.amazonaws.com` */
  readonly service: string
  /** The ARN of the resource, which names its account. */
  readonly source: string
}

/** The questions about a delivery that a service makes as itself. */
export function byService(
  cloud: Cloud,
  { service, source }: ServiceSource,
  ...demands: readonly Demand[]
): readonly Authorization[] {
  const { account = '', region = '' } = parseArn(source) ?? {}
  const context = {
    ...contextOf(cloud, region),
    'aws:PrincipalIsAWSService': 'true',
    'aws:PrincipalServiceName': service,
    'aws:SourceArn': source,
    'aws:SourceAccount': account,
    // The older name of the same account, which the default policy of a topic still uses.
    'aws:SourceOwner': account,
  }
  return demands.map((demand) => ({
    principal: { kind: 'service', id: service },
    ...common(demand, account, context),
    identityPolicies: [],
  }))
}

/** The questions about a delivery that a service makes with a role: may it assume it, and then? */
export function byServiceRole(
  cloud: Cloud,
  by: ServiceSource,
  roleArn: string,
  ...demands: readonly Demand[]
): readonly Authorization[] {
  const session = sessionOf(cloud, roleArn, by)
  const { region = '' } = parseArn(by.source) ?? {}
  const context = { ...contextOf(cloud, region), ...principalContext(cloud, session) }
  return [
    ...byService(cloud, by, assumption(cloud, roleArn)),
    ...byPrincipal(cloud, session, context, demands),
  ]
}

/** What a principal needs to assume a role. */
export const assumption = (cloud: Cloud, roleArn: string): Demand => ({
  action: 'sts:AssumeRole',
  resource: roleArn,
  policy: roleByArn(cloud, roleArn)?.trust,
})

function roleByArn(cloud: Cloud, arn: string) {
  const account = cloud.accounts.get(parseArn(arn)?.account ?? '')
  const role = account && iamOf(account).roles.get(arn.split('/').at(-1) ?? '')
  return role?.arn === arn ? role : undefined
}

const sessionOf = (cloud: Cloud, roleArn: string, { service }: ServiceSource): Session => ({
  kind: 'session',
  accountId: parseArn(roleArn)?.account ?? '',
  roleId: roleByArn(cloud, roleArn)?.id ?? '',
  roleName: roleArn.split('/').at(-1) ?? '',
  roleArn,
  sessionName: service.split('.')[0] ?? '',
  startedAt: cloud.clock.now(),
  mfa: false,
})

const common = (
  { action, resource = '*', owner, policy, context: own }: Demand,
  caller: string,
  context: Context,
) => ({
  action,
  resource: { arn: resource, account: owner ?? ownerOf(resource) ?? caller },
  context: { ...context, ...own },
  ...(policy === undefined ? {} : { resourcePolicy: policy }),
})

/** The account in an ARN. Buckets have none, and AWS's own policies belong to nobody. */
function ownerOf(arn: string): string | undefined {
  const account = parseArn(arn)?.account
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined
}

const contextOf = (cloud: Cloud, region: string): Context => ({
  'aws:CurrentTime': cloud.clock.now().toISOString(),
  'aws:SecureTransport': 'true',
  'aws:ViaAWSService': 'false',
  ...(region === '' ? {} : { 'aws:RequestedRegion': region }),
})

const principalTypes = { root: 'Account', user: 'User', session: 'AssumedRole' } as const

/** The ARN in `aws:PrincipalArn` is that of the role for every session of it. */
function principalContext(cloud: Cloud, principal: Principal): Context {
  return {
    'aws:PrincipalArn': principal.kind === 'session' ? principal.roleArn : principalArn(principal),
    'aws:PrincipalAccount': principal.accountId,
    'aws:PrincipalType': principalTypes[principal.kind],
    'aws:PrincipalIsAWSService': 'false',
    'aws:userid': principalId(principal),
    ...(principal.kind === 'user' ? { 'aws:username': principal.userName } : {}),
    ...(principal.kind === 'session'
      ? { 'aws:TokenIssueTime': principal.startedAt.toISOString() }
      : {}),
    ...tagsOf(cloud, principal),
  }
}

function tagsOf(cloud: Cloud, principal: Principal): Context {
  const account = cloud.accounts.get(principal.accountId)
  if (account === undefined || principal.kind === 'root') return {}
  const { users, roles } = iamOf(account)
  const tags =
    principal.kind === 'user'
      ? users.get(principal.userName)?.tags
      : roles.get(principal.roleName)?.tags
  return Object.fromEntries(
    (tags ?? []).map(({ Key, Value = '' }) => [`aws:PrincipalTag/${Key}`, Value]),
  )
}
