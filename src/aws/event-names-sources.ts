/**
 * Names that look like event sources but are not, by the service that CloudTrail writes instead: names
 * of products, of IAM, of SDK clients, and endpoints whose records have another name.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 * (`eventSource`) and the page on CloudTrail of each service's own guide.
 */
const otherNamesOf: Readonly<Record<string, string>> = {
  monitoring: 'cloudwatch',
  logs: 'cloudwatchlogs cloudwatch-logs',
  events: 'eventbridge cloudwatchevents cloudwatch-events',
  states: 'stepfunctions step-functions sfn',
  ds: 'directoryservice directory-service',
  tagging: 'resourcegroupstaggingapi resource-groups-tagging',
  ses: 'email sesv2 mail-manager',
  elasticloadbalancing: 'elb elbv2 elasticloadbalancingv2 loadbalancing',
  elasticmapreduce: 'emr',
  elasticfilesystem: 'efs',
  elasticbeanstalk: 'elastic-beanstalk beanstalk',
  es: 'opensearch elasticsearch opensearchservice',
  kafka: 'msk',
  rds: 'docdb documentdb neptune aurora',
  firehose: 'kinesis-firehose kinesisfirehose',
  s3: 's3-control s3control',
  apigateway: 'apigatewayv2 api-gateway',
  'access-analyzer': 'accessanalyzer iam-access-analyzer',
  sso: 'sso-admin identitycenter identity-center identity-sso awsssoportal',
  bedrock:
    'bedrock-agent bedrock-agent-runtime bedrock-runtime bedrock-data-automation bedrock-data-automation-runtime',
  signin: 'console awsconsole aws-console',
  secretsmanager: 'secretmanager secrets-manager',
  organizations: 'organization',
  config: 'awsconfig configservice',
  securityhub: 'security-hub',
  guardduty: 'guard-duty',
  codecommit: 'code-commit',
  ssm: 'systemsmanager systems-manager',
  'application-autoscaling': 'applicationautoscaling',
}

/** By the wrong name, both without `.amazonaws.com`. */
export const sourceWrittenInstead: ReadonlyMap<string, string> = new Map(
  Object.entries(otherNamesOf).flatMap(([service, names]) =>
    names.split(' ').map((name): [string, string] => [name, service]),
  ),
)

/**
 * Services with several endpoint names. AWS does not always document which of them records have.
 */
const endpointsOf: Readonly<Record<string, string>> = {
  appstream: 'appstream2',
  'aws-marketplace':
    'agreement-marketplace deployment-marketplace discovery-marketplace reporting-marketplace',
  'bedrock-agentcore': 'bedrock-agentcore-control',
  cassandra: 'cassandra-streams',
  chime: 'identity-chime media-pipelines-chime meetings-chime messaging-chime voice-chime',
  cloudhsm: 'cloudhsmv2',
  cloudsearch: 'cloudsearchdomain',
  codeconnections: 'codestar-connections',
  ivs: 'ivsrealtime ivschat',
  lex: 'models-v2-lex runtime-v2-lex lexv2',
  memorydb: 'memory-db',
  mgh: 'migrationhub-config',
  mobiletargeting: 'pinpoint',
  personalize: 'personalize-events personalize-runtime',
  servicecatalog: 'servicecatalog-appregistry',
  sso: 'sso-oauth oidc',
  waf: 'waf-regional',
}

/** By the name of an endpoint, the service it belongs to; both without `.amazonaws.com`. */
export const serviceOfEndpoint: ReadonlyMap<string, string> = new Map(
  Object.entries(endpointsOf).flatMap(([service, names]) =>
    names.split(' ').map((name): [string, string] => [name, service]),
  ),
)
