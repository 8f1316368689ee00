/** Trust policies: which service may assume a role. */
import { policy } from './statement.ts'

/**
 * A trust policy: only this service may assume the role, and only on behalf of this account.
 * Without the account condition, a resource of another account could make the service use the role
 * (the confused deputy).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export const trust = (service: string, account: string): string =>
  policy([
    {
      Effect: 'Allow',
      Principal: { Service: service },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    },
  ])

/**
 * A trust policy for services that set no source account when they assume a role: Lambda, and SNS
 * for Firehose.
 */
export const trustOnly = (service: string): string =>
  policy([{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }])
