/** Which packages a rule set needs: asked of the rules as they are deployed. */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Predicate } from '../../src/ir/predicate.ts'
import type { DeployedRule, Exception, Rule } from '../../src/ir/rule.ts'
import { type RulesetModule, rulesetModule } from '../../src/ruleset/module.ts'
import { packagesFor } from '../../src/ruleset/needs.ts'
import { ruleFor } from '../detect/rules.ts'

const matching = (regex: string): Predicate => ({
  kind: 'block',
  fields: [{ path: ['userAgent'], check: { op: 'matches', regex } }],
})
const regex = matching('^aws-cli/1\\.')
const plain: Predicate = {
  kind: 'block',
  fields: [{ path: ['userAgent'], check: { op: 'prefix', text: 'matches' } }],
}
const within: Predicate = {
  kind: 'all',
  of: [
    plain,
    {
      kind: 'not',
      of: {
        kind: 'block',
        fields: [
          {
            path: ['userAgent'],
            check: {
              op: 'any',
              of: [
                { op: 'exists', present: false },
                { op: 'not', of: { op: 'matches', regex: 'x' } },
              ],
            },
          },
        ],
      },
    },
  ],
}

const exception = (match: Predicate): Exception => ({
  rules: '*',
  match,
  reason: 'known',
  owner: 'us',
  expires: '2027-01-01',
})
const titled = (title: string | undefined, ...paths: string[]) =>
  ruleFor('titled', 'Test', {
    alert: { title, fields: paths.map((path) => ({ label: path, path })) },
  })

test.each<[string, DeployedRule[], Exception[], string[]]>([
  ['nothing', [], [], []],
  ['a rule without either', [ruleFor('a', 'Test')], [exception(plain)], []],
  ['a match', [ruleFor('a', 'Test'), ruleFor('b', 'Test', { match: regex })], [], ['re2js']],
  ['what is deep in a match', [ruleFor('a', 'Test', { match: within })], [], ['re2js']],
  ['an unless', [ruleFor('a', 'Test', { unless: regex })], [], ['re2js']],
  ['an exception', [ruleFor('a', 'Test')], [exception(within)], ['re2js']],
  ['a rule on logs', [ruleFor('a', 'Test', { via: 'metric-filter', match: regex })], [], ['re2js']],
  ['a staged rule', [ruleFor('a', 'Test', { status: 'staged', match: regex })], [], ['re2js']],
  [
    'texts that only look like it',
    [ruleFor('matches', 'matches', { why: '"op":"matches"', title: '{$..*}' })],
    [],
    [],
  ],
  [
    'plain steps',
    [titled(`{$.a.b['c-d'][0]["e"]} of {$.f[*]} in {$..g}`, '$.a', '$.requestParameters..*')],
    [],
    [],
  ],
  ['other signs in a title', [titled("by {$.a['b.c']}")], [], ['jsonpath-plus']],
  ['other signs in a field', [titled(undefined, '$.a', "$.a['b c']")], [], ['jsonpath-plus']],
  [
    'both',
    [titled("{$['a:b']}"), ruleFor('b', 'Test', { match: regex })],
    [],
    ['re2js', 'jsonpath-plus'],
  ],
])('%s', (_, rules, exceptions, expected) => {
  expect(packagesFor(rules, exceptions)).toEqual(expected)
})

test('the rule set says it of what is in it: a disabled rule is not', async () => {
  const needsOf = async (rules: readonly DeployedRule[]) => {
    const text = rulesetModule(
      rules.map((each): Rule => ({ ...each, tests: [] })),
      [],
      'v1',
    )
    const url = `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`
    return ((await import(url)) as RulesetModule).needs
  }
  const disabled = ruleFor('a', 'Test', { match: regex, status: 'disabled' })
  expect(await needsOf([ruleFor('b', 'Test'), disabled])).toEqual([])
  expect(await needsOf([ruleFor('b', 'Test'), { ...disabled, status: 'enabled' }])).toEqual([
    're2js',
  ])
})

test('the packages are used where they are looked for, and nowhere else', () => {
  const users = globSync('{src,functions}/**/*.ts').filter((file) =>
    /from '(?:re2js|jsonpath-plus)'/.test(readFileSync(file, 'utf8')),
  )
  expect(users.toSorted()).toEqual([
    'src/alert/pick.ts',
    // Reads filter patterns, which no function does (test/functions/bundles.test.ts).
    'src/cloudwatch-logs/regex.ts',
    'src/operators/matches.ts',
  ])
})
