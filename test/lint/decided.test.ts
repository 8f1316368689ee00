/** Contradictions and tautologies, and what only looks like one. */
import { describe, expect, test } from 'vitest'
import { faults, findings, findingText } from './findings.ts'

const base = 'eventSource: s3.amazonaws.com\n  eventName: PutBucketPolicy'

describe('never-matches', () => {
  test.each([
    ['a text of two beginnings', 'errorCode: { prefix: [A], suffix: d, wildcard: B* }'],
    ['a beginning and another text', 'errorCode: { prefix: Access, equals-ignore-case: denied }'],
    ['a value that is not there', 'errorCode: { exists: false, prefix: Access }'],
    ['an empty range', 'requestParameters.count: { gt: 5, lt: 3 }'],
    ['a range between neighbours', 'requestParameters.count: { gt: 5, lte: 5 }'],
    ['a number with a beginning', 'requestParameters.count: { gt: 5, prefix: A }'],
    ['itself and not itself', 'errorCode: { not: { prefix: Access }, prefix: AccessDenied }'],
    ['two networks', 'sourceIPAddress: { cidr: 10.0.0.0/8, not: { cidr: 10.0.0.0/7 } }'],
    ['one expression and not', "userAgent: { matches: 'aws-.*', not: { matches: 'aws-.*' } }"],
    ['a field and not the same', 'userAgent: { same-as: errorCode, not: { same-as: errorCode } }'],
  ])('within one test: %s', (_, clause) => {
    const [found, ...others] = findings(`match:\n  ${base}\n  ${clause}`)
    expect(others).toEqual([])
    expect(found).toMatchObject({
      code: 'never-matches',
      level: 'error',
      span: { start: { line: 8 } },
    })
  })

  test('one alternative of several', () => {
    const [found, ...others] = findings(`match:
  ${base}
  errorCode:
    - AccessDenied
    - { prefix: Access, suffix: Denied, equals-ignore-case: Throttled }`)
    expect(others).toEqual([])
    expect(found).toMatchObject({ code: 'never-matches', span: { start: { line: 10 } } })
    expect(found?.message).toBe('no event can match this alternative for `errorCode`')
  })

  test.each([
    [
      'two names',
      'all:\n    - eventName: PutBucketPolicy\n    - eventName: DeleteBucketPolicy\n      eventSource: s3.amazonaws.com',
    ],
    [
      'there and not there, where there may be several values',
      'all:\n    - requestParameters.items.a: { exists: false }\n    - requestParameters.items.a: A',
    ],
    ['a named condition and its opposite', 'is: [by-principal, by-aws-service]'],
    ['root and a user', 'is: by-root\n  userIdentity.type: IAMUser'],
    ['a block and its opposite', 'errorCode: A\n  not: { errorCode: { prefix: A } }'],
  ])('across blocks: %s', (_, clauses) => {
    expect(faults(`match:\n  eventSource: s3.amazonaws.com\n  ${clauses}`)).toEqual([
      'never-matches',
    ])
  })

  test('one of several values can be each of two', () => {
    const two = 'all:\n    - requestParameters.names: a\n    - requestParameters.names: b'
    expect(faults(`match:\n  ${base}\n  ${two}`)).toEqual([])
    expect(
      faults(`match:\n  ${base}\n  all:\n    - resources.ARN: a\n    - resources.ARN: b`),
    ).toEqual([])
  })

  test('`unless` that leaves nothing', () => {
    const [found, ...others] = findings(`match:
  ${base}
  errorCode: { prefix: AccessDenied }
unless:
  - errorCode: [{ prefix: Access }, Throttled]
  - userAgent: console`)
    expect(others).toEqual([])
    expect(found).toMatchObject({ code: 'never-matches', level: 'error' })
    expect(found?.message).toContain(
      'every event that matches `match` also matches `unless`, so this rule never fires',
    )
  })

  test('`unless` that leaves something', () => {
    expect(
      faults(
        `match:\n  ${base}\n  errorCode: { prefix: Access }\nunless:\n  errorCode: AccessDenied`,
      ),
    ).toEqual([])
  })

  test('an exception that cannot be met', () => {
    expect(
      faults(
        `match:\n  ${base}\nunless:\n  errorCode: { prefix: A, suffix: B, equals-ignore-case: C }`,
      ),
    ).toEqual(['never-matches'])
  })

  test('not of what always is', () => {
    expect(
      faults(`match:\n  ${base}\n  not: { errorCode: [{ exists: true }, { exists: false }] }`),
    ).toEqual(['never-matches'])
  })
})

