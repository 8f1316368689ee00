/** STS: GetCallerIdentity and AssumeRole. */
import type { Call, OperationsOf, Service } from '../../call.ts'
import { AwsError } from '../../errors.ts'
import { credentialErrors } from '../../identify.ts'
import { principalArn, principalId, type Session } from '../../principal.ts'
import { trailTime } from '../../record-fields.ts'
import { type IamRole, iamOf } from '../iam/memory.ts'
import { stsDemands } from './demands.ts'

const operations = {
  GetCallerIdentity: (_input, { identity: { principal } }) => ({
    UserId: principalId(principal),
    Account: principal.accountId,
    Arn: principalArn(principal),
  }),

  AssumeRole: ({ RoleArn, RoleSessionName, DurationSeconds = 3600 }, call) => {
    const role = roleToAssume(call, RoleArn)
    refuseBadSession(RoleSessionName, DurationSeconds, role)
    const session: Session = {
      kind: 'session',
      accountId: accountIn(RoleArn),
      roleId: role.id,
      roleName: role.name,
      roleArn: role.arn,
      sessionName: RoleSessionName,
      startedAt: call.now,
      mfa: call.identity.mfa,
    }
    role.lastUsed = { at: call.now, region: call.region.name }
    const expires = new Date(call.now.getTime() + DurationSeconds * 1000)
    const credentials = {
      accessKeyId: `ASIA${call.cloud.ids.base32(16)}`,
      secretAccessKey: call.cloud.ids.base64(40),
      sessionToken: call.cloud.ids.base64(200),
    }
    const { sourceIPAddress, userAgent, mfa } = call.identity
    call.cloud.keys.add({
      principal: session,
      ...credentials,
      expires,
      sourceIPAddress,
      mfa,
      ...(userAgent !== undefined && { userAgent }),
    })
    return {
      Credentials: {
        AccessKeyId: credentials.accessKeyId,
        SecretAccessKey: credentials.secretAccessKey,
        SessionToken: credentials.sessionToken,
        Expiration: expires,
      },
      AssumedRoleUser: { AssumedRoleId: principalId(session), Arn: principalArn(session) },
    }
  },
} satisfies OperationsOf<typeof import('@aws-sdk/client-sts')>

const accountIn = (arn: string): string => arn.split(':')[4] ?? ''

/**
 * The role of an ARN. An unknown role, and one that does not trust the caller, give the same error.
 */
function roleToAssume(call: Call, arn: string): IamRole {
  const account = call.cloud.accounts.get(accountIn(arn))
  const roles = account ? [...iamOf(account).roles.values()] : []
  const found = roles.find((role) => role.arn === arn)
  if (found !== undefined) return found
  throw credentialErrors.query.denied(
    `User: ${principalArn(call.identity.principal)} is not authorized to perform: ` +
      `sts:AssumeRole on resource: ${arn}`,
  )
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
function refuseBadSession(name: string, seconds: number, role: IamRole): void {
  if (!/^[\w+=,.@-]{2,64}$/.test(name)) {
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value '${name}' at 'roleSessionName' failed to satisfy ` +
        'constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*',
    )
  }
  if (seconds < 900 || seconds > 43_200) {
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy ` +
        'constraint: Member must have value between 900 and 43200',
    )
  }
  if (seconds > role.maxSessionSeconds) {
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    )
  }
}

interface Assumed {
  readonly Credentials?: { AccessKeyId?: string; SessionToken?: string; Expiration?: Date }
  readonly AssumedRoleUser?: { AssumedRoleId?: string; Arn?: string }
}

/**
 * The recorded answer. AssumeRole changes nothing, and yet its record contains the issued
 * credentials, without the secret key.
 */
function responseElements(_fields: object, output: object, call: Call): object | undefined {
  if (call.operation !== 'AssumeRole') return undefined
  const { Credentials = {}, AssumedRoleUser = {} } = output as Assumed
  return {
    credentials: {
      accessKeyId: Credentials.AccessKeyId,
      sessionToken: Credentials.SessionToken,
      // STS writes a comma where IAM has none.
      expiration: trailTime(Credentials.Expiration ?? call.now).replace(/(\d{4}) /, '$1, '),
    },
    assumedRoleUser: { assumedRoleId: AssumedRoleUser.AssumedRoleId, arn: AssumedRoleUser.Arn },
  }
}

export const sts: Service = {
  signingName: 'sts',
  eventSource: 'sts.amazonaws.com',
  protocol: 'query',
  isGlobal: false,
  model: () => import('@aws-sdk/client-sts'),
  operations,
  demands: stsDemands,
  trail: {
    isReadOnly: () => true,
    responseElements,
    more: (input, call) => {
      const { RoleArn } = input as { RoleArn?: string }
      if (call.operation !== 'AssumeRole' || RoleArn === undefined) return {}
      return {
        resources: [{ accountId: accountIn(RoleArn), type: 'AWS::IAM::Role', ARN: RoleArn }],
      }
    },
    sharedWith: (input, call) => {
      const { RoleArn } = input as { RoleArn?: string }
      const owner = accountIn(RoleArn ?? '')
      return call.cloud.accounts.has(owner) ? [owner] : []
    },
  },
}
