/** Alerts about findings of GuardDuty and Security Hub; the golden files show how they look. */
import { describe, expect, test } from 'vitest'
import { findingIn } from '../../src/alert/finding.ts'
import { render } from '../../src/alert/formats.ts'
import type { Event } from '../../src/ir/event.ts'
import type { Json, JsonObject } from '../../src/ir/json.ts'
import { decided, eventFrom, found, rule } from './documents.ts'

test('GuardDuty: who, from where, on what, how bad and since when are those of the finding', () => {
  expect(found('guardduty-malicious-caller')).toMatchObject({
    title: 'Something happened: API ListSecrets was invoked from a known malicious IP address.',
    severity: 'medium',
    time: '2026-10-14T09:02:44.000Z',
    account: '111122223333',
    event: {
      id: '4ec1e6f0a1b24f6c9e0d5b7a8c3f2e10',
      source: 'aws.guardduty',
      name: 'UnauthorizedAccess:IAMUser/MaliciousIPCaller',
    },
    outcome: { succeeded: null, errorCode: 'AccessDenied' },
    actor: {
      name: 'arn:aws:iam::111122223333:role/deploy',
      kind: 'role',
      assumedFrom: 'deploy',
      sessionName: 'ci-4711',
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    },
    sourceIP: '198.51.100.23',
    userAgent: 'Boto3/1.42.0',
    resources: [{ name: 'ASIAIOSFODNN7EXAMPLE', type: 'AWS::IAM::AccessKey' }],
    fields: { Call: 'ListSecrets of secretsmanager.amazonaws.com', 'Times seen': 17 },
  })
})

test('an instance that is attacked has no actor, and an address', () => {
  expect(found('guardduty-ssh-brute-force')).toMatchObject({
    severity: 'high',
    actor: null,
    sourceIP: '198.51.100.23',
    resources: [{ name: 'i-0a1b2c3d4e5f67890', type: 'AWS::EC2::Instance' }],
  })
})

test('Security Hub: the account is that of the finding, and AWS says what to do', () => {
  const document = found('security-hub-bucket-public')
  expect(document).toMatchObject({
    severity: 'high',
    account: '444455556666',
    time: '2026-10-14T09:15:40.321Z',
    event: { name: 'security-control/S3.8' },
    resources: [{ name: 'arn:aws:s3:::prod-customer-exports', type: 'AWS::S3::Bucket' }],
    fields: { Control: 'S3.8', Compliance: 'FAILED', Workflow: 'NEW' },
  })
  expect(document.links).toContainEqual({
    label: 'What AWS advises',
    url: 'https://docs.aws.amazon.com/console/securityhub/S3.8/remediation',
  })
})

test('whoever imports a finding gets no link into an alert', () => {
  const event = eventFrom('findings/security-hub-bucket-public.json')
  const [one] = event.record.findings as readonly JsonObject[]
  const Url = 'https://docs.aws.amazon.com.evil.example/login'
  const Recommendation = { Text: 'Sign in at https://evil.example/login', Url }
  const changed = { ...one, Remediation: { Recommendation }, SourceUrl: Url, Title: Url }
  const document = decided({ ...event, record: { findings: [changed] } })
  for (const format of ['text', 'chat', 'json', 'pagerduty', 'ocsf', 'asff'] as const) {
    expect(render(document, format).message).not.toMatch(/evil\.example/)
  }
  expect(document.fields.Advice).toBe(Recommendation.Text)
})

test('who stands behind an access key of a finding of Security Hub', () => {
  const event = eventFrom('findings/security-hub-bucket-public.json')
  const [one] = event.record.findings as readonly JsonObject[]
  const key: JsonObject = {
    AccessKeyId: 'AKIAI44QH8DHBEXAMPLE',
    PrincipalType: 'IAMUser',
    PrincipalName: 'build-bot',
    AccountId: '111122223333',
  }
  const Resources = [{ Type: 'AwsIamAccessKey', Id: 'key', Details: { AwsIamAccessKey: key } }]
  const Action = { AwsApiCallAction: { RemoteIpDetails: { IpAddressV4: '203.0.113.9' } } }
  const changed: Event = { ...event, record: { findings: [{ ...one, Resources, Action }] } }
  expect(decided(changed)).toMatchObject({
    actor: { name: 'build-bot', kind: 'user', isCrossAccount: true },
    sourceIP: '203.0.113.9',
  })
})

test('Security Hub in OCSF', () => {
  expect(found('security-hub-ocsf-anomalous')).toMatchObject({
    severity: 'high',
    time: '2026-10-14T09:12:00.000Z',
    event: { name: 'Persistence:IAMUser/AnomalousBehavior' },
    actor: { name: 'build-bot', kind: 'user', accessKeyId: 'AKIAI44QH8DHBEXAMPLE' },
    sourceIP: '203.0.113.77',
    resources: [{ name: 'arn:aws:iam::111122223333:user/build-bot', type: 'AWS::IAM::User' }],
  })
})

describe('the severity', () => {
  test('is never below what the rule says', () => {
    expect(found('guardduty-ssh-brute-force', { rule }).severity).toBe('critical')
  })

  test.each([
    [0.5, 'low'],
    [3.9, 'low'],
    [4, 'medium'],
    [6.9, 'medium'],
    [7, 'high'],
    [9.2, 'critical'],
    ['8', null],
  ])('of GuardDuty %j is %s', (severity, expected) => {
    const event = eventFrom('findings/guardduty-ssh-brute-force.json')
    const finding = findingIn({ ...event, record: { ...event.record, severity } })
    expect(finding?.severity).toBe(expected)
  })
})

test('a title that the rule wrote stays, and so do its fields', () => {
  const titled = {
    ...rule,
    alert: { title: 'Look!', fields: [{ label: 'Product', path: '$.no' }] },
  }
  const document = found('security-hub-bucket-public', { rule: titled })
  expect(document.title).toBe('Look!')
  expect(document.fields.Product).toBe(null)
})

describe('a finding of an odd shape makes an alert all the same', () => {
  const bodies: readonly JsonObject[] = [
    {},
    { id: 5, type: [] },
    { findings: [] },
    { findings: [null] },
    { findings: [[]] },
    { findings: { Id: 'x' } },
    { findings: [{ Id: 'x', Resources: 'y', Types: {}, Severity: [], Action: null }] },
    { findings: [{ Id: '\ud800', Resources: [null, 5, { Id: {} }] }] },
    { findings: [{ finding_info: {}, evidences: 'x' }] },
    { findings: [{ finding_info: { uid: 'x', types: {} }, severity_id: 99, resources: [1] }] },
    { id: 'x', type: 'y', resource: [], service: 'z', severity: Number.MAX_VALUE },
    { id: '\ud800)', type: 'y', resource: { s3BucketDetails: [{}, null], accessKeyDetails: [] } },
    JSON.parse('{"id":"x","type":"y","resource":{"__proto__":{"userName":"z"}}}') as JsonObject,
  ]
  const sources: readonly Json[] = ['aws.guardduty', 'aws.securityhub']
  test.each(sources.flatMap((source) => bodies.map((record) => ({ source, record }))))(
    '%j',
    ({ source, record }) => {
      const document = decided({ record, envelope: { source, region: 'eu-west-1' } })
      for (const format of ['text', 'chat', 'json', 'pagerduty', 'ocsf', 'asff'] as const) {
        expect(render(document, format).message).not.toMatch(/undefined|\[object/)
      }
    },
  )
})
