import { expect, test } from 'vitest'
import type { Json, JsonObject } from '../../src/ir/json.ts'
import type { TrustKind } from '../../src/ir/policy-test.ts'
import { policyHolds } from '../../src/policy-document/holds.ts'

const trust = (members: JsonObject): JsonObject => ({
  Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', ...members },
})
const own = '111122223333'
const other = '444455556666'

test.each<[Json, readonly (TrustKind | 'outside')[]]>([
  ['*', ['anyone', 'outside']],
  [{ AWS: '*' }, ['anyone', 'outside']],
  [{ aws: [own, '*'] }, ['anyone', 'outside']],
  [{ AWS: own }, []],
  [{ AWS: `arn:aws:iam::${own}:role/ci` }, []],
  [{ AWS: `arn:aws:sts::${own}:assumed-role/ci/run` }, []],
  [{ AWS: `arn:aws-cn:iam::${own}:root` }, []],
  [{ AWS: other }, ['outside']],
  [{ AWS: [own, `arn:aws:iam::${other}:root`] }, ['outside']],
  [{ AWS: 'AROAEXAMPLEEXAMPLE123' }, ['outside']],
  [{ CanonicalUser: 'f'.repeat(64) }, ['outside']],
  [{ Federated: 'accounts.example.com' }, ['federated']],
  [{ Federated: `arn:aws:iam::${own}:oidc-provider/example.com` }, ['federated']],
  [{ Service: ['ec2.amazonaws.com'] }, ['service']],
  [{ Service: 'ec2.amazonaws.com', AWS: '*' }, ['service', 'anyone', 'outside']],
])('Principal %j is %j', (Principal, kinds) => {
  const document = trust({ Principal })
  for (const kind of ['anyone', 'federated', 'service'] as const)
    expect(policyHolds(document, { trusts: [kind] }), kind).toBe(
      kinds.includes(kind) ? 'yes' : 'no',
    )
  expect(policyHolds(document, { trustsOutside: [own] })).toBe(
    kinds.includes('outside') ? 'yes' : 'no',
  )
})

test('everybody but one is anyone', () => {
  const document = trust({ NotPrincipal: { AWS: own } })
  expect(policyHolds(document, { trusts: ['anyone'] })).toBe('yes')
  expect(policyHolds(document, { trustsOutside: [own] })).toBe('yes')
  expect(policyHolds(document, { isPublic: true })).toBe('yes')
})

test('one of several kinds is enough', () => {
  const document = trust({ Principal: { Service: 'ec2.amazonaws.com' } })
  expect(policyHolds(document, { trusts: ['anyone', 'service'] })).toBe('yes')
})

const one = 'vpc-0123456789abcdef0'

test.each<[string, Json, boolean]>([
  ['StringEquals', { 'aws:SourceVpc': one }, false],
  ['stringequals', { 'AWS:sourcevpc': [one] }, false],
  ['StringEquals', { 'aws:SourceVpc': [one, 'vpc-*'] }, true],
  ['StringEquals', { 'aws:SourceVpc': [] }, true],
  ['StringLike', { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, false],
  ['StringLike', { 'aws:PrincipalOrgID': 'o-*' }, true],
  ['ForAnyValue:StringEquals', { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/' }, false],
  ['ForAllValues:StringEquals', { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/' }, true],
  ['StringEqualsIfExists', { 'aws:SourceVpc': one }, true],
  ['StringNotEquals', { 'aws:SourceVpc': one }, true],
  ['ArnLike', { 'aws:SourceArn': `arn:aws:sns:eu-west-1:${own}:alarms` }, false],
  ['ArnLike', { 'aws:SourceArn': 'arn:aws:sns:*:*:*' }, true],
  ['StringEquals', { 'aws:SourceAccount': own }, false],
  ['StringLike', { 'aws:userId': 'AROAEXAMPLE:run' }, false],
  ['StringLike', { 'aws:userId': 'AROAEXAMPLE:*' }, true],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM
  ['StringEquals', { 'aws:PrincipalAccount': '${aws:ResourceAccount}' }, true],
  ['StringLike', { 's3:DataAccessPointArn': `arn:aws:s3:eu-west-1:${own}:accesspoint/*` }, false],
  ['StringLike', { 's3:DataAccessPointArn': 'arn:aws:s3:eu-west-1:*:accesspoint/*' }, true],
  ['IpAddress', { 'aws:SourceIp': '203.0.113.0/24' }, false],
  ['IpAddress', { 'aws:SourceIp': '203.0.113.7' }, false],
  ['IpAddress', { 'aws:SourceIp': ['10.0.0.0/8', '2001:db8::/32'] }, false],
  ['IpAddress', { 'aws:SourceIp': '172.16.0.0/12' }, false],
  ['IpAddress', { 'aws:SourceIp': '0.0.0.0/0' }, true],
  ['IpAddress', { 'aws:SourceIp': ['203.0.113.0/24', '128.0.0.0/1'] }, true],
  ['IpAddress', { 'aws:SourceIp': '2000::/3' }, true],
  ['IpAddress', { 'aws:SourceIp': 'office' }, true],
  ['NotIpAddress', { 'aws:SourceIp': '203.0.113.0/24' }, true],
  ['Bool', { 'aws:SecureTransport': 'true' }, true],
  ['StringEquals', { 'aws:Referer': 'https://example.com' }, true],
])('everybody with %s %j is public: %s', (operator, keys, holds) => {
  const document = trust({ Principal: '*', Condition: { [operator]: keys } })
  expect(policyHolds(document, { isPublic: true })).toBe(holds ? 'yes' : 'no')
})

test('one of several conditions is enough, and the statement next to it counts by itself', () => {
  const limited = {
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Condition: { Bool: { 'aws:SecureTransport': true }, StringEquals: { 'aws:SourceVpc': one } },
  }
  const open = { Effect: 'Allow', Principal: '*' }
  expect(policyHolds({ Statement: [limited] }, { isPublic: true })).toBe('no')
  expect(policyHolds({ Statement: [limited, open] }, { isPublic: true })).toBe('yes')
  expect(policyHolds({ Statement: [{ ...open, Effect: 'Deny' }] }, { isPublic: true })).toBe('no')
})

test('a named principal is not public', () => {
  expect(policyHolds(trust({ Principal: { AWS: other } }), { isPublic: true })).toBe('no')
})
