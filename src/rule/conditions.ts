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
    summary: 'the account root itself acted, not an AWS service under its name',
    // A service that acts as root writes its name into `invokedBy`, or only in place of the address.
    // It has no MFA: a session with MFA is a person, also through a service.
    block: `
userIdentity.type: Root
eventType: { not: AwsServiceEvent }
any:
  - userIdentity.invokedBy: [{ exists: false }, signin.amazonaws.com]
    sourceIPAddress: { not: { suffix: .amazonaws.com } }
  - userIdentity.sessionContext.attributes.mfaAuthenticated: 'true'`,
  },
  'by-human': {
    summary:
      'a person, also through a service: root, an IAM user, a federated or Identity Center user, or a role session with MFA, a source identity or console credentials',
    // A role session without any of these signs may be a person or a program: use `by-principal`.
    block: `
any:
  - userIdentity.type: [IAMUser, FederatedUser, SAMLUser, IdentityCenterUser]
  - userIdentity.type: Root
    userIdentity.invokedBy: [{ exists: false }, signin.amazonaws.com]
    sourceIPAddress: { not: { suffix: .amazonaws.com } }
  - userIdentity.onBehalfOf.userId: { exists: true }
  - eventType: AwsServiceEvent
    eventSource: [signin.amazonaws.com, sso.amazonaws.com]
    any:
      - additionalEventData.UserName: { exists: true }
      - userIdentity.userName: { exists: true }
  - userIdentity.sessionContext.sessionIssuer.userName: { prefix: AWSReservedSSO_ }
  - userIdentity.sessionContext.sourceIdentity: { exists: true }
  - userIdentity.sessionContext.attributes.mfaAuthenticated: 'true'
  - sessionCredentialFromConsole: ['true', true]`,
  },
  'by-principal': {
    summary: 'anybody but AWS itself, also through a service',
    block: `
not: { is: by-aws-service }`,
  },
  'by-aws-service': {
    summary: 'AWS itself acted: not a service that calls on behalf of somebody',
    // The same as an actor `service:…` (src/engine/actor.ts). Sign-ins of IAM Identity Center are
    // events of a service, but a person acts.
    block: `
any:
  - userIdentity.type: AWSService
  - userIdentity.sessionContext.sessionIssuer.arn: { contains: ':role/aws-service-role/' }
  - eventType: AwsServiceEvent
    eventSource: { not: [signin.amazonaws.com, sso.amazonaws.com] }
    userIdentity.onBehalfOf.userId: { exists: false }`,
  },
  'via-service': {
    summary: 'an AWS service made the call on behalf of somebody (a forward access session)',
    block: `
not: { is: by-aws-service }
any:
  - userIdentity.invokedBy: { exists: true, not: signin.amazonaws.com }
  - sourceIPAddress: { suffix: .amazonaws.com }`,
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
