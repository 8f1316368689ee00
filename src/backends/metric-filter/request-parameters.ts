/**
 * Request parameters that hold one plain value, by event source.
 *
 * AWS writes the rest of `requestParameters` as each service likes, lists included. Of these the API
 * model says that every operation of the service that takes the parameter takes one value, always
 * of this kind (botocore 1.43.11, https://github.com/boto/botocore/tree/1.43.11/botocore/data), and
 * CloudTrail copies them as they are. Services that CloudTrail spells in a way of their own (EC2,
 * S3) are left out.
 */
export type Kind = 'text' | 'number' | 'boolean'

const all = <Name extends string>(kind: Kind, ...names: Name[]): Record<string, Kind> =>
  Object.fromEntries(names.map((name) => [name, kind]))

const byEventSource: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  'cloudtrail.amazonaws.com': {
    ...all('text', 'name', 's3BucketName', 'kmsKeyId', 'cloudWatchLogsLogGroupArn'),
    ...all('boolean', 'isMultiRegionTrail', 'includeGlobalServiceEvents'),
    ...all('boolean', 'enableLogFileValidation', 'isOrganizationTrail'),
  },
  'config.amazonaws.com': all(
    'text',
    'configurationRecorderName',
    'configRuleName',
    'deliveryChannelName',
  ),
  'events.amazonaws.com': all('text', 'name', 'state', 'eventBusName'),
  'guardduty.amazonaws.com': {
    ...all('text', 'detectorId', 'action', 'name'),
    ...all('boolean', 'enable', 'activate'),
  },
  'iam.amazonaws.com': {
    ...all('text', 'userName', 'roleName', 'groupName', 'policyName', 'policyArn', 'versionId'),
    ...all('text', 'permissionsBoundary', 'serialNumber', 'accessKeyId', 'status'),
    ...all('text', 'policyDocument', 'assumeRolePolicyDocument'),
    ...all('number', 'minimumPasswordLength', 'maxPasswordAge', 'passwordReusePrevention'),
    ...all('boolean', 'requireSymbols', 'requireNumbers', 'requireUppercaseCharacters'),
    ...all('boolean', 'requireLowercaseCharacters', 'hardExpiry', 'setAsDefault'),
  },
  'kms.amazonaws.com': {
    ...all('text', 'keyId', 'grantId', 'policyName'),
    ...all('number', 'pendingWindowInDays'),
  },
  'lambda.amazonaws.com': {
    ...all('text', 'functionName', 'principal', 'principalOrgID', 'action', 'statementId'),
    ...all('boolean', 'dryRun'),
  },
  'logs.amazonaws.com': all('text', 'logGroupName', 'filterName'),
  'organizations.amazonaws.com': all('text', 'policyId', 'targetId', 'accountId', 'policyType'),
  'rds.amazonaws.com': {
    ...all('text', 'dBInstanceIdentifier', 'dBSnapshotIdentifier', 'attributeName'),
    ...all('boolean', 'publiclyAccessible', 'deletionProtection', 'storageEncrypted'),
  },
  'secretsmanager.amazonaws.com': all('text', 'secretId'),
  'sns.amazonaws.com': all(
    'text',
    'topicArn',
    'subscriptionArn',
    'attributeName',
    'attributeValue',
  ),
  'ssm.amazonaws.com': {
    ...all('text', 'name', 'documentName', 'target'),
    ...all('boolean', 'withDecryption'),
  },
  'sso.amazonaws.com': {
    ...all('text', 'managedPolicyArn', 'permissionSetArn', 'principalId', 'principalType'),
    ...all('text', 'targetId'),
  },
  'sts.amazonaws.com': all('text', 'roleArn', 'roleSessionName'),
}

/** The kind of a parameter of a service; undefined where it may hold anything, lists included. */
export function parameterKind(eventSource: string, name: string): Kind | undefined {
  const known = Object.hasOwn(byEventSource, eventSource) ? byEventSource[eventSource] : undefined
  return known !== undefined && Object.hasOwn(known, name) ? known[name] : undefined
}
