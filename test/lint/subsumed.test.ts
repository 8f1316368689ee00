/** What adds nothing: values, clauses, exceptions and whole rules. */
import { describe, expect, test } from 'vitest'
import { codesOf, faults, findings, findingsAmong, findingText, ruleFile } from './findings.ts'

const base = 'eventSource: iam.amazonaws.com\n  readOnly: false'

describe('subsumed-clause: values', () => {
  test.each([
    ['a name among those of a prefix', 'eventName: [DeleteUser, { prefix: Delete }]', 'DeleteUser'],
    ['a name twice', 'eventName: [DeleteUser, CreateUser, DeleteUser]', 'second'],
    ['a network in another', 'sourceIPAddress: { cidr: [10.1.0.0/16, 10.0.0.0/8] }', '10.1.0.0/16'],
    ['a number above another', 'requestParameters.n: [{ gt: 5 }, { gte: 9 }]', 'gte'],
    ['any letter case', 'userAgent: [{ contains: pacu }, { contains-ignore-case: PACU }]', 'pacu'],
    ['there, and with a beginning', 'errorCode: { exists: true, prefix: Access }', 'exists'],
    ['a longer beginning', "userAgent: { prefix: aws, wildcard: 'aws-cli/*' }", 'prefix'],
  ])('%s', (_, clause) => {
    const found = findings(`match:\n  ${base}\n  ${clause}`)
    expect(found).toMatchObject([{ code: 'subsumed-clause', level: 'warning' }])
  })

  test('says what takes it', () => {
    expect(
      findings(`match:\n  ${base}\n  eventName: [DeleteUser, { prefix: Delete }]`).map(findingText),
    ).toEqual([
      'subsumed-clause: this value has no effect: the list also accepts every value that starts with `Delete` = remove it',
    ])
  })

  test('a long list is looked through for repeated values', () => {
    const values = Array.from({ length: 100 }, (_, index) => `value-${index}`)
    const clause = `requestParameters.userName: [${[...values, 'value-7'].join(', ')}]`
    expect(faults(`match:\n  ${base}\n  ${clause}`)).toEqual(['subsumed-clause'])
    expect(faults(`match:\n  ${base}\n  ${clause.replace(', value-7]', ']')}`)).toEqual([])
  })

  test('a list of tripline.yaml may hold what one rule has no use for', () => {
    const lists = { lists: '  offices: [10.0.0.0/8, 10.1.0.0/16]' }
    const offices = `"$\{lists.offices}"`
    const clause = `sourceIPAddress: { not: { cidr: ${offices} } }`
    expect(faults(`match:\n  ${base}\n  ${clause}`, lists)).toEqual([])
  })

  test.each([
    ['another name', 'eventName: [DeleteUser, { prefix: Create }]'],
    ['not, and there', 'errorCode: { not: AccessDenied, exists: true }'],
    ['a beginning and an end', 'errorCode: { prefix: Access, suffix: Denied }'],
    ['text and number', "requestParameters.n: ['5', 5]"],
    ['neighbouring networks', 'sourceIPAddress: { cidr: [10.0.0.0/9, 10.128.0.0/9] }'],
    ['another letter case', 'errorCode: [accessDenied, AccessDenied]'],
  ])('nothing: %s', (_, clause) => {
    expect(faults(`match:\n  ${base}\n  ${clause}`)).toEqual([])
  })
})

describe('subsumed-clause: clauses', () => {
  test('a field that a named condition asks for already', () => {
    expect(
      findings(`match:\n  ${base}\n  errorCode: { exists: false }\n  is: succeeded`).map(
        findingText,
      ),
    ).toEqual([
      'subsumed-clause: this test of `errorCode` has no effect: line 9 already requires it = remove it',
    ])
  })

  test.each([
    ['a name that is not another', 'eventName: CreateUser\n  not: { eventName: DeleteUser }'],
    [
      'the same block again',
      'all:\n    - eventName: CreateUser\n    - eventName: [CreateUser, DeleteUser]',
    ],
    [
      'an alternative within another',
      'any:\n    - eventName: CreateUser\n    - eventName: CreateUser\n      errorCode: A',
    ],
    [
      'fields of the same elements',
      'all:\n    - requestParameters.items.a: A\n      requestParameters.items.b: B\n    - requestParameters.items.a: [A, C]',
    ],
  ])('%s', (_, clause) => {
    expect(faults(`match:\n  ${base}\n  ${clause}`)).toEqual(['subsumed-clause'])
  })

  test('values of the same element say more than values of any', () => {
    const found = findings(`match:
  ${base}
  requestParameters.items.a: A
  all:
    - requestParameters.items.b: B
    - requestParameters.items.a: A
      requestParameters.items.b: B`)
    expect(found.map(({ code, span }) => [code, span.start.line])).toEqual([
      ['subsumed-clause', 8],
      ['subsumed-clause', 10],
    ])
  })

  test.each([
    [
      'the same values of any element',
      'requestParameters.items.a: A\n  all:\n    - requestParameters.items.b: B',
    ],
    [
      'not one, and not another, of several values',
      'requestParameters.items.a: { not: A }\n  all:\n    - requestParameters.items.a: { not: B }',
    ],
    ['alternatives that overlap', 'any:\n    - eventName: CreateUser\n    - errorCode: A'],
  ])('nothing: %s', (_, clause) => {
    expect(faults(`match:\n  ${base}\n  ${clause}`)).toEqual([])
  })

  test('an exception that no event meets', () => {
    expect(
      findings(`match:
  ${base}
  eventName: [CreateUser, DeleteUser]
unless:
  - eventName: CreateRole
  - userIdentity.arn: somebody`).map(findingText),
    ).toEqual([
      'subsumed-clause: this exception has no effect: no event matches both `match` and this exception = remove it',
    ])
  })
})

