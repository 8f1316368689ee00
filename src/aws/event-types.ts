/**
 * The `eventType` that CloudTrail writes for an event. Whoever needs it asks here: the reader of
 * records, `new`, `test`, the compiler, `prove` and the lints.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 * and the pages that `event-names.ts` names.
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

const usual: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AwsConsoleSignIn: {
    signin:
      'ConsoleLogin CheckMfa SwitchRole ExitRole RenewRole GetSigninToken PasswordRecoveryRequested ' +
      'PasswordRecoveryCompleted PasswordUpdated EmailUpdated',
  },
  AwsServiceEvent: {
    signin: 'UserAuthentication CredentialChallenge CredentialVerification',
    sso: 'Authenticate Federate',
    s3: 'JobCreated JobStatusChanged',
    kms: 'RotateKey DeleteKey DeleteExpiredKeyMaterial SynchronizeMultiRegionKey',
    organizations: 'CreateAccountResult CreateGovCloudAccountResult CloseAccountResult',
    cloudtrail: 'CreateServiceLinkedChannel UpdateServiceLinkedChannel DeleteServiceLinkedChannel',
    ec2: 'SharedSnapshotVolumeCreated SharedSnapshotCopyInitiated BidEvictedEvent',
    secretsmanager:
      'RotationStarted RotationSucceeded RotationFailed RotationAbandoned TestRotationStarted ' +
      'TestRotationSucceeded TestRotationFailed StartSecretVersionDelete CancelSecretVersionDelete ' +
      'EndSecretVersionDelete',
    backup:
      'BackupDeleted BackupJobStarted BackupJobCompleted BackupTransitionedToCold CopyJobStarted ' +
      'CopyJobCompleted ReportJobStarted ReportJobCompleted RestoreStarted RestoreCompleted ' +
      'BackupSelectionDeletedDueToSLRDeletion',
    controltower:
      'CreateManagedAccount UpdateManagedAccount EnableGuardrail DisableGuardrail SetupLandingZone ' +
      'RegisterOrganizationalUnit DeregisterOrganizationalUnit PrecheckOrganizationalUnit',
    elasticfilesystem: 'NewClientConnection UpdateClientConnection',
    ecr: 'PolicyExecutionEvent',
    lambda: 'LambdaESMDisabled',
  },
}

const usualOf: ReadonlyMap<string, string> = new Map(
  Object.entries(usual).flatMap(([eventType, services]) =>
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
