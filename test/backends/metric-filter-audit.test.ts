/** The filters that auditors look for: they are read, they see what their control wants seen, and it is said how a rule differs. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { cisFilters } from '../../src/aws/cis-filters.ts'
import { auditDifferences, auditFilter } from '../../src/backends/metric-filter/audit.ts'
import { maxPatternLength } from '../../src/backends/metric-filter/metric-filter.ts'
import { matchesJson } from '../../src/cloudwatch-logs/json-pattern.ts'
import { compile } from '../../src/compile.ts'
import { shippedRules } from '../support/shipped-rules.ts'
import { jsonPattern } from './metric-filter-rule.ts'

const event = (file: string) => JSON.parse(readFileSync(`test/events/${file}.json`, 'utf8'))

/** What Prowler's check searches a pattern for, as its source has it. */
const names = (...all: readonly string[]) =>
  all.map((name) => `\\$\\.eventName\\s*=\\s*.?${name}\\b`)
const source = (name: string) => `\\$\\.eventSource\\s*=\\s*.?${name}\\.amazonaws\\.com`

/** For each control an event that has to be seen, and what Prowler asks of the text. */
const controls: Readonly<Record<string, readonly [file: string, prowler: readonly string[]]>> = {
  'cis-4.1': [
    'iam/get-role-denied',
    [
      '\\$\\.errorCode\\s*=\\s*.?\\*UnauthorizedOperation',
      '\\$\\.errorCode\\s*=\\s*.?AccessDenied\\*',
    ],
  ],
  'cis-4.2': [
    'signin/user-console-login-without-mfa',
    [...names('ConsoleLogin'), '\\$\\.additionalEventData\\.MFAUsed\\s*!=\\s*.?Yes'],
  ],
  'cis-4.3': [
    'iam/root-create-access-key',
    [
      '\\$\\.userIdentity\\.type\\s*=\\s*.?Root',
      '\\$\\.userIdentity\\.invokedBy NOT EXISTS',
      '\\$\\.eventType\\s*!=\\s*.?AwsServiceEvent',
    ],
  ],
  'cis-4.4': ['iam/create-policy', names('DeleteGroupPolicy', 'CreatePolicy', 'DetachGroupPolicy')],
  'cis-4.5': ['cloudtrail/stop-logging', names('CreateTrail', 'StopLogging')],
  'cis-4.6': [
    'signin/user-console-login-failed',
    [...names('ConsoleLogin'), '\\$\\.errorMessage\\s*=\\s*.?Failed authentication'],
  ],
  'cis-4.7': ['kms/schedule-key-deletion', [source('kms'), ...names('DisableKey')]],
  'cis-4.8': ['s3/policy-asks-for-tls', [source('s3'), ...names('DeleteBucketReplication')]],
  'cis-4.9': ['config/stop-configuration-recorder', [source('config')]],
  'cis-4.10': ['ec2/open-ssh-to-world', names('AuthorizeSecurityGroupIngress')],
  'cis-4.11': ['ec2/create-network-acl-entry', names('ReplaceNetworkAclAssociation')],
  'cis-4.12': ['ec2/attach-internet-gateway', names('CreateCustomerGateway')],
  'cis-4.13': ['ec2/create-route', [source('ec2'), ...names('CreateRoute', 'DeleteRoute')]],
  'cis-4.14': ['ec2/create-vpc-peering-connection', names('EnableVpcClassicLink')],
  'cis-4.15': [
    'organizations/detach-policy',
    [
      source('organizations'),
      ...names('CancelHandshake', 'CreateOrganization', 'EnableAllFeatures'),
    ],
  ],
}

test('every control from 4.1 to 4.15 has a filter', () => {
  const numbered = Array.from({ length: 15 }, (_, index) => `cis-4.${index + 1}`)
  expect(cisFilters.map(({ control }) => control)).toEqual(numbered)
  expect(Object.keys(controls)).toEqual(numbered)
  expect(auditFilter('cis-4.16')).toBeUndefined()
})

