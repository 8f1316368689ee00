/** Two documents are equal exactly when they have the same meaning. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  canonicalDocument,
  decodeDocument,
} from '../../../../src/respond/history/iam/policy-document.ts'
import { probe } from '../../../probes/probe.ts'

const statement = (more: object) => ({
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource: '*',
  ...more,
})
const document = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements })

describe('equal', () => {
  test.each<[string, unknown, unknown]>([
    [
      'keys in another order',
      document(statement({})),
      {
        Statement: [{ Resource: '*', Action: 's3:GetObject', Effect: 'Allow' }],
        Version: '2012-10-17',
      },
    ],
    [
      'one statement or a list of it',
      document(statement({})),
      { Version: '2012-10-17', Statement: statement({}) },
    ],
    [
      'one action or a list of it',
      document(statement({})),
      document(statement({ Action: ['s3:GetObject'] })),
    ],
    [
      'actions in another order, and twice',
      document(statement({ Action: ['a:B', 'c:D'] })),
      document(statement({ Action: ['c:D', 'a:B', 'c:D'] })),
    ],
    ['case of actions', document(statement({})), document(statement({ Action: 'S3:getobject' }))],
    ['a statement twice', document(statement({})), document(statement({}), statement({}))],
    [
      'statements in another order',
      document(statement({}), statement({ Sid: 'x' })),
      document(statement({ Sid: 'x' }), statement({})),
    ],
    ['an Id', document(statement({})), { ...document(statement({})), Id: 'x' }],
    [
      'the version that is meant by none',
      { Version: '2008-10-17', Statement: [] },
      { Statement: [] },
    ],
    [
      'an account and its root',
      document(statement({ Principal: { AWS: '111122223333' } })),
      document(statement({ Principal: { AWS: ['arn:aws:iam::111122223333:root'] } })),
    ],
    [
      'true and "true"',
      document(statement({ Condition: { Bool: { 'aws:SecureTransport': true } } })),
      document(statement({ Condition: { Bool: { 'aws:SecureTransport': ['true'] } } })),
    ],
  ])('%s', (_name, a, b) => {
    expect(canonicalDocument(JSON.stringify(a))).toBe(canonicalDocument(JSON.stringify(b)))
  })
})

describe('not equal', () => {
  test.each<[string, object, object]>([
    [
      'another version',
      document(statement({})),
      { ...document(statement({})), Version: '2008-10-17' },
    ],
    [
      'case of a resource',
      document(statement({ Resource: 'arn:aws:s3:::A' })),
      document(statement({ Resource: 'arn:aws:s3:::a' })),
    ],
    [
      'everybody and an account',
      document(statement({ Principal: '*' })),
      document(statement({ Principal: { AWS: '111122223333' } })),
    ],
    [
      'one more action',
      document(statement({})),
      document(statement({ Action: ['s3:GetObject', 's3:*'] })),
    ],
    [
      'a condition less',
      document(statement({})),
      document(statement({ Condition: { Bool: { x: 'true' } } })),
    ],
    ['another Sid', document(statement({ Sid: 'a' })), document(statement({ Sid: 'b' }))],
  ])('%s', (_name, a, b) => {
    expect(canonicalDocument(JSON.stringify(a))).not.toBe(canonicalDocument(JSON.stringify(b)))
  })
})

test('documents are read URL-encoded or raw', () => {
  const text = JSON.stringify(document(statement({ Resource: 'arn:aws:s3:::100%25/a+b é' })))
  expect(decodeDocument(encodeURIComponent(text))).toBe(text)
  expect(decodeDocument(text)).toBe(text)
})

test('canonical text is canonical, and of any text at all there is one', () => {
  void fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      const once = canonicalDocument(text)
      expect(canonicalDocument(once)).toBe(once)
    }),
    probe('respond/policy-document/any-text', { short: 100, long: 20_000 }),
  )
})

test('a document nested beyond reason is compared as text', () => {
  const deep = `{"Statement":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  expect(canonicalDocument(deep)).toBe(deep)
})
