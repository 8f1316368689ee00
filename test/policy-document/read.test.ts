import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PolicyTest } from '../../src/ir/policy-test.ts'
import { policyFinding, policyHolds } from '../../src/policy-document/holds.ts'
import { readPolicy, type Unreadable } from '../../src/policy-document/read.ts'
import { repeatsKey } from '../../src/policy-document/repeated-key.ts'
import { probe } from '../probes/probe.ts'

const grants: PolicyTest = { grants: ['iam:PutUserPolicy'], everywhere: true }
const plain = '{"Statement":[{"Effect":"Allow","Action":"iam:*","Resource":"*"}]}'
const encoded = encodeURIComponent(plain)

test.each([
  ['plain', plain],
  ['with spaces', ` \n${plain.replaceAll('":', '" : ')}\t`],
  ['one statement without a list', plain.replace(/[[\]]/g, '')],
  ['in other letter case', plain.replace('Statement', 'sTATEMENT').replace('Action', 'action')],
  ['with an escaped star', plain.replaceAll('*', '\\u002a')],
  ['with an escaped key', plain.replace('Action', 'Ac\\u0074ion')],
  ['percent-encoded', encoded],
  ['percent-encoded in small letters', encoded.replaceAll('%7B', '%7b')],
])('%s', (_, text) => {
  expect(policyHolds(text, grants)).toBe('yes')
  expect(policyHolds(text.replace('Allow', 'Deny'), grants)).toBe('no')
})

test('an object', () => {
  expect(policyHolds(JSON.parse(plain), grants)).toBe('yes')
})

const deep = (levels: number) => `{"Statement":[],"a":${'['.repeat(levels)}${']'.repeat(levels)}}`

describe.each<[Unreadable, readonly string[]]>([
  [
    'no JSON',
    [plain.slice(0, -3), 'grant all', '{', encodeURIComponent(encoded), '%7B%', `${plain}x`],
  ],
  [
    'repeated key',
    [
      plain.replace('"Action"', '"Action":"s3:*","Action"'),
      plain.replace('"Action"', '"Action":"s3:*","\\u0041ction"'),
      plain.replace('"Action"', '"Action":"s3:*","action"'),
      plain.replace('{"St', '{"statement":[],"St'),
      plain.replace('"Allow"', '"Allow","Condition":{"Bool":{},"bool":{}}'),
    ],
  ],
  ['too deep', [deep(40), deep(50_000)]],
  [
    'no policy',
    [
      '{}',
      '[]',
      '"text"',
      '{"Statement":7}',
      '{"Statement":["*"]}',
      plain.replace('Allow', 'allow'),
      plain.replace('"Effect":"Allow",', ''),
      plain.replace('"iam:*"', '7'),
      plain.replace('"iam:*"', '["iam:*",{}]'),
      plain.replace('"Action"', '"NotAction":"s3:*","Action"'),
      plain.replace('"Resource"', '"NotResource":"*","Resource"'),
      plain.replace('"Resource"', '"Principal":"everybody","Resource"'),
      plain.replace('"Resource"', '"Principal":{"Account":"*"},"Resource"'),
      plain.replace('"Resource"', '"Principal":"*","NotPrincipal":"*","Resource"'),
      plain.replace('"Resource"', '"Condition":[],"Resource"'),
      plain.replace('"Resource"', '"Condition":{"Bool":{"a":[{}]}},"Resource"'),
    ],
  ],
])('%s: nobody knows what it grants', (why, texts) => {
  test.each(texts.map((text) => [text.slice(0, 100), text]))('%s', (_, text) => {
    expect(policyFinding(text, grants)).toEqual({ result: 'undecided', unreadable: why })
    expect(policyHolds(text, { onlyDenies: true })).toBe('undecided')
  })
})

test.each([[''], ['  '], [null], [7], [true]])('%j is no policy, and decided', (value) => {
  expect(policyHolds(value, grants)).toBe('no')
  expect(policyHolds(value, { onlyDenies: true })).toBe('no')
})

test('an object as deep as IAM allows is read', () => {
  expect(readPolicy(deep(30)).kind).toBe('document')
})

test('keys are compared in their own object', () => {
  expect(repeatsKey('{"a":{"b":"b"},"b":[{"b":1},{"b":"}\\"{"}]}')).toBe(false)
  expect(repeatsKey('{"a":[{"b":1,"c":"\\\\","b":2}]}')).toBe(true)
})

test('any text and any JSON gets an answer', () => {
  const any = fc.oneof(fc.string(), fc.json(), fc.json().map(encodeURIComponent))
  fc.assert(
    fc.property(any, (text) => {
      expect(['yes', 'no', 'undecided']).toContain(policyHolds(text, grants))
    }),
    probe('policy-document/anything', { short: 500, long: 100_000 }),
  )
})

test('a document as long as CloudTrail records one is decided at once', () => {
  const stars = '*a'.repeat(15_000)
  const text = JSON.stringify({
    Statement: [{ Effect: 'Allow', Action: [stars, 'iam:*'], Resource: [stars, `${stars}/x`] }],
  })
  const startedMs = performance.now()
  expect(policyHolds(text, grants)).toBe('no')
  expect(performance.now() - startedMs).toBeLessThan(2000)
})
