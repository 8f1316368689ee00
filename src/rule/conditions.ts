/**
 * The named conditions of `is:`, each written in the language itself, so that `explain` can print
 * what a name stands for and nothing about them is special.
 *
 * `invokedBy: signin.amazonaws.com` is how older records of the console carry a person, not a service;
 * and `sessionCredentialFromConsole` is seen both as text and as a boolean.
 */
export interface Condition {
  readonly summary: string
  /** A block, as an author would write it. */
  readonly block: string
}

export const conditions: Readonly<Record<string, Condition>> = {
  succeeded: {
    summary: 'the call was carried out',
    // A failed console sign-in has no errorCode: it says so in responseElements only.
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
