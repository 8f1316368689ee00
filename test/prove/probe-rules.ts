/** Rules that between them use every turn of the compiler, for proofs that must be able to fail. */
import { compile } from '../../src/compile.ts'
import type { Rule } from '../../src/ir/rule.ts'

const probes: Readonly<Record<string, string>> = {
  'texts-of-all-kinds': `
match:
  eventSource: ec2.amazonaws.com
  eventName: [RunInstances, StopInstances]
  userAgent: { prefix: aws-cli }
  awsRegion: { suffix: west-1 }
  userIdentity.type: { equals-ignore-case: iamuser }
  userIdentity.userName: { prefix-ignore-case: adm }
  userIdentity.accountId: { suffix-ignore-case: 9X }
  sourceIPAddress: { cidr: 192.0.2.0/28 }`,
  'wildcards-where-broad': `
match:
  userIdentity.arn: { contains: ':role/Admin' }
  userAgent: { wildcard: 'a*b\\*c' }
  errorMessage: { not: { contains: quota } }`,
  negations: `
match:
  eventSource: { not: [iam.amazonaws.com, sts.amazonaws.com] }
  eventName: { not: { prefix: Get } }
  awsRegion: { not: { suffix: '-1' } }
  userIdentity.type: { exists: true, not: Root }
  errorCode: { not: { exists: true } }
  userAgent: { not: { equals-ignore-case: [boto3, Terraform] } }`,
  numbers: `
match:
  eventName: AuthorizeSecurityGroupIngress
  requestParameters.fromPort: { gt: 20, lte: 22 }
  requestParameters.toPort: { gte: 22, lt: 25 }
  requestParameters.count: 300
  requestParameters.size: { not: [5, 7] }`,
  'mixed-exclusions': `
match:
  eventName: CreateUser
  userIdentity.userName: { not: [alice, { prefix: svc- }, { suffix: -bot }, 7] }`,
  unions: `
match:
  any:
    - { eventSource: iam.amazonaws.com, eventName: CreateUser }
    - { eventSource: sts.amazonaws.com, eventName: AssumeRole, errorCode: AccessDenied }
    - { eventSource: kms.amazonaws.com, any: [{ eventName: DisableKey }, { awsRegion: us-east-1 }] }`,
  'unless-with-parts': `
match: { eventSource: s3.amazonaws.com, eventName: [DeleteBucket, PutBucketPolicy] }
unless:
  - { userIdentity.type: AWSService }
  - { userIdentity.type: AssumedRole, userIdentity.arn: { prefix: 'arn:aws:sts::111122223333:assumed-role/deploy/' } }`,
  'same-element': `
match:
  eventName: AuthorizeSecurityGroupIngress
  requestParameters.ipPermissions.items.fromPort: 22
  requestParameters.ipPermissions.items.ipRanges.items.cidrIp: 0.0.0.0/0`,
  'other-element': `
match:
  eventName: AuthorizeSecurityGroupIngress
  all:
    - requestParameters.ipPermissions.items.fromPort: 22
    - requestParameters.ipPermissions.items.ipRanges.items.cidrIp: 0.0.0.0/0
    - requestParameters.ipPermissions.items.fromPort: 23`,
  'no-element': `
match:
  eventName: AuthorizeSecurityGroupIngress
  not: { requestParameters.ipPermissions.items.fromPort: 22, requestParameters.ipPermissions.items.ipProtocol: tcp }`,
  'no-value': `
match:
  eventName: CreateTags
  not: { requestParameters.tagSet.items.key: owner }`,
  'one-value-twice': `
match:
  eventName: CreateUser
  userIdentity.userName: { prefix: a }
  all: [{ userIdentity.userName: { suffix: z } }, { errorCode: { exists: false } }]`,
  'present-or-absent': `
match:
  eventSource: iam.amazonaws.com
  userAgent: [{ exists: true, not: x }, { exists: false }]
  errorCode: [{ exists: false }, null, Denied]
  errorMessage: [{ prefix: a }, { exists: true }, { exists: false }]`,
  compared: `
match:
  eventName: CreateAccessKey
  requestParameters.userName: { exists: true, not: { same-as: userIdentity.userName } }`,
  expressions: `
match:
  eventName: AssumeRole
  userAgent: { matches: 'kali|pentoo' }`,
  'sign-ins': `
match: { eventSource: signin.amazonaws.com, eventName: ConsoleLogin, responseElements.ConsoleLogin: Failure }`,
  'any-service': `
match: { is: failed, userIdentity.type: Root }`,
  'twice-negated': `
match: { eventName: RunInstances, userAgent: { not: { not: { prefix: aws } } } }`,
  'compared-equal': `
match: { eventName: CreateAccessKey, requestParameters.userName: { same-as: userIdentity.userName } }`,
  'a-list-twice': `
match:
  eventName: CreateFleet
  all: [{ requestParameters.sizes: { gt: 5 } }, { requestParameters.sizes: { lt: 10 } }]`,
  'alternatives-of-one-field': `
match:
  any:
    - { eventSource: iam.amazonaws.com, eventName: CreateUser }
    - { eventSource: iam.amazonaws.com, eventName: { prefix: Delete } }`,
  'all-of-sign-in': `
match: { eventSource: signin.amazonaws.com, userAgent: { prefix: Mozilla } }`,
  'sources-by-list': `
match: { eventSource: [kms.amazonaws.com, sts.amazonaws.com], eventName: CreateGrant }`,
  'sources-by-list-and-prefix': `
match: { eventSource: [iam.amazonaws.com, { prefix: st }], errorCode: AccessDenied }`,
  'lists-under-one-check': `
match:
  eventName: CreateUser
  userAgent: { prefix: [aws, kali], suffix: [x, z] }`,
  quotes: `
match:
  eventName: PutUserPolicy
  requestParameters.policyDocument: { prefix: '{"' }`,
  'excluded-quotes': `
match:
  eventName: PutUserPolicy
  requestParameters.policyName: { not: { suffix: '"}' } }`,
  'named-like-an-operator': `
match:
  any:
    - { eventSource: s3.amazonaws.com, eventName: ListObjects, requestParameters.prefix: backup }
    - { eventSource: iam.amazonaws.com, eventName: CreateUser }`,
  'a-long-list': `
match:
  eventSource: iam.amazonaws.com
  any:
${Array.from({ length: 60 }, (_, index) => `    - { eventName: CreateThingNumber${index}, userIdentity.userName: somebody-${index} }`).join('\n')}`,
}

/** The probes, read by the real reader. */
export function probeRules(): Rule[] {
  const files = Object.entries(probes).map(([id, blocks]) => ({
    path: `${id}.yaml`,
    text: `id: ${id}\ntitle: A probe\nseverity: low\nwhy: To be proven.${blocks}\n`,
  }))
  const { rules, diagnostics } = compile({ config: undefined, files })
  const errors = diagnostics.filter(({ level }) => level === 'error')
  if (errors.length > 0) throw new Error(JSON.stringify(errors))
  return rules.map(({ rule }) => rule)
}