describe.for(Object.entries(controls))('%s', ([control, [file, prowler]]) => {
  const filter = auditFilter(control)
  const pattern = filter?.pattern ?? ''

  test('is a filter pattern within the limit', () => {
    expect(pattern.length).toBeLessThanOrEqual(maxPatternLength)
    expect(() => jsonPattern(pattern)).not.toThrow()
  })
  test('sees what the control wants seen, and no bystander', () => {
    expect(matchesJson(jsonPattern(pattern), event(file))).toBe(true)
    expect(matchesJson(jsonPattern(pattern), event('s3/read-bucket-policy'))).toBe(false)
    const others = Object.entries(controls).filter(([other]) => other !== control)
    const seen = others.filter(([, [each]]) => matchesJson(jsonPattern(pattern), event(each)))
    expect(seen.map(([other]) => other)).toEqual([])
  })
  test('has every clause that Prowler looks for', () => {
    const missing = prowler.filter((clause) => !new RegExp(clause).test(pattern))
    expect(missing).toEqual([])
  })
  test('has a metric and an alarm of its own', () => {
    expect(filter).toMatchObject({
      control,
      metric: { namespace: 'Tripline', name: control, value: 1, defaultValue: 0 },
      alarm: { threshold: 1, comparison: 'GreaterThanOrEqualToThreshold' },
    })
  })
})

test('the text of Security Hub is kept to the character', () => {
  const byHub = cisFilters.filter(({ securityHub }) => securityHub !== undefined)
  expect(
    byHub.map(({ securityHub }) => Number(securityHub?.split('.')[1])).sort((a, b) => a - b),
  ).toEqual(Array.from({ length: 14 }, (_, index) => index + 1))
  expect(auditFilter('cis-4.3')?.pattern).toBe(
    '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
  )
  expect(auditFilter('cis-4.7')?.pattern).toBe(
    '{($.eventSource=kms.amazonaws.com) && (($.eventName=DisableKey) || ($.eventName=ScheduleKeyDeletion))}',
  )
})

test('the mistake in the text of the benchmark is real', () => {
  const untilV3 =
    '{ ($.errorCode = *UnauthorizedOperation) || ($.errorCode = AccessDenied*) || ($.sourceIPAddress!=delivery.logs.amazonaws.com) || ($.eventName!=HeadBucket) }'
  expect(matchesJson(jsonPattern(untilV3), event('s3/read-bucket-policy'))).toBe(true)
  const sinceV4 =
    '{ ($.errorCode ="*UnauthorizedOperation") || ($.errorCode ="AccessDenied*") && ($.sourceIPAddress!="delivery.logs.amazonaws.com") && ($.eventName!="HeadBucket") }'
  const excluded = {
    eventName: 'HeadBucket',
    errorCode: 'Client.UnauthorizedOperation',
    sourceIPAddress: 'delivery.logs.amazonaws.com',
  }
  expect(matchesJson(jsonPattern(sinceV4), excluded)).toBe(true)
  expect(auditFilter('cis-4.1')?.note).toContain('`&&` goes before `||`')
})

describe('how a rule differs', () => {
  const { rules } = compile({ config: undefined, files: shippedRules })
  const pairs = rules.flatMap(({ rule }) =>
    rule.controls.flatMap((control) => {
      const filter = auditFilter(control)
      return filter === undefined ? [] : [[control, rule.id, rule, filter] as const]
    }),
  )

  test('every control is covered by a shipped rule', () => {
    expect(new Set(pairs.map(([control]) => control)).size).toBe(15)
  })
  test.for(pairs)('$0 and $1', async ([control, id, rule, filter]) => {
    const lines = [
      filter.pattern,
      '',
      ...filter.lookedForBy.map((check) => `passes: ${check}`),
      ...auditDifferences(rule, filter).map((difference) => `but: ${difference}`),
      '',
    ]
    await expect(lines.join('\n')).toMatchFileSnapshot(
      `../golden/metric-filter/audit/${control}-${id}.txt`,
    )
  })
})
