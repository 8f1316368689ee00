/**
 * Credentials of a role's session that do not expire: Lambda renews a function's credentials, and
 * so does a deployment.
 */
import type { Cloud, Identity } from '../accounts.ts'
import type { Session } from '../principal.ts'

type SessionPlan = Pick<Session, 'accountId' | 'roleId' | 'roleName' | 'roleArn' | 'sessionName'>

export function roleSession(
  cloud: Cloud,
  plan: SessionPlan,
  sourceIPAddress: string,
  sourceFunctionArn?: string,
): Identity & { readonly sessionToken: string } {
  const identity = {
    principal: { kind: 'session', ...plan, startedAt: cloud.clock.now(), mfa: false },
    accessKeyId: `ASIA${cloud.ids.base32(16)}`,
    secretAccessKey: cloud.ids.base64(40),
    sessionToken: cloud.ids.base64(100),
    sourceIPAddress,
    mfa: false,
    ...(sourceFunctionArn === undefined ? {} : { sourceFunctionArn }),
  } as const
  cloud.keys.add(identity)
  return identity
}
