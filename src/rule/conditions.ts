/**
 * The named conditions of `is:`. Each is written in the language itself, so that `explain` can
 * print the block that a name stands for.
 *
 * Older records of the console have `invokedBy: signin.amazonaws.com` for a person, so that value
 * does not mean a service. `sessionCredentialFromConsole` occurs both as text and as a boolean.
 */
export interface Condition {
  readonly summary: string
  /** A block, as an author would write it. */
  readonly block: string
}

export const conditions: Readonly<Record<string, Condition>> = {
  succeeded: {
    summary: 'the call was carried out',
    // A failed console sign-in has no errorCode. Only its responseElements show the failure.
    block: `
errorCode: { exists: false }
responseElements.ConsoleLogin: { not: Failure }`,
  },
  failed: {
    summary: 'the call was denied or went wrong',
    block: `
any:
  - errorCode: { exists: true }
  - responseElements.ConsoleLogin: Failure`,
  },
  'by-root': {
    summary: 'the account root itself acted, not an AWS service on its behalf',
    block: `
userIdentity.type: Root
userIdentity.invokedBy: [{ exists: false }, signin.amazonaws.com]
eventType: { not: AwsServiceEvent }`,
  },
  'by-human': {
    summary: 'a person: root, an IAM user, a federated or Identity Center session',
    block: `
userIdentity.invokedBy: [{ exists: false }, signin.amazonaws.com]
any:
  - userIdentity.type: [Root, IAMUser, FederatedUser, SAMLUser, IdentityCenterUser]
  - userIdentity.sessionContext.sessionIssuer.userName: { prefix: AWSReservedSSO_ }
  - userIdentity.sessionContext.attributes.mfaAuthenticated: 'true'
  - sessionCredentialFromConsole: ['true', true]`,
  },
  'by-aws-service': {
    summary: 'an AWS service acted, for itself or for a customer',
    block: `
any:
  - userIdentity.type: AWSService
  - userIdentity.invokedBy: { exists: true, not: signin.amazonaws.com }
  - eventType: AwsServiceEvent`,
  },
  'from-console': {
    summary: 'somebody clicked in the AWS console',
    block: `
any:
  - sessionCredentialFromConsole: ['true', true]
  - eventType: [AwsConsoleAction, AwsConsoleSignIn]
  - userAgent: [signin.amazonaws.com, console.amazonaws.com, { prefix: '[S3Console' }]`,
  },
}
