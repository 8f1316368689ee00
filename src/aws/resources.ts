/** Finds the resources on which a call acted, in the places where CloudTrail writes them. */
import { isObject, type Json, type JsonObject } from '../ir/json.ts'

export interface Resource {
  /** An ARN, or the name or id in the request if there is no ARN. */
  readonly name: string
  /** The type in the form of AWS Config and CloudFormation, such as `AWS::S3::Bucket`. */
  readonly type: string | null
}

/** Parameters that name a resource, and the type it then has. The first that a call has counts. */
const parameters: readonly (readonly [parameter: string, type: string | null])[] = [
  ['bucketName', 'AWS::S3::Bucket'],
  ['roleName', 'AWS::IAM::Role'],
  ['userName', 'AWS::IAM::User'],
  ['groupName', null],
  ['policyArn', 'AWS::IAM::ManagedPolicy'],
  ['policyName', null],
  ['instanceProfileName', 'AWS::IAM::InstanceProfile'],
  ['openIDConnectProviderArn', 'AWS::IAM::OIDCProvider'],
  ['sAMLProviderArn', 'AWS::IAM::SAMLProvider'],
  ['accessKeyId', 'AWS::IAM::AccessKey'],
  ['roleArn', 'AWS::IAM::Role'],
  ['trailName', 'AWS::CloudTrail::Trail'],
  ['groupId', 'AWS::EC2::SecurityGroup'],
  ['instanceId', 'AWS::EC2::Instance'],
  ['vpcId', 'AWS::EC2::VPC'],
  ['subnetId', 'AWS::EC2::Subnet'],
  ['routeTableId', 'AWS::EC2::RouteTable'],
  ['networkAclId', 'AWS::EC2::NetworkAcl'],
  ['internetGatewayId', 'AWS::EC2::InternetGateway'],
  ['snapshotId', 'AWS::EC2::Snapshot'],
  ['volumeId', 'AWS::EC2::Volume'],
  ['imageId', 'AWS::EC2::Image'],
  ['keyId', 'AWS::KMS::Key'],
  ['functionName', 'AWS::Lambda::Function'],
  ['dBInstanceIdentifier', 'AWS::RDS::DBInstance'],
  ['dBClusterIdentifier', 'AWS::RDS::DBCluster'],
  ['dBSnapshotIdentifier', 'AWS::RDS::DBSnapshot'],
  ['dBClusterSnapshotIdentifier', 'AWS::RDS::DBClusterSnapshot'],
  ['secretId', 'AWS::SecretsManager::Secret'],
  ['logGroupName', 'AWS::Logs::LogGroup'],
  ['topicArn', 'AWS::SNS::Topic'],
  ['queueUrl', 'AWS::SQS::Queue'],
  ['tableName', 'AWS::DynamoDB::Table'],
  ['detectorId', 'AWS::GuardDuty::Detector'],
  ['configurationRecorderName', 'AWS::Config::ConfigurationRecorder'],
  ['deliveryChannelName', 'AWS::Config::DeliveryChannel'],
  ['configRuleName', 'AWS::Config::ConfigRule'],
  ['hostedZoneId', 'AWS::Route53::HostedZone'],
  ['permissionSetArn', 'AWS::SSO::PermissionSet'],
  ['stackName', 'AWS::CloudFormation::Stack'],
  ['repositoryName', 'AWS::ECR::Repository'],
  ['clusterName', null],
]

/** Parameters whose type depends on the service. */
const byService: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'cloudtrail.amazonaws.com': [['name', 'AWS::CloudTrail::Trail']],
  'iam.amazonaws.com': [['groupName', 'AWS::IAM::Group']],
  'events.amazonaws.com': [['name', 'AWS::Events::Rule']],
}

/** The first ten resources. The event itself has the others. */
const maxResources = 10

/** Without duplicates, with the ARNs of the record first. */
export function resourcesOf(record: JsonObject, envelope: JsonObject): Resource[] {
  const found = [
    ...listed(record.resources),
    ...evaluated(record),
    ...requested(record),
    ...(Array.isArray(envelope.resources) ? envelope.resources : []).map((arn: Json) => ({
      name: text(arn),
      type: null,
    })),
  ]
  const byName = new Map<string, Resource>()
  for (const { name, type } of found) {
    if (name !== '' && !byName.has(name)) byName.set(name, { name, type })
  }
  return [...byName.values()].slice(0, maxResources)
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

/** `resources` of a record: `{ARN, accountId, type}`, and of data events `{ARNPrefix, type}`. */
const listed = (resources: Json | undefined): Resource[] =>
  (Array.isArray(resources) ? resources : [])
    .slice(0, maxResources)
    .flatMap((resource: Json) =>
      isObject(resource)
        ? [{ name: text(resource.ARN) || text(resource.arn), type: text(resource.type) || null }]
        : [],
    )

/** The resource that AWS Config evaluated. */
const evaluated = ({ resourceId, resourceType }: JsonObject): Resource[] => [
  { name: text(resourceId), type: text(resourceType) || null },
]

function requested({ requestParameters, eventSource }: JsonObject): Resource[] {
  if (!isObject(requestParameters)) return []
  return [...(byService[text(eventSource)] ?? []), ...parameters].map(([parameter, type]) => ({
    name: Object.hasOwn(requestParameters, parameter) ? text(requestParameters[parameter]) : '',
    type,
  }))
}
