/** Rules that a backend refuses, or compiles to something that matches more than the rule. */

import {
  checkTooLarge,
  productTooLarge,
  tooManyAlternatives,
} from '../../src/diagnostics/catalogue/backends/event-pattern.ts'
import { tooManyTests } from '../../src/diagnostics/catalogue/backends/metric-filter.ts'
import type { BackendName } from '../../src/ir/names.ts'
import { matching, type Run, slip, source } from './project.ts'

export interface CompiledCases {
  /** Where `explain --compiled` has the output, in JSON. */
  readonly key: string
  readonly rules: readonly Run[]
  /** Sentences about rules that are too large to be shown here. */
  readonly others: readonly string[]
}

const s3 = ['eventSource: s3.amazonaws.com', 'eventName: PutBucketPolicy']
const agent = (check: string): Run => matching(...s3, `userAgent: ${check}`)
const on = (observed: string, ...lines: string[]): Run =>
  slip(
    `match:\n${source}`,
    `on: ${observed}\nmatch:\n${lines.map((line) => `  ${line}`).join('\n')}`,
  )
const counting = (keys: string): Run => slip('\nmatch:', `${keys}\n\nmatch:`)
const items = 'requestParameters.ipPermissions.items'
const many = tooManyTests(100_000, 1024)

export const compiledCases: Readonly<Record<BackendName, CompiledCases>> = {
  'event-pattern': {
    key: 'eventPattern',
    rules: [
      matching('errorCode: { exists: false }', 'all:', '  - errorCode: A'),
      matching(...s3, "actor: { prefix: 'service:' }"),
      agent("{ matches: '^aws-cli' }"),
      agent('{ contains-ignore-case: pacu }'),
      agent(`{ prefix: '{"' }`),
      agent("'a?b'"),
      agent("{ wildcard-ignore-case: '*pa*cu*' }"),
      agent('{ contains: pacu }'),
      agent('{ equals-ignore-case: é }'),
      agent('{ same-as: errorCode }'),
      agent('{ policy: { grants: anything } }'),
      agent('{ prefix: aws, suffix: cli }'),
      agent('{ not: [{ prefix: aws }, { suffix: cli }] }'),
      agent(`'${'x'.repeat(2100)}'`),
      matching(...s3, 'sourceIPAddress: "::1"'),
      matching(...s3, 'sourceIPAddress: { cidr: 2001:db8::/32 }'),
      matching(...s3, 'requestParameters.size: { lte: 6000000000 }'),
      matching('eventName: CreateTags', 'envelope.source: { suffix: "2" }'),
      matching('eventSource: ec2.amazonaws.com', `not: { ${items}.toPort: 22 }`),
      matching(
        'eventSource: ec2.amazonaws.com',
        `not: { ${items}.toPort: 22, ${items}.fromPort: 22 }`,
      ),
      matching(
        'eventSource: ec2.amazonaws.com',
        `${items}.toPort: 22`,
        'all:',
        `  - ${items}.toPort: 23`,
      ),
      matching('eventSource: ec2.amazonaws.com', `${items}: x`, `${items}.toPort: 22`),
      matching(
        'eventSource: ec2.amazonaws.com',
        `${items}.toPort: 22`,
        `${items}.fromPort: { exists: false }`,
      ),
      matching(
        'eventSource: ec2.amazonaws.com',
        `${items}.toPort: 22`,
        `${items}.fromPort: [{ exists: true }, { exists: false }]`,
      ),
      matching(
        'eventSource: ec2.amazonaws.com',
        `each: { ${items}: { toPort: 22, fromPort: { exists: false } } }`,
      ),
    ],
    others: [checkTooLarge, productTooLarge, tooManyAlternatives],
  },
  'metric-filter': {
    key: 'metricFilter',
    rules: [
      matching(...s3, "actor: { prefix: 'service:' }"),
      on('guardduty', 'severity: 8'),
      on(
        '{ source: aws.ec2, detail-type: AWS API Call via CloudTrail }',
        'eventName: RunInstances',
      ),
      agent("{ matches: '^aws-cli' }"),
      matching(...s3, 'each: { resources: { type: x, ARN: { exists: false } } }'),
      agent('{ prefix-ignore-case: AWS }'),
      agent("{ wildcard: '*aws*cli*' }"),
      agent("'a*'"),
      agent('"a\\nb"'),
      agent('{ not: null }'),
      agent('{ same-as: errorCode }'),
      agent('{ policy: { grants: anything } }'),
      matching(...s3, 'sourceIPAddress: { cidr: 10.0.0.0/8 }'),
      matching(...s3, 'envelope.time: x'),
      matching('eventName: CreateUser', 'requestParameters.userName: x'),
      matching(...s3, 'userIdentity.sessionContext: x'),
      matching(...s3, 'additionalEventData.MFAUsed: true'),
      matching(...s3, 'sessionCredentialFromConsole: true'),
      matching(
        'eventSource: s3.amazonaws.com',
        `eventName: [${Array.from({ length: 60 }, (_, at) => `CreateSomethingLong${at}`).join(', ')}]`,
      ),
      counting('threshold: { count: 5, within: 10m }'),
      counting('threshold: { count: 5, within: 10m, by: userIdentity.arn }'),
      counting('threshold: { count: 5, within: 10m, distinct: eventName }'),
      counting('threshold: { count: 5, within: 1d }'),
      counting('firstSeen: { by: userIdentity.arn, within: 7d }'),
    ],
    others: [`${many.message}: ${many.instead}`],
  },
}
