/** Whether a rule still fires for what it did, where its lists are long. */
import { expect, test } from 'vitest'
import { narrowing } from '../../src/compare/narrowing.ts'
import type { Check, Predicate } from '../../src/ir/predicate.ts'
import type { Rule } from '../../src/ir/rule.ts'
import type { RulePlan } from '../../src/plan/manifest/rules.ts'
import { manifestOf, ruleOf } from '../plan/stage.ts'

const users = (count: number): Check[] =>
  Array.from(
    { length: count },
    (_, index): Check => ({
      op: 'equals',
      value: `arn:aws:iam::111122223333:user/user-${index}`,
    }),
  )

const networks = (count: number): Check[] =>
  Array.from(
    { length: count },
    (_, index): Check => ({
      op: 'cidr',
      network: `10.${Math.floor(index / 250)}.${index % 250}.0/24`,
    }),
  )

const anyOf = (path: string, of: readonly Check[]): Predicate => ({
  kind: 'block',
  fields: [{ path: path.split('.'), check: { op: 'any', of } }],
})

function planned(keys: Partial<Rule>): RulePlan {
  const [rule] = manifestOf({ rules: [ruleOf('a', keys)] }).rules
  if (rule === undefined) throw new Error('there is no rule')
  return rule
}

const both = (part: Predicate): Partial<Rule> => ({
  match: { kind: 'all', of: [ruleOf('a').match, part] },
})

test.each([
  ['userIdentity.arn', users, '"arn":"arn:aws:iam::111122223333:user/user-9999"'],
  ['sourceIPAddress', networks, '"sourceIPAddress":"10.39.249.'],
] as const)('ten thousand values of %s and one more or less', (path, of, example) => {
  const [less, more] = [anyOf(path, of(9_999)), anyOf(path, of(10_000))]
  expect(narrowing(planned({ unless: more }), planned({ unless: less }))).toBeUndefined()
  expect(narrowing(planned({ unless: less }), planned({ unless: more }))).toContain(example)
  expect(narrowing(planned(both(less)), planned(both(more)))).toBeUndefined()
  expect(narrowing(planned(both(more)), planned(both(less)))).toContain(example)
})

test('a list that is another one altogether', () => {
  const [was, is] = [users(600).slice(0, 300), users(600).slice(300)]
  expect(
    narrowing(
      planned(both(anyOf('userIdentity.arn', was))),
      planned(both(anyOf('userIdentity.arn', is))),
    ),
  ).toContain('user-0"')
})

test('what is asked of the same element may be asked of less', () => {
  const block = (...values: string[]): Predicate => ({
    kind: 'block',
    fields: values.map((value, index) => ({
      path: ['requestParameters', 'items', String.fromCharCode(97 + index)],
      check: { op: 'equals', value },
    })),
  })
  expect(narrowing(planned(both(block('1', '2'))), planned(both(block('1'))))).toBeUndefined()
  expect(narrowing(planned(both(block('1'))), planned(both(block('1', '2'))))).toBeDefined()
})
