import { describe, expect, test } from 'vitest'
import { actorName } from '../../src/alert/actor.ts'
import { printedAlert } from '../../src/alert/alert.ts'
import { briefFor } from '../../src/alert/brief.ts'
import { pick } from '../../src/alert/pick.ts'
import { inEnvelope } from '../../src/aws/envelope.ts'
import type { Event } from '../../src/ir/event.ts'
import type { Rule } from '../../src/ir/rule.ts'
import { jsonPathFields, parseTemplate } from '../../src/ir/template.ts'

const rule = (title: string | undefined, fields: Rule['alert']['fields'] = []): Rule => ({
  id: 'a-rule',
  title: 'The rule’s own title',
  severity: 'high',
  why: 'Because.',
  status: 'enabled',
  on: { source: 'aws.', detailTypes: ['AWS API Call via CloudTrail'] },
  match: { kind: 'block', fields: [] },
  unless: undefined,
  via: 'eventbridge',
  threshold: undefined,
  firstSeen: undefined,
  dedup: undefined,
  alert: { title, fields },
  notify: undefined,
  respond: [],
  attack: [],
  controls: [],
  references: [],
  falsePositives: [],
  runbook: undefined,
  tests: [],
})

const alertFor = (of: Rule, event: Event, count: number) =>
  printedAlert(briefFor({ rule: of, event, count, status: 'new' }))

const record = {
  eventTime: '2026-10-14T03:19:00Z',
  eventID: '11111111-2222-3333-4444-555555555555',
  eventSource: 'ec2.amazonaws.com',
  awsRegion: 'eu-west-1',
  recipientAccountId: '111122223333',
  sourceIPAddress: '203.0.113.7',
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/alice' },
  requestParameters: {
    groupId: 'sg-1',
    ipPermissions: { items: [{ fromPort: 22, ranges: ['0.0.0.0/0', '::/0'] }, { fromPort: 443 }] },
  },
}

describe('an alert', () => {
  test('carries who, what, where and when', () => {
    const fields = [{ label: 'Group', path: '$.requestParameters.groupId' }]
    expect(
      alertFor(
        rule('{$.userIdentity.arn} opened {$.requestParameters.groupId}', fields),
        inEnvelope(record),
        3,
      ),
    ).toEqual({
      rule: 'a-rule',
      severity: 'high',
      status: 'new',
      title: 'arn:aws:iam::111122223333:user/alice opened sg-1',
      time: '2026-10-14T03:19:00Z',
      eventID: '11111111-2222-3333-4444-555555555555',
      account: '111122223333',
      region: 'eu-west-1',
      actor: 'arn:aws:iam::111122223333:user/alice',
      sourceIP: '203.0.113.7',
      fields: { Group: 'sg-1' },
      count: 3,
    })
  })

  test('says what is missing and never `undefined`', () => {
    const fields = [{ label: 'Trail', path: '$.requestParameters.name' }]
    const alert = alertFor(
      rule('stopped {$.requestParameters.name}', fields),
      inEnvelope({ eventName: 'X' }),
      1,
    )
    expect(alert.title).toBe('stopped (no requestParameters.name)')
    expect(alert.fields).toEqual({ Trail: null })
    expect(JSON.stringify(alert)).not.toContain('undefined')
    expect(alert).toMatchObject({
      time: null,
      eventID: null,
      account: null,
      region: null,
      actor: null,
      sourceIP: null,
    })
  })

  test('has the rule’s title where it has no template', () => {
    expect(alertFor(rule(undefined), inEnvelope(record), 1).title).toBe('The rule’s own title')
  })

  test('names the actor', () => {
    const userIdentity = { type: 'IAMUser', arn: 'arn:aws:iam::1:user/ann' }
    const event = inEnvelope({ ...record, userIdentity })
    expect(alertFor(rule('{actor} did it'), event, 1).title).toBe('arn:aws:iam::1:user/ann did it')
  })

  test('lists several values, and reaches the envelope', () => {
    const fields = [
      { label: 'Ports', path: '$.requestParameters.ipPermissions.items[*].fromPort' },
      { label: 'Type', path: '$.envelope.detail-type' },
    ]
    expect(alertFor(rule(undefined, fields), inEnvelope(record), 1).fields).toEqual({
      Ports: [22, 443],
      Type: 'AWS API Call via CloudTrail',
    })
  })
})

describe('the actor', () => {
  test.for([
    [{ userIdentity: { type: 'Root', accountId: '111122223333' } }, '111122223333'],
    [
      { userIdentity: { type: 'AWSService', invokedBy: 'config.amazonaws.com' } },
      'service:config.amazonaws.com',
    ],
    [{ userIdentity: { type: 'IAMUser', userName: 'alice' } }, 'alice'],
    [{ userIdentity: { type: 'AWSAccount', principalId: 'AIDA', accountId: '1' } }, '1/AIDA'],
    [{ userIdentity: null }, null],
    [{ userIdentity: 'odd' }, null],
    [{}, null],
  ] as const)('of %j is %s', ([of, actor]) => expect(actorName(of)).toBe(actor))
})

describe('JSONPath', () => {
  test('opens arrays and leaves objects out', () => {
    expect(pick('$.requestParameters.ipPermissions.items[*].ranges', record)).toEqual([
      '0.0.0.0/0',
      '::/0',
    ])
    expect(pick('$.requestParameters', record)).toEqual([])
    expect(pick('$.constructor', record)).toEqual([])
    expect(pick('$.__proto__.toString', record)).toEqual([])
  })

  test.for([
    '$',
    'a.b',
    '$.a[?(@.b)]',
    '$.a[(@.length-1)]',
    '$.a^',
    '$.a~',
    '$.a`b',
    '$.a[',
    '$.a.',
    '$.a b',
    '$.a[0:2]',
  ])('%s is refused', (path) => expect(jsonPathFields(path)).toBeUndefined())

  test.for([
    ['$.a.b-c', ['a', 'b-c']],
    ['$.a[*].b', ['a', 'b']],
    ['$.a[0].b', ['a', 'b']],
    ["$['a b'].c", ['a b', 'c']],
    ['$..b', ['b']],
    ['$.*.b', ['b']],
  ] as const)('%s goes through %j', ([path, fields]) =>
    expect(jsonPathFields(path)).toEqual(fields),
  )
})

test('a template is text and JSONPaths', () => {
  expect(parseTemplate('a {$.b} {c} {$.d}')).toEqual([
    { text: 'a ' },
    { jsonPath: '$.b' },
    { text: ' {c} ' },
    { jsonPath: '$.d' },
  ])
})
