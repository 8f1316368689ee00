/** Quotas of AWS services. A plan has to stay within them. */

/** Quotas of EventBridge. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
export const eventBridge = {
  /** Characters of a pattern, by default. */
  patternCharacters: 2048,
  /** Rules of a bus that have a wildcard in them; cannot be raised. */
  wildcardRules: 30,
  ruleNameCharacters: 64,
} as const

/** Rules of a bus, by default. */
const rules = 300
const fewerRules: ReadonlySet<string> = new Set(['af-south-1', 'eu-south-1'])
export const eventRulesIn = (region: string): number => (fewerRules.has(region) ? 100 : rules)

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
export const metricFiltersPerLogGroup = 100

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html */
export const selectorValues = 500

/**
 * Of a function, and of a role.
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 */
export const functionNameCharacters = 64

/**
 * Names and values of a function's environment together.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const environmentBytes = 4096

/**
 * How long a name may be, by CloudFormation type: each from the reference of the call that makes
 * it.
 */
export const nameCharacters: Readonly<Record<string, number>> = {
  'AWS::CloudTrail::Trail': 128,
  'AWS::CloudWatch::Alarm': 255,
  'AWS::DynamoDB::Table': 255,
  'AWS::Events::EventBus': 256,
  'AWS::Events::Rule': eventBridge.ruleNameCharacters,
  'AWS::IAM::Role': 64,
  'AWS::KMS::Alias': 256,
  'AWS::Lambda::Function': functionNameCharacters,
  'AWS::Logs::LogGroup': 512,
  'AWS::Logs::MetricFilter': 512,
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  'AWS::S3::Bucket': 63,
  'AWS::SNS::Topic': 256,
  'AWS::SQS::Queue': 80,
  'AWS::Scheduler::Schedule': 64,
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const cloudFormation = { resources: 500, templateBytes: 1_000_000 } as const

/**
 * Bytes of a policy of a queue, a topic and a table, and of the inline policies of a role together.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-considerations.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const policyBytes = {
  queue: 8_192,
  topic: 30_720,
  table: 20_480,
  role: 10_240,
} as const