describe('empty lists', () => {
  const lists = { lists: '  nobody: []\n  offices: [10.0.0.0/8]' }
  const list = (name: string) => `"$\{lists.${name}}"`

  test('asked for, nothing can match', () => {
    expect(
      findings(`match: { userIdentity.arn: ${list('nobody')}, readOnly: false }`, lists).map(
        findingText,
      ),
    ).toEqual([
      'never-matches: `userIdentity.arn` must be a value of an empty list, so no event can match = add a value to the list in tripline.yaml, or remove this test',
    ])
  })

  test.each([
    ['among other values', `userIdentity.arn: [a, ${list('nobody')}]`],
    ['kept out', `userIdentity.arn: { not: ${list('nobody')} }`],
    ['kept out by a block', `not: { userIdentity.arn: ${list('nobody')} }`],
    ['as an exception', `errorCode: A\nunless: { userIdentity.arn: ${list('nobody')} }`],
    ['not empty', `sourceIPAddress: { cidr: ${list('offices')} }`],
  ])('nothing: %s', (_, clause) => {
    expect(faults(`match:\n  readOnly: false\n  ${clause}`, lists)).toEqual([])
  })
})

describe('always-matches', () => {
  test.each([
    ['there or not there', 'errorCode: [{ exists: true }, { exists: false }]'],
    ['not a contradiction', 'errorCode: { not: { prefix: A, suffix: B, wildcard: C* } }'],
    ['one or not the same', 'errorCode: [AccessDenied, { not: AccessDenied }]'],
    ['not one or not another', 'errorCode: [{ not: A }, { not: B }]'],
    ['not a block that cannot be', 'not: { errorCode: { exists: false, prefix: A } }'],
    ['a block or its opposite', 'any:\n    - errorCode: A\n    - not: { errorCode: A }'],
  ])('%s', (_, clause) => {
    const found = findings(`match:\n  ${base}\n  ${clause}`)
    expect(found).toMatchObject([{ code: 'always-matches', level: 'warning' }])
  })

  test.each([
    "{ wildcard: '*' }",
    "{ prefix: '' }",
    "{ contains-ignore-case: '' }",
    "{ matches: '.*' }",
  ])('every text: %s', (operator) => {
    const [found, ...others] = findings(`match:\n  ${base}\n  userAgent: ${operator}`)
    expect(others).toEqual([])
    expect(found).toMatchObject({
      code: 'always-matches',
      help: 'write `exists: true` to require only that the field is present',
    })
  })

  test.each([
    ['not with a value', 'errorCode: { not: AccessDenied }'],
    ['an expression for the empty text', "userAgent: { matches: '^$' }"],
    ['a star in a text', "userAgent: { wildcard: 'a*' }"],
    ['a star itself', "userAgent: { wildcard: '\\*' }"],
    ['either of two fields', 'any:\n    - errorCode: { not: A }\n    - userAgent: { not: A }'],
    [
      'either of two that need a value',
      'any:\n    - requestParameters.names: { not: a, exists: true }\n    - requestParameters.names: { not: b, exists: true }',
    ],
  ])('nothing: %s', (_, clause) => {
    expect(faults(`match:\n  ${base}\n  ${clause}`)).not.toContain('always-matches')
  })
})
