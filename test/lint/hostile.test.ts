/** Rules that no person writes: linting ends, and says what it says of others. */
import { describe, expect, test } from 'vitest'
import { codesOf, findings, findingsAmong, ruleFile } from './findings.ts'

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n')

const base = 'eventSource: s3.amazonaws.com\n  readOnly: false'

describe('rules of great size', () => {
  test('many values', () => {
    const found = findings(
      `match:\n  ${base}\n  userAgent:\n${lines(20_000, (n) => `    - agent-${n}`)}`,
    )
    expect(codesOf(found)).toEqual([])
  })

  test('many values, and as many kept out', () => {
    const found = findings(`match:
  ${base}
  userAgent:
${lines(8000, (n) => `    - { prefix: agent-${n} }`)}
unless:
  userAgent:
${lines(8000, (n) => `    - { suffix: agent-${n} }`)}`)
    expect(codesOf(found)).toEqual(['unfilled-field'])
  })

  test('many names that are no events', () => {
    const found = findings(
      `match:\n  eventSource: s3.amazonaws.com\n  eventName:\n${lines(300, (n) => `    - PutBukkit${n}`)}`,
    )
    expect(new Set(codesOf(found))).toEqual(new Set(['unknown-event-name']))
  })

  test('many expressions', () => {
    const found = findings(
      `match:\n  eventSource: s3.amazonaws.com\n  eventName:\n${lines(200, (n) => `    - { matches: '(a*)*${n}x$' }`)}`,
    )
    expect(codesOf(found)).toContain('unknown-event-name')
  })

  test('many alternatives, each of several fields', () => {
    const found = findings(`match:
  ${base}
  any:
${lines(3000, (n) => `    - errorCode: A${n}\n      userAgent: B${n}\n      sourceIPAddress: C${n}`)}`)
    expect(codesOf(found)).toEqual([])
  })

  test('many exceptions, each of several fields', () => {
    const found = findings(`match:
  ${base}
unless:
${lines(60, (n) => `  - errorCode: A${n}\n    userAgent: B${n}\n    sourceIPAddress: C${n}`)}`)
    expect(codesOf(found)).toEqual([])
  })

  test('clauses within clauses', () => {
    const depth = 14
    const nested = lines(depth, (n) => {
      const indent = '  '.repeat(2 * n + 1)
      return `${indent}all:\n${indent}  - any: [{ errorCode: A${n} }, { userAgent: B${n} }]\n${indent}  - errorCode: { not: X${n} }`
    })
    const last = `${'  '.repeat(2 * depth + 1)}eventName: PutBucketPolicy`
    const text = nested.replaceAll(/(- errorCode: \{ not: X\d+ \})\n(\s+)all/g, '$1\n$2all')
    expect(findings(`match:\n${text}\n${last}`)).toBeDefined()
  })

  test('negation of negation', () => {
    const depth = 25
    const open = lines(depth, (n) => `${'  '.repeat(n + 1)}not:`)
    const found = findings(`match:\n${open}\n${'  '.repeat(depth + 1)}errorCode: A`)
    expect(codesOf(found)).toEqual(['needs-read-only-events'])
  })
})

test('many rules', () => {
  const files = Array.from({ length: 600 }, (_, n) =>
    ruleFile(
      `rule-${n}`,
      `match:\n  eventSource: iam.amazonaws.com\n  eventName: [CreateUser, DeleteUser]\n  requestParameters.userName: user-${n}\nunless:\n  - userIdentity.type: Root\n  - errorCode: { exists: true }`,
    ),
  )
  expect(findingsAmong(files)).toEqual([])
})

test('names of fields that objects have by themselves', () => {
  const found = findings(`match:
  eventSource: s3.amazonaws.com
  eventName: constructor
  requestParameters.__proto__.toString: hasOwnProperty`)
  expect(codesOf(found)).toEqual(['unknown-event-name'])
})
