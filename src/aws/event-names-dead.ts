/**
 * Names that are common in other AWS texts, but that CloudTrail never writes: IAM actions, and
 * operations whose records have another name. Each has the names to use instead, if there are any.
 *
 * IAM actions: https://docs.aws.amazon.com/service-authorization/latest/reference/
 * S3: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 */
const bucketConfigurations = ['Analytics', 'Inventory', 'Metrics', 'IntelligentTiering']

/**
 * `s3:PutAnalyticsConfiguration` allows PutBucketAnalyticsConfiguration and the Delete beside it.
 */
const ofBucketConfigurations = Object.fromEntries(
  bucketConfigurations.flatMap((kind) => [
    [`Put${kind}Configuration`, `PutBucket${kind}Configuration DeleteBucket${kind}Configuration`],
    [`Get${kind}Configuration`, `GetBucket${kind}Configuration`],
  ]),
)

const written: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  s3: {
    // IAM actions.
    ListAllMyBuckets: 'ListBuckets',
    ListBucket: 'ListObjects',
    ListBucketVersions: 'ListObjectVersions',
    ListBucketMultipartUploads: 'ListMultipartUploads',
    ListMultipartUploadParts: 'ListParts',
    PutEncryptionConfiguration: 'PutBucketEncryption DeleteBucketEncryption',
    GetEncryptionConfiguration: 'GetBucketEncryption',
    PutLifecycleConfiguration: 'PutBucketLifecycle DeleteBucketLifecycle',
    GetLifecycleConfiguration: 'GetBucketLifecycle',
    PutReplicationConfiguration: 'PutBucketReplication DeleteBucketReplication',
    GetReplicationConfiguration: 'GetBucketReplication',
    ...ofBucketConfigurations,
    GetObjectVersion: 'GetObject',
    GetObjectVersionAcl: 'GetObjectAcl',
    GetObjectVersionTagging: 'GetObjectTagging',
    PutObjectVersionAcl: 'PutObjectAcl',
    PutObjectVersionTagging: 'PutObjectTagging',
    DeleteObjectVersion: 'DeleteObject DeleteObjects',
    DeleteObjectVersionTagging: 'DeleteObjectTagging',
    BypassGovernanceRetention: '',
    ReplicateObject: '',
    ReplicateDelete: '',
    ReplicateTags: '',
    ObjectOwnerOverrideToBucketOwner: '',
    // Operations whose records have an older name, or a name that is more specific.
    PutPublicAccessBlock: 'PutBucketPublicAccessBlock PutAccountPublicAccessBlock',
    GetPublicAccessBlock: 'GetBucketPublicAccessBlock GetAccountPublicAccessBlock',
    DeletePublicAccessBlock: 'DeleteBucketPublicAccessBlock DeleteAccountPublicAccessBlock',
    PutBucketLifecycleConfiguration: 'PutBucketLifecycle',
    GetBucketLifecycleConfiguration: 'GetBucketLifecycle',
    DeleteBucketLifecycleConfiguration: 'DeleteBucketLifecycle',
    PutBucketNotificationConfiguration: 'PutBucketNotification',
    GetBucketNotificationConfiguration: 'GetBucketNotification',
    PutBucketAccelerateConfiguration: 'PutAccelerateConfiguration',
    GetBucketAccelerateConfiguration: 'GetAccelerateConfiguration',
    PutObjectLockConfiguration: 'PutBucketObjectLockConfiguration',
    GetObjectLockConfiguration: 'GetBucketObjectLockConfiguration',
  },
  // The calls that hand a role to a service are the events.
  iam: { PassRole: 'RunInstances CreateFunction20150331 CreateStack RegisterTaskDefinition' },
  sts: { TagSession: 'AssumeRole', SetSourceIdentity: 'AssumeRole', SetContext: 'AssumeRole' },
  lambda: { InvokeFunction: 'Invoke', InvokeFunctionUrl: '' },
  kms: { ReEncryptFrom: 'ReEncrypt', ReEncryptTo: 'ReEncrypt' },
  dynamodb: {
    PartiQLSelect: 'ExecuteStatement BatchExecuteStatement',
    PartiQLInsert: 'ExecuteStatement BatchExecuteStatement',
    PartiQLUpdate: 'ExecuteStatement BatchExecuteStatement',
    PartiQLDelete: 'ExecuteStatement BatchExecuteStatement',
    ConditionCheckItem: 'TransactWriteItems TransactGetItems',
  },
  elasticfilesystem: {
    ClientMount: 'NewClientConnection',
    ClientWrite: 'NewClientConnection',
    ClientRootAccess: 'NewClientConnection',
  },
  redshift: { CreateClusterUser: 'GetClusterCredentials', JoinGroup: 'GetClusterCredentials' },
  apigateway: { GET: '', POST: '', PUT: '', PATCH: '', DELETE: '' },
}

/** By service and name, the names that are written instead. The list is empty if there are none. */
export const neverWritten: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> = new Map(
  Object.entries(written).map(([service, names]) => [
    service,
    new Map(
      Object.entries(names).map(([name, instead]) => [
        name,
        instead.split(' ').filter((each) => each !== ''),
      ]),
    ),
  ]),
)
