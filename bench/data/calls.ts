/**
 * The calls of an account with some traffic, and their frequency: reads by the ten thousand, writes
 * by the dozen. The weights follow the mix of public CloudTrail samples: nine in ten records are
 * reads or routine calls of machines, and 200 to 300 kinds of event cover everything.
 */
export interface CallKind {
  readonly service: string
  readonly name: string
  readonly weight: number
  /** Whether there are many each day, so that no detection would use it. */
  readonly isLoud: boolean
}

const loud = (service: string, weight: number, names: string): CallKind[] =>
  names.split(' ').map((name, at) => ({ service, name, weight: weight / (at + 1), isLoud: true }))

const rare = (service: string, names: string): CallKind[] =>
  names.split(' ').map((name) => ({ service, name, weight: 0.02, isLoud: false }))

export const callKinds: readonly CallKind[] = [
  ...loud(
    'ec2',
    9,
    'DescribeInstances DescribeNetworkInterfaces DescribeRouteTables DescribeSecurityGroups DescribeVolumes DescribeVpcs DescribeSubnets DescribeInstanceStatus DescribeTags CreateTags CreateNetworkInterface RunInstances TerminateInstances',
  ),
  ...loud(
    's3',
    10,
    'GetObject PutObject HeadObject ListObjects GetBucketAcl GetBucketLocation GetBucketPublicAccessBlock GetBucketPolicy ListBuckets DeleteObject',
  ),
  ...loud('kms', 12, 'Decrypt GenerateDataKey Encrypt DescribeKey CreateGrant ListAliases'),
  ...loud('sts', 12, 'AssumeRole AssumeRoleWithWebIdentity GetCallerIdentity AssumeRoleWithSAML'),
  ...loud(
    'iam',
    2,
    'GetRole ListAttachedRolePolicies GetUser ListRolePolicies GetPolicyVersion ListRoles',
  ),
  ...loud('ssm', 4, 'UpdateInstanceInformation GetParameter GetParameters GetParametersByPath'),
  ...loud('logs', 5, 'CreateLogStream DescribeLogGroups DescribeLogStreams CreateLogGroup'),
  ...loud('dynamodb', 3, 'DescribeTable GetItem ListTables'),
  ...loud('lambda', 2, 'GetFunction20150331v2 ListFunctions20150331 Invoke'),
  ...loud('secretsmanager', 1.5, 'GetSecretValue DescribeSecret ListSecrets'),
  ...loud('rds', 1.5, 'DescribeDBInstances DescribeDBClusters DescribeDBSnapshots'),
  ...loud('config', 1, 'PutEvaluations DescribeConfigRules'),
  ...loud('monitoring', 1.5, 'DescribeAlarms GetMetricData'),
  ...loud('cloudtrail', 0.5, 'LookupEvents DescribeTrails GetTrailStatus'),
  ...loud('ecr', 1, 'BatchGetImage GetDownloadUrlForLayer GetAuthorizationToken'),
  ...loud('elasticloadbalancing', 1, 'DescribeTargetHealth DescribeLoadBalancers RegisterTargets'),
  ...loud('signin', 0.3, 'ConsoleLogin SwitchRole'),
  ...rare(
    'ec2',
    'AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress AuthorizeSecurityGroupEgress CreateSecurityGroup DeleteSecurityGroup ModifySnapshotAttribute ModifyImageAttribute DeleteFlowLogs CreateVpc DeleteVpc AttachInternetGateway CreateRoute ReplaceRoute DeleteRoute CreateNetworkAclEntry ReplaceNetworkAclEntry DeleteNetworkAcl CreateKeyPair ImportKeyPair GetPasswordData ModifyInstanceAttribute DisableEbsEncryptionByDefault CreateVpcPeeringConnection',
  ),
  ...rare(
    's3',
    'CreateBucket DeleteBucket PutBucketPolicy DeleteBucketPolicy PutBucketAcl PutBucketPublicAccessBlock PutBucketLifecycle PutBucketVersioning DeleteBucketEncryption PutBucketReplication PutBucketCors PutBucketLogging PutBucketWebsite',
  ),
  ...rare(
    'kms',
    'DisableKey ScheduleKeyDeletion PutKeyPolicy DisableKeyRotation CancelKeyDeletion',
  ),
  ...rare('sts', 'GetFederationToken GetSessionToken'),
  ...rare(
    'iam',
    'CreateUser DeleteUser CreateAccessKey DeleteAccessKey UpdateAccessKey CreateRole DeleteRole PutRolePolicy DeleteRolePolicy AttachRolePolicy DetachRolePolicy PutUserPolicy AttachUserPolicy DetachUserPolicy CreatePolicy CreatePolicyVersion SetDefaultPolicyVersion UpdateAssumeRolePolicy CreateLoginProfile UpdateLoginProfile DeactivateMFADevice AddUserToGroup CreateSAMLProvider CreateOpenIDConnectProvider PutGroupPolicy DeleteRolePermissionsBoundary',
  ),
  ...rare('ssm', 'SendCommand StartSession PutParameter DeleteParameter ModifyDocumentPermission'),
  ...rare('logs', 'DeleteLogGroup PutRetentionPolicy DeleteLogStream DeleteMetricFilter'),
  ...rare('dynamodb', 'DeleteTable UpdateTable'),
  ...rare(
    'lambda',
    'CreateFunction20150331 UpdateFunctionCode20150331v2 UpdateFunctionConfiguration20150331v2 AddPermission20150331v2 AddLayerVersionPermission20181031',
  ),
  ...rare('secretsmanager', 'PutSecretValue DeleteSecret PutResourcePolicy'),
  ...rare('rds', 'ModifyDBInstance DeleteDBInstance ModifyDBSnapshotAttribute CreateDBSnapshot'),
  ...rare('config', 'StopConfigurationRecorder DeleteConfigRule DeleteDeliveryChannel'),
  ...rare('monitoring', 'DeleteAlarms PutMetricAlarm DisableAlarmActions'),
  ...rare(
    'cloudtrail',
    'StopLogging StartLogging DeleteTrail UpdateTrail PutEventSelectors PutInsightSelectors',
  ),
  ...rare('guardduty', 'DeleteDetector UpdateDetector CreateIPSet CreateFilter ArchiveFindings'),
  ...rare('organizations', 'LeaveOrganization CreatePolicy DetachPolicy CreateAccount'),
  ...rare('eks', 'UpdateClusterConfig CreateAccessEntry AssociateAccessPolicy'),
  ...rare('ecr', 'PutImage SetRepositoryPolicy'),
  ...rare('route53', 'ChangeResourceRecordSets CreateHostedZone DeleteHostedZone'),
  ...rare('wafv2', 'DeleteWebACL UpdateWebACL DisassociateWebACL'),
]
