/**
 * Who calls AWS: people, programs, services, and how each looks in `userIdentity`
 * (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html).
 *
 * Ids follow from names, so a role has the same principal id in every record, and end in EXAMPLE
 * as in AWS's own documentation, so that no scanner takes a key id for a real one.
 */
import type { JsonObject } from './json.ts'
import { random } from './random.ts'
import { iso } from './time.ts'

export interface Actor {
  readonly identity: (at: number) => JsonObject
  readonly address: string
  readonly agent: string
  readonly via: 'program' | 'console' | 'service'
  /** The VPC endpoint a private address came through. */
  readonly endpoint?: string
}

/** Where a call comes from and with what. */
export type Origin = Omit<Actor, 'identity'>

export const program = (address: string, agent: string): Origin => ({
  address,
  agent,
  via: 'program',
})

/** A program inside a VPC, reaching AWS through that account's endpoint. */
export const inside = (account: string, address: string, agent: string): Origin => ({
  ...program(address, agent),
  endpoint: `vpce-0${random(`endpoint ${account}`).hex(16)}`,
})

export const browser = (address: string, agent: string): Origin => ({
  address,
  agent,
  via: 'console',
})

/** `AROA…`, `AIDA…`: 21 characters; key ids are 20. */
const idOf = (prefix: string, name: string, length = 17): string =>
  `${prefix}${random(`${prefix} ${name}`).text(length - 7, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}EXAMPLE`

export const roleId = (account: string, role: string): string => idOf('AROA', `${account} ${role}`)
export const userId = (account: string, user: string): string => idOf('AIDA', `${account} ${user}`)
const userKey = (account: string, user: string): string => idOf('AKIA', `${account} ${user}`, 16)
export const sessionKey = (name: string): string => idOf('ASIA', name, 16)

const HOUR = 3600

/** Sessions are renewed every hour, each role at its own minute. */
function sessionStart(name: string, at: number): number {
  const offset = random(`renewal ${name}`).int(0, HOUR - 1)
  return at - ((at - offset) % HOUR)
}

interface RoleName {
  readonly account: string
  readonly role: string
  readonly session: string
  /** Starts and ends with a slash, as in IAM. */
  readonly path?: string
}

function roleIdentity({ account, role, session, path = '/' }: RoleName, at: number): JsonObject {
  const started = sessionStart(`${account} ${role} ${session}`, at)
  const issuer = roleId(account, role)
  return {
    type: 'AssumedRole',
    principalId: `${issuer}:${session}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
    accountId: account,
    accessKeyId: sessionKey(`${account} ${role} ${session} ${started}`),
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: issuer,
        arn: `arn:aws:iam::${account}:role${path}${role}`,
        accountId: account,
        userName: role,
      },
      attributes: { creationDate: iso(started), mfaAuthenticated: 'false' },
    },
  }
}

export const roleSession = (
  account: string,
  role: string,
  session: string,
  origin: Origin,
): Actor => ({
  ...origin,
  identity: (at) => roleIdentity({ account, role, session }, at),
})

/**
 * Somebody signed in through IAM Identity Center. `mfaAuthenticated` reads false however they
 * signed in: the second factor is checked by Identity Center, where IAM does not see it.
 */
export function engineer(
  account: string,
  permissionSet: string,
  name: string,
  origin: Origin,
): Actor {
  const role = `AWSReservedSSO_${permissionSet}_${random(`${account} ${permissionSet}`).hex(16)}`
  const path = '/aws-reserved/sso.amazonaws.com/eu-west-1/'
  const session = `${name}@example.com`
  return { ...origin, identity: (at) => roleIdentity({ account, role, session, path }, at) }
}

/** An AWS service on its own behalf, e.g. Lambda assuming a function's role. */
export const service = (host: string): Actor => ({
  address: host,
  agent: host,
  via: 'service',
  identity: () => ({ type: 'AWSService', invokedBy: host }),
})

/** An AWS service through the role it made for itself in the account. */
export function serviceLinked(account: string, name: string, host: string, session: string): Actor {
  const role = `AWSServiceRoleFor${name}`
  const path = `/aws-service-role/${host}/`
  return {
    ...service(host),
    identity: (at) => ({
      ...roleIdentity({ account, role, session, path }, at),
      invokedBy: host,
    }),
  }
}

/** An IAM user with a long-lived access key. */
export const iamUser = (
  account: string,
  user: string,
  origin: Origin,
  key = userKey(account, user),
): Actor => ({
  ...origin,
  identity: () => ({ ...userIdentity(account, user), accessKeyId: key, userName: user }),
})

export const userIdentity = (account: string, user: string): JsonObject => ({
  type: 'IAMUser',
  principalId: userId(account, user),
  arn: `arn:aws:iam::${account}:user/${user}`,
  accountId: account,
})

/** An IAM user in the console, where sign-in has traded the password for a session. */
export const consoleUser = (
  account: string,
  user: string,
  origin: Origin,
  signedIn: { readonly at: number; readonly mfa: boolean },
): Actor => ({
  ...origin,
  identity: () => ({
    ...userIdentity(account, user),
    accessKeyId: sessionKey(`${account} ${user} ${signedIn.at}`),
    userName: user,
    sessionContext: {
      attributes: { creationDate: iso(signedIn.at), mfaAuthenticated: String(signedIn.mfa) },
    },
  }),
})

export const rootIdentity = (account: string): JsonObject => ({
  type: 'Root',
  principalId: account,
  arn: `arn:aws:iam::${account}:root`,
  accountId: account,
})

/** The account's root user in the console, without a second factor. */
export const consoleRoot = (account: string, origin: Origin, signedIn: number): Actor => ({
  ...origin,
  identity: () => ({
    ...rootIdentity(account),
    accessKeyId: sessionKey(`${account} root ${signedIn}`),
    sessionContext: { attributes: { creationDate: iso(signedIn), mfaAuthenticated: 'false' } },
  }),
})
