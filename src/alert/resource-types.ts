/**
 * Security Hub's names for the types of resources in alerts.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/asff-resources.html
 */
const asffByAws: ReadonlyMap<string | null, string> = new Map([
  ['AWS::S3::Bucket', 'AwsS3Bucket'],
  ['AWS::IAM::Role', 'AwsIamRole'],
  ['AWS::IAM::User', 'AwsIamUser'],
  ['AWS::IAM::Group', 'AwsIamGroup'],
  ['AWS::IAM::ManagedPolicy', 'AwsIamPolicy'],
  ['AWS::IAM::AccessKey', 'AwsIamAccessKey'],
  ['AWS::CloudTrail::Trail', 'AwsCloudTrailTrail'],
  ['AWS::EC2::SecurityGroup', 'AwsEc2SecurityGroup'],
  ['AWS::EC2::Instance', 'AwsEc2Instance'],
  ['AWS::EC2::VPC', 'AwsEc2Vpc'],
  ['AWS::EC2::Subnet', 'AwsEc2Subnet'],
  ['AWS::EC2::RouteTable', 'AwsEc2RouteTable'],
  ['AWS::EC2::NetworkAcl', 'AwsEc2NetworkAcl'],
  ['AWS::EC2::Volume', 'AwsEc2Volume'],
  ['AWS::KMS::Key', 'AwsKmsKey'],
  ['AWS::Lambda::Function', 'AwsLambdaFunction'],
  ['AWS::RDS::DBInstance', 'AwsRdsDbInstance'],
  ['AWS::RDS::DBCluster', 'AwsRdsDbCluster'],
  ['AWS::RDS::DBSnapshot', 'AwsRdsDbSnapshot'],
  ['AWS::SecretsManager::Secret', 'AwsSecretsManagerSecret'],
  ['AWS::SNS::Topic', 'AwsSnsTopic'],
  ['AWS::SQS::Queue', 'AwsSqsQueue'],
  ['AWS::DynamoDB::Table', 'AwsDynamoDbTable'],
])

const awsByAsff = new Map([...asffByAws].map(([aws, asff]) => [asff, aws]))

/** `Other` where Security Hub has no name. */
export const asffType = (type: string | null): string => asffByAws.get(type) ?? 'Other'

/** AWS Config's name of the type; the same text where it is not known. */
export const awsType = (type: string | null): string | null =>
  type === null ? null : (awsByAsff.get(type) ?? type)
