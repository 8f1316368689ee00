/** The principals of a stage: what is no role or user of its account is refused. */
import { expect, test } from 'vitest'
import type { AccountConfig } from '../../src/plan/config.ts'
import { plan } from '../../src/plan/plan.ts'
import { config, manifestOf, ruleOf } from './stage.ts'

const account = '111122223333'
const deployRole = `arn:aws:iam::${account}:role/deploy`

const withAccount = (keys: Partial<AccountConfig>) => ({
  rules: [ruleOf('a')],
  exceptions: [],
  stage: 'production',
  config: { ...config, accounts: { production: { account, deployRole, ...keys } } },
})

const problemsOf = (keys: Partial<AccountConfig>) =>
  plan(withAccount(keys)).problems.map(({ level, message, at }) => [
    level,
    message,
    at.kind === 'config' ? at.keys.join('.') : '',
  ])

const operator = `arn:aws:iam::${account}:role/team/oncall`

test('operators are in the plan, each once', () => {
  const user = `arn:aws:iam::${account}:user/ann@example.com`
  const operators = [user, operator, user]
  expect(problemsOf({ operators })).toEqual([])
  expect(manifestOf(withAccount({ operators })).operators).toEqual([operator, user])
  expect(manifestOf(withAccount({})).operators).toEqual([])
})

test.each([
  ['a wildcard', `arn:aws:iam::${account}:role/*`],
  ['one character of any kind', `arn:aws:iam::${account}:role/oncall-?`],
  ['a session', `arn:aws:sts::${account}:assumed-role/oncall/ann`],
  ['the account', `arn:aws:iam::${account}:root`],
  ['a group', `arn:aws:iam::${account}:group/oncall`],
  ['another partition', `arn:aws-cn:iam::${account}:role/oncall`],
])('an operator that is %s is refused at its place', (_, arn) => {
  expect(problemsOf({ operators: [operator, arn] })).toEqual([
    ['error', `\`${arn}\` is not the ARN of a role or a user`, 'accounts.production.operators.1'],
  ])
})

test('a principal of another account is refused', () => {
  const foreign = 'arn:aws:iam::444455556666:role/deploy'
  const message = `\`${foreign}\` does not belong to the account of the stage \`production\``
  expect(problemsOf({ operators: [foreign], deployRole: foreign })).toEqual([
    ['error', message, 'accounts.production.deployRole'],
    ['error', message, 'accounts.production.operators.0'],
  ])
})

test('a stage without a deploying role is told what remains open', () => {
  expect(problemsOf({ deployRole: undefined })).toEqual([
    [
      'warning',
      'the stage `production` has no `deployRole`, so everyone with enough IAM permissions can change its queues, topics and tables',
      'accounts.production',
    ],
  ])
})

test('more operators than the policy of a queue holds', () => {
  const operators = Array.from({ length: 100 }, (_, index) => `${operator}-${index}`)
  expect(problemsOf({ operators })).toEqual([
    [
      'error',
      expect.stringMatching(
        /^the plan has [\d,]+ bytes in the policy of the queue \S+, but AWS allows 8,192$/,
      ),
      'accounts.production',
    ],
  ])
})
