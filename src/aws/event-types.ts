/**
 * The `eventType` that CloudTrail writes for an event. The reader of records, `new`, `test`, the
 * compiler, `prove` and the lints all use it.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */

/** Every documented value. */
export const eventTypes: ReadonlySet<string> = new Set([
  'AwsApiCall',
  'AwsConsoleSignIn',
  'AwsConsoleAction',
  'AwsServiceEvent',
  'AwsVpceEvent',
  'AwsCloudTrailInsight',
])

export const signInSource = 'signin.amazonaws.com'

/** Events whose type is always the same, by name. No two services share such a name. */
const certain: ReadonlyMap<string, string> = new Map([['ConsoleLogin', 'AwsConsoleSignIn']])

/** Events of another type than AwsApiCall, by type and service. No public API model has them. */
export const namesOfTypes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AwsConsoleSignIn: {
    // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
    // and cloudtrail-event-reference-user-actions.html beside it for the changes of root's own credentials.
    signin:
      'ConsoleLogin CheckMfa SwitchRole ExitRole RenewRole GetSigninToken PasswordRecoveryRequested ' +
      'PasswordRecoveryCompleted PasswordUpdated EmailUpdated',
  },
  AwsServiceEvent: {
    signin: 'UserAuthentication CredentialChallenge CredentialVerification',
    // https://docs.aws.amazon.com/singlesignon/latest/userguide/sso-info-in-cloudtrail.html
    sso: 'Authenticate Federate',
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
    s3: 'JobCreated JobStatusChanged',
    // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/non-api-aws-service-events.html
    // https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html
    kms: 'RotateKey DeleteKey DeleteExpiredKeyMaterial SynchronizeMultiRegionKey',
    organizations: 'CreateAccountResult CreateGovCloudAccountResult CloseAccountResult',
    cloudtrail: 'CreateServiceLinkedChannel UpdateServiceLinkedChannel DeleteServiceLinkedChannel',
    // https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html
    ec2: 'SharedSnapshotVolumeCreated SharedSnapshotCopyInitiated BidEvictedEvent',
    // https://docs.aws.amazon.com/secretsmanager/latest/userguide/cloudtrail_log_entries.html
    secretsmanager:
      'RotationStarted RotationSucceeded RotationFailed RotationAbandoned TestRotationStarted ' +
      'TestRotationSucceeded TestRotationFailed StartSecretVersionDelete CancelSecretVersionDelete ' +
      'EndSecretVersionDelete',
    // https://docs.aws.amazon.com/aws-backup/latest/devguide/logging-using-cloudtrail.html
    backup:
      'BackupDeleted BackupJobStarted BackupJobCompleted BackupTransitionedToCold CopyJobStarted ' +
      'CopyJobCompleted ReportJobStarted ReportJobCompleted RestoreStarted RestoreCompleted ' +
      'BackupSelectionDeletedDueToSLRDeletion',
    // https://docs.aws.amazon.com/controltower/latest/userguide/lifecycle-events.html
    controltower:
      'CreateManagedAccount UpdateManagedAccount EnableGuardrail DisableGuardrail SetupLandingZone ' +
      'RegisterOrganizationalUnit DeregisterOrganizationalUnit PrecheckOrganizationalUnit',
    // https://docs.aws.amazon.com/efs/latest/ug/logging-using-cloudtrail.html
    elasticfilesystem: 'NewClientConnection UpdateClientConnection',
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/logging-using-cloudtrail.html
    ecr: 'PolicyExecutionEvent',
    // https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
    lambda: 'LambdaESMDisabled',
  },
}

const usualOf: ReadonlyMap<string, string> = new Map(
  Object.entries(namesOfTypes).flatMap(([eventType, services]) =>
    Object.entries(services).flatMap(([service, names]) =>
      names.split(' ').map((name) => [`${service}.amazonaws.com:${name}`, eventType] as const),
    ),
  ),
)

/** The only type of the events with this name; undefined where more than one is possible. */
export const certainEventType = (eventName: unknown): string | undefined =>
  typeof eventName === 'string' ? certain.get(eventName) : undefined

/** The type to assume of a record that does not have one, as an author writes it for a test. */
export const usualEventType = (eventSource: unknown, eventName: unknown): string =>
  certainEventType(eventName) ?? usualOf.get(`${eventSource}:${eventName}`) ?? 'AwsApiCall'

/** Whether a record has a type that no event with its name has. */
export const contradictsName = ({
  eventType,
  eventName,
}: Readonly<Record<string, unknown>>): boolean => {
  const only = certainEventType(eventName)
  return only !== undefined && eventType !== undefined && eventType !== only
}
