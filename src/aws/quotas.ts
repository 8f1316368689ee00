/** Limits of the services that a plan has to stay within. */

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

/** Of a function, and of a role. https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const functionNameCharacters = 64
