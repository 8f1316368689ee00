import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../src/ir/json.ts'
import type { PolicyTest } from '../../src/ir/policy-test.ts'
import { policyFinding, policyHolds } from '../../src/policy-document/holds.ts'

const allow = (members: JsonObject): JsonObject => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', ...members }],
})
const account = '111122223333'
const user: PolicyTest = { grants: ['iam:PutUserPolicy'] }
const everywhere: PolicyTest = { ...user, everywhere: true }
const anything: PolicyTest = { grants: 'anything', everywhere: true }

test.each<[Json, boolean]>([
  ['iam:PutUserPolicy', true],
  ['IAM:putuserpolicy', true],
  ['iam:*', true],
  ['*', true],
  ['**', true],
  ['*:*', true],
  ['*:?*', true],
  ['iam:Put?serPolicy', true],
  [['s3:GetObject', 'iam:P*y'], true],
  ['iam:PutUserPolicy?', false],
  ['iam:PutRolePolicy', false],
  ['iam:', false],
  [[], false],
])('Action %j grants it: %s', (Action, holds) => {
  expect(policyHolds(allow({ Action, Resource: '*' }), user)).toBe(holds ? 'yes' : 'no')
  const excluded = policyHolds(allow({ NotAction: Action, Resource: '*' }), user)
  expect(excluded).toBe(holds ? 'no' : 'yes')
})

test.each<[Json, boolean]>([
  ['*', true],
  ['**', true],
  ['*:?*', true],
  ['?*:*', true],
  ['iam:*', false],
  ['*:Put*', false],
  [['iam:*', 's3:*'], false],
])('Action %j grants anything: %s', (Action, holds) => {
  expect(policyHolds(allow({ Action, Resource: '*' }), anything)).toBe(holds ? 'yes' : 'no')
})

test('all actions but some are anything', () => {
  expect(policyHolds(allow({ NotAction: 's3:GetObject', Resource: '*' }), anything)).toBe('yes')
})

describe.each<[string, readonly [Json, boolean][]]>([
  [
    'iam:PutUserPolicy',
    [
      ['*', true],
      ['**', true],
      ['arn:*', true],
      ['arn:aws:iam::*:*', true],
      [`arn:aws:iam::${account}:*`, true],
      [`arn:aws:iam::${account}:user/*`, true],
      ['arn:aws:iam::11112222333?:user/*', true],
      ['arn:*:iam::*:user/?*', true],
      ['arn:aws*user*', true],
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM
      ['arn:aws:iam::${aws:PrincipalAccount}:user/*', true],
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM
      ['arn:aws:iam::111122223333:user/${aws:username}', false],
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM
      ['${*}', false],
      [`arn:aws:iam::${account}:role/*`, false],
      [`arn:aws:iam::${account}:user/ci/*`, false],
      [`arn:aws:iam::${account}:user/ann`, false],
      ['arn:aws:s3:::*', false],
      [['arn:aws:s3:::*', '*'], true],
      [[], false],
    ],
  ],
  [
    'iam:PassRole',
    [
      ['arn:aws:iam::*:role/*', true],
      ['arn:aws:iam::*:user/*', false],
    ],
  ],
  [
    's3:GetObject',
    [
      ['arn:aws:s3:::*', true],
      ['arn:aws:s3:::*/*', true],
      ['arn:aws:s3:::example/*', false],
    ],
  ],
  [
    's3:ListBucket',
    [
      ['arn:aws:s3:::*', true],
      ['arn:aws:s3:::*/*', false],
    ],
  ],
  [
    'lambda:UpdateFunctionCode',
    [
      ['arn:aws:lambda:*:*:function:*', true],
      ['arn:aws:lambda:eu-west-1:111122223333:function:*', true],
      ['arn:aws:lambda:*:*:function:billing', false],
      ['arn:aws:lambda:*:*:function:dev-*', false],
    ],
  ],
  ['sts:AssumeRole', [['arn:aws:iam::*:role/*', true]]],
  ['sqs:SendMessage', [['arn:aws:sqs:*:*:*', true]]],
])('%s', (action, rows) => {
  test.each(rows)('on %j is everywhere: %s', (Resource, holds) => {
    const wanted: PolicyTest = { grants: [action], everywhere: true }
    expect(policyHolds(allow({ Action: action, Resource }), wanted)).toBe(holds ? 'yes' : 'no')
  })
})

test.each<[Json, boolean]>([
  ['*', true],
  ['arn:aws:*:*:*:*', true],
  [`arn:aws:*:*:${account}:*`, true],
  ['arn:aws:s3:::*', false],
  ['arn:aws:iam::*:user/*', false],
])('anything on %j is everywhere: %s', (Resource, holds) => {
  expect(policyHolds(allow({ Action: '*', Resource }), anything)).toBe(holds ? 'yes' : 'no')
})

test.each<[Json, boolean]>([
  ['arn:aws:s3:::example', true],
  [`arn:aws:iam::${account}:user/ann`, true],
  [`arn:aws:iam::${account}:*`, true],
  ['*', false],
  ['arn:aws:iam::*:user/*', false],
  [[], true],
])('everything but %j is everywhere: %s', (NotResource, holds) => {
  expect(policyHolds(allow({ Action: '*', NotResource }), everywhere)).toBe(holds ? 'yes' : 'no')
})

test('a statement without resources is about all of them', () => {
  expect(policyHolds(allow({ Action: '*' }), everywhere)).toBe('yes')
  expect(policyHolds(allow({ Action: '*' }), { everywhere: true })).toBe('yes')
})

test('without actions in the test, any type of resource counts', () => {
  const any: PolicyTest = { everywhere: true }
  expect(policyHolds(allow({ Resource: 'arn:aws:s3:::*' }), any)).toBe('yes')
  expect(policyHolds(allow({ Resource: 'arn:aws:iam::*:role/*' }), any)).toBe('yes')
  expect(policyHolds(allow({ Resource: 'arn:aws:iam::*:role/ci' }), any)).toBe('no')
  expect(policyHolds(allow({ NotResource: 'arn:aws:iam::*:role/ci' }), any)).toBe('yes')
})

test('in version 2008-10-17 a variable is plain text', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: plain text here
  const Statement = [{ Effect: 'Allow', Action: '*', Resource: 'arn:aws:iam::${*}:user/*' }]
  expect(policyHolds({ Version: '2008-10-17', Statement }, everywhere)).toBe('yes')
})

test('one statement has to grant both', () => {
  const Statement = [
    { Effect: 'Allow', Action: 'iam:*', Resource: `arn:aws:iam::${account}:user/ann` },
    { Effect: 'Allow', Action: 's3:*', Resource: '*' },
  ]
  expect(policyHolds({ Statement }, everywhere)).toBe('no')
  expect(policyFinding({ Statement }, user).statement).toBe(Statement[0])
})

test('a Deny grants nothing', () => {
  const Statement = [{ Effect: 'Deny', Action: '*', Resource: '*' }]
  expect(policyHolds({ Statement }, user)).toBe('no')
})

test.each<[Json[], boolean]>([
  [[{ Effect: 'Deny', Action: '*', Resource: '*' }], true],
  [[{ Effect: 'Deny' }, { Effect: 'Allow' }], false],
  [[], false],
])('%j only denies: %s', (Statement, holds) => {
  expect(policyHolds({ Statement }, { onlyDenies: true })).toBe(holds ? 'yes' : 'no')
})
