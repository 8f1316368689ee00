/**
 * The values that CloudTrail writes into fields whose real content it cuts, hides or leaves out.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */

/** Texts cut at 1 KB. */
export const cutTexts: ReadonlySet<string> = new Set(['userAgent', 'errorMessage'])

/** Fields of `requestParameters` that hold whole documents. Above 100 KB CloudTrail leaves the parameters out. */
export const documents: ReadonlySet<string> = new Set([
  'policyDocument',
  'assumeRolePolicyDocument',
  'policy',
  'templateBody',
  'content',
])

/**
 * Values of `errorCode` in other logs for a successful call. In CloudTrail the field is then
 * absent.
 */
export const wordsForSuccess: ReadonlySet<string> = new Set([
  '',
  '-',
  '0',
  '200',
  'success',
  'succeeded',
  'successful',
  'ok',
  'none',
  'null',
  'noerror',
])

/**
 * Values of `userIdentity.type` without a `userName` beside it. For root it is the alias of the
 * account, where that has one.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export const typesWithoutUserName: ReadonlySet<string> = new Set([
  'Root',
  'AssumedRole',
  'FederatedUser',
  'AWSAccount',
  'AWSService',
  'Directory',
])

/** Sign-in events, whose `requestParameters` is null. */
export const withoutParameters: ReadonlySet<string> = new Set([
  'ConsoleLogin',
  'CheckMfa',
  'SwitchRole',
  'ExitRole',
  'RenewRole',
  'PasswordRecoveryRequested',
  'PasswordRecoveryCompleted',
])

/** Calls about an account or region as a whole: they have no parameter that names an object. */
export const withoutObject: ReadonlySet<string> = new Set([
  ...withoutParameters,
  'DeleteAccountPasswordPolicy',
  'DeleteOrganization',
  'DisableEbsEncryptionByDefault',
  'DisableSecurityHub',
  'DisableSerialConsoleAccess',
  'EnableEbsEncryptionByDefault',
  'EnableSerialConsoleAccess',
  'GetSessionToken',
  'LeaveOrganization',
])

/**
 * The text that replaces a secret, by field. Undefined if the field is left out. The key is a
 * service, or one of its calls (`service:Call`).
 */
export const secrets: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
  'iam.amazonaws.com': {
    'requestParameters.password': '********',
    'requestParameters.newPassword': '********',
    'requestParameters.oldPassword': '********',
    'responseElements.accessKey.secretAccessKey': undefined,
  },
  'sts.amazonaws.com': { 'responseElements.credentials.secretAccessKey': undefined },
  'ec2.amazonaws.com': {
    'requestParameters.userData': '<sensitiveDataRemoved>',
    'responseElements.keyMaterial': '<sensitiveDataRemoved>',
  },
  'rds.amazonaws.com': {
    'requestParameters.masterUserPassword': '****',
    'responseElements.pendingModifiedValues.masterUserPassword': '****',
  },
  'redshift.amazonaws.com': {
    'requestParameters.masterUserPassword': '****',
    'responseElements.pendingModifiedValues.masterUserPassword': '****',
  },
  'secretsmanager.amazonaws.com': {
    'requestParameters.secretString': undefined,
    'requestParameters.secretBinary': undefined,
    'responseElements.secretString': undefined,
  },
  'ssm.amazonaws.com:SendCommand': {
    'requestParameters.parameters': 'HIDDEN_DUE_TO_SECURITY_REASONS',
    'responseElements.command.parameters': 'HIDDEN_DUE_TO_SECURITY_REASONS',
  },
  'ssm.amazonaws.com:PutParameter': {
    'requestParameters.value': 'HIDDEN_DUE_TO_SECURITY_REASONS',
  },
  'lambda.amazonaws.com': {
    'requestParameters.environment': undefined,
    'requestParameters.zipFile': undefined,
    'requestParameters.code.zipFile': undefined,
  },
}
