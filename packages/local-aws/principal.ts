/** The principals that make calls, and their form in CloudTrail. */
import type { JsonObject } from '../../src/ir/json.ts'

export type Principal = Root | User | Session

interface Root {
  readonly kind: 'root'
  readonly accountId: string
}

interface User {
  readonly kind: 'user'
  readonly accountId: string
  /** `AIDA…` */
  readonly userId: string
  readonly userName: string
  readonly path: string
}

/** The session of an assumed role. */
export interface Session {
  readonly kind: 'session'
  readonly accountId: string
  /** `AROA…` */
  readonly roleId: string
  readonly roleName: string
  /** The ARN of the role, with its path. */
  readonly roleArn: string
  readonly sessionName: string
  readonly startedAt: Date
  readonly mfa: boolean
}

/** The ARN in `userIdentity` and in GetCallerIdentity; that of a session has no path. */
export function principalArn(principal: Principal): string {
  const { accountId } = principal
  switch (principal.kind) {
    case 'root':
      return `arn:aws:iam::${accountId}:root`
    case 'user':
      return `arn:aws:iam::${accountId}:user${principal.path}${principal.userName}`
    case 'session':
      return `arn:aws:sts::${accountId}:assumed-role/${principal.roleName}/${principal.sessionName}`
  }
}

export function principalId(principal: Principal): string {
  switch (principal.kind) {
    case 'root':
      return principal.accountId
    case 'user':
      return principal.userId
    case 'session':
      return `${principal.roleId}:${principal.sessionName}`
  }
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
export function userIdentity(principal: Principal, accessKeyId: string): JsonObject {
  const { accountId } = principal
  const own = { principalId: principalId(principal), arn: principalArn(principal), accountId }
  switch (principal.kind) {
    case 'root':
      return { type: 'Root', ...own, accessKeyId }
    case 'user':
      return { type: 'IAMUser', ...own, accessKeyId, userName: principal.userName }
    case 'session':
      return { type: 'AssumedRole', ...own, accessKeyId, sessionContext: sessionContext(principal) }
  }
}

const sessionContext = (session: Session): JsonObject => ({
  sessionIssuer: {
    type: 'Role',
    principalId: session.roleId,
    arn: session.roleArn,
    accountId: session.accountId,
    userName: session.roleName,
  },
  attributes: {
    creationDate: secondsOnly(session.startedAt),
    mfaAuthenticated: String(session.mfa),
  },
})

/** `2026-11-21T05:40:00Z`: CloudTrail's times have no fractions. */
export const secondsOnly = (time: Date): string => time.toISOString().replace(/\.\d+Z$/, 'Z')
