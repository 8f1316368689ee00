/**
 * Data events, which CloudTrail records only where a trail selects them. By service (the event source
 * without its ending): the `resources.type` to select, and the events that come with it.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 * and the page on CloudTrail of each service's own guide. Only names that are data events whatever
 * they are called on are here.
 */
const selected: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  s3: {
    'AWS::S3::Object':
      'AbortMultipartUpload CompleteMultipartUpload CopyObject CreateMultipartUpload DeleteObject ' +
      'DeleteObjects DeleteObjectTagging GetObject GetObjectAcl GetObjectAttributes ' +
      'GetObjectLegalHold GetObjectRetention GetObjectTagging GetObjectTorrent HeadBucket ' +
      'HeadObject ListObjects ListObjectVersions ListParts PostObject PutObject PutObjectAcl ' +
      'PutObjectLegalHold PutObjectRetention PutObjectTagging RestoreObject SelectObjectContent ' +
      'UpdateObjectEncryption UploadPart UploadPartCopy',
    'AWS::S3ObjectLambda::AccessPoint': 'WriteGetObjectResponse',
  },
  lambda: { 'AWS::Lambda::Function': 'Invoke InvokeAsync InvokeWithResponseStream' },
  dynamodb: {
    'AWS::DynamoDB::Table':
      'BatchExecuteStatement BatchGetItem BatchWriteItem DeleteItem ExecuteStatement ' +
      'ExecuteTransaction GetItem PutItem Query Scan TransactGetItems TransactWriteItems UpdateItem',
    'AWS::DynamoDB::Stream': 'GetRecords GetShardIterator',
  },
  sns: { 'AWS::SNS::Topic': 'Publish PublishBatch' },
  sqs: {
    'AWS::SQS::Queue':
      'ChangeMessageVisibility ChangeMessageVisibilityBatch DeleteMessage DeleteMessageBatch ' +
      'ReceiveMessage SendMessage SendMessageBatch',
  },
  kinesis: {
    'AWS::Kinesis::Stream': 'GetRecords GetShardIterator PutRecord PutRecords',
    'AWS::Kinesis::StreamConsumer': 'SubscribeToShard',
  },
  'cognito-identity': {
    'AWS::Cognito::IdentityPool':
      'GetCredentialsForIdentity GetId GetOpenIdToken GetOpenIdTokenForDeveloperIdentity UnlinkIdentity',
  },
  ebs: {
    'AWS::EC2::Snapshot': 'GetSnapshotBlock ListChangedBlocks ListSnapshotBlocks PutSnapshotBlock',
  },
  'ec2-instance-connect': { 'AWS::EC2::InstanceConnectEndpoint': 'OpenTunnel' },
  ssmmessages: { 'AWS::SSMMessages::ControlChannel': 'CreateControlChannel OpenControlChannel' },
  ssm: { 'AWS::SSM::ManagedNode': 'RequestManagedInstanceRoleToken' },
  // InvokeModel and Converse are management events, unlike these.
  bedrock: {
    'AWS::Bedrock::AgentAlias': 'InvokeAgent',
    'AWS::Bedrock::InlineAgent': 'InvokeInlineAgent',
    'AWS::Bedrock::FlowAlias': 'InvokeFlow',
    'AWS::Bedrock::Guardrail': 'ApplyGuardrail',
    'AWS::Bedrock::KnowledgeBase': 'Retrieve RetrieveAndGenerate RetrieveAndGenerateStream',
    'AWS::Bedrock::Model': 'InvokeModelWithBidirectionalStream',
  },
  sagemaker: {
    'AWS::SageMaker::Endpoint':
      'InvokeEndpoint InvokeEndpointAsync InvokeEndpointWithResponseStream',
  },
  appconfigdata: {
    'AWS::AppConfig::Configuration': 'GetLatestConfiguration StartConfigurationSession',
  },
  servicediscovery: {
    'AWS::ServiceDiscovery::Namespace': 'DiscoverInstances DiscoverInstancesRevision',
  },
  'cloudtrail-data': { 'AWS::CloudTrail::Channel': 'PutAuditEvents' },
}

/** By event source and name, the `resources.type` a trail must select. */
export const dataEventTypes: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries(selected).map(([service, types]) => [
    `${service}.amazonaws.com`,
    new Map(
      Object.entries(types).flatMap(([type, names]) =>
        names.split(' ').map((name): [string, string] => [name, type]),
      ),
    ),
  ]),
)

/**
 * CloudTrail's price for 100,000 events, in US dollars: of data events and network activity
 * delivered, and of management events analysed for Insights.
 * https://aws.amazon.com/cloudtrail/pricing/
 */
export const pricePer100k = { data: 0.1, networkActivity: 0.1, insights: 0.35 } as const