describe('subsumed-rule', () => {
  const wide = ruleFile(
    'wide',
    'match: { eventSource: iam.amazonaws.com, eventName: { prefix: Delete } }',
  )
  const narrow = (clauses: string, also = '') => ruleFile('narrow', clauses, { also })
  const deleteUser = 'match: { eventSource: iam.amazonaws.com, eventName: DeleteUser }'
  const among = (...files: Parameters<typeof findingsAmong>[0]) =>
    findingsAmong(files).filter(({ code }) => code === 'subsumed-rule')

  test('says by which', () => {
    expect(among(wide, narrow(deleteUser)).map(findingText)).toEqual([
      'subsumed-rule: `wide` also fires for every event that this rule fires for = exclude these events from `wide` with `unless`, give this rule a higher severity, or remove one of the two rules',
    ])
  })

  test('of two that are the same, one', () => {
    expect(among(ruleFile('one', deleteUser), ruleFile('two', deleteUser))).toHaveLength(1)
  })

  test.each([
    ['an exception beside', `${deleteUser}\nunless: { userIdentity.type: Root }`],
    ['more clauses', `${deleteUser.replace(' }', ', errorCode: { exists: false } }')}`],
    [
      'several blocks',
      'match:\n  - { eventSource: iam.amazonaws.com, eventName: DeleteUser }\n  - { eventSource: iam.amazonaws.com, eventName: DeleteRole }',
    ],
  ])('with %s', (_, clauses) => {
    expect(among(wide, narrow(clauses))).toHaveLength(1)
  })

  test.each([
    ['other events', narrow('match: { eventSource: iam.amazonaws.com, eventName: CreateUser }')],
    [
      'another service',
      narrow('match: { eventSource: kms.amazonaws.com, eventName: DeleteAlias }'),
    ],
    [
      'other events as well',
      narrow('match: { eventSource: iam.amazonaws.com, eventName: [DeleteUser, CreateUser] }'),
    ],
    ['the higher severity', narrow(deleteUser, 'severity: high')],
    ['something to do', narrow(deleteUser, 'respond: [{ action: rollback-iam }]')],
    ['a control of its own', narrow(deleteUser, 'controls: [cis-4.4]')],
    ['another way to be delivered', narrow(deleteUser, 'via: metric-filter')],
    ['other events by detail-type', narrow(deleteUser, 'on: guardduty')],
    ['no firing', narrow(deleteUser, 'status: disabled')],
  ])('nothing: %s', (_, file) => {
    expect(among(wide, file)).toEqual([])
  })

  test('nothing: the wider rule keeps quiet, or is quiet about these', () => {
    const withKey = (also: string) =>
      ruleFile('wide', 'match: { eventSource: iam.amazonaws.com, eventName: { prefix: Delete } }', {
        also,
      })
    expect(among(withKey('status: staged'), narrow(deleteUser))).toEqual([])
    expect(among(withKey('threshold: { count: 5, within: 10m }'), narrow(deleteUser))).toEqual([])
    expect(among(withKey('unless: { errorCode: { exists: true } }'), narrow(deleteUser))).toEqual(
      [],
    )
    expect(
      among(
        withKey('unless: { errorCode: { exists: true } }'),
        narrow(`${deleteUser}\nunless: { errorCode: { exists: true } }`),
      ),
    ).toHaveLength(1)
  })

  test('nothing is told of rules that cannot fire', () => {
    const dead = narrow(
      'match: { eventSource: iam.amazonaws.com, errorCode: { exists: false, prefix: A } }',
    )
    expect(codesOf(findingsAmong([wide, dead]))).not.toContain('subsumed-rule')
  })
})
