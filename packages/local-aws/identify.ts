/**
 * Identifies the caller from the credential scope of the signature. The signature itself is not
 * verified.
 */
import type { Cloud, Identity } from './accounts.ts'
import type { ProtocolName } from './call.ts'
import { AwsError } from './errors.ts'
import type { WireRequest } from './protocols/protocol.ts'

/** The claims in a signed request. */
export interface Claim {
  readonly accessKeyId: string
  readonly region: string
  /** The service's signing name. */
  readonly service: string
  readonly sessionToken: string | undefined
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html */
const scope = /\bCredential=([^/,\s]+)\/\d{8}\/([^/,\s]+)\/([^/,\s]+)\/aws4_request\b/

/** The claim of a request; undefined if it is not signed. */
export function claimOf({ headers }: WireRequest): Claim | undefined {
  const [, accessKeyId, region, service] = scope.exec(headers.authorization ?? '') ?? []
  if (accessKeyId === undefined || region === undefined || service === undefined) return undefined
  return { accessKeyId, region, service, sessionToken: headers['x-amz-security-token'] }
}

/**
 * The identity of a claim. Throws, in the wording of the protocol, for a key that is unknown,
 * inactive or expired.
 */
export function identify(cloud: Cloud, claim: Claim, protocol: ProtocolName): Identity {
  const identity = cloud.keys.find(claim.accessKeyId)
  if (identity === undefined || identity.sessionToken !== claim.sessionToken) {
    throw credentialErrors[protocol].unknown()
  }
  if (identity.expires !== undefined && identity.expires <= cloud.clock.now()) {
    throw credentialErrors[protocol].expired()
  }
  return identity
}

const invalidToken = 'The security token included in the request is invalid.'
const expiredToken = 'The security token included in the request is expired'

const jsonErrors = {
  unknown: () => new AwsError('UnrecognizedClientException', invalidToken, 400),
  expired: () => new AwsError('ExpiredTokenException', expiredToken, 400),
  denied: (message: string) => new AwsError('AccessDeniedException', message, 400),
}

/** The three errors in the wording of each protocol. */
export const credentialErrors = {
  query: {
    unknown: () => new AwsError('InvalidClientTokenId', invalidToken, 403),
    expired: () => new AwsError('ExpiredToken', expiredToken, 403),
    denied: (message: string) => new AwsError('AccessDenied', message, 403),
  },
  ec2Query: {
    unknown: () =>
      new AwsError(
        'AuthFailure',
        'AWS was not able to validate the provided access credentials',
        401,
      ),
    expired: () => new AwsError('RequestExpired', 'Request has expired.', 400),
    denied: (message: string) =>
      new AwsError(
        'UnauthorizedOperation',
        `You are not authorized to perform this operation. ${message}`,
        403,
      ),
  },
  'json1.0': jsonErrors,
  'json1.1': jsonErrors,
  restXml: {
    unknown: () =>
      new AwsError(
        'InvalidAccessKeyId',
        'The AWS Access Key Id you provided does not exist in our records.',
        403,
      ),
    expired: () => new AwsError('ExpiredToken', 'The provided token has expired.', 400),
    denied: (message: string) => new AwsError('AccessDenied', message, 403),
  },
} as const satisfies Record<ProtocolName, unknown>
