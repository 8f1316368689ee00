import { expect, test } from 'vitest'
import { actorPath } from '../../src/ir/path.ts'
import { read, ruleText } from './reported.ts'

const paths = (fields: Parameters<typeof ruleText>[0]) => {
  const { rules, diagnostics } = read(ruleText(fields))
  const rule = rules[0]?.rule
  const match = rule?.match.kind === 'block' ? rule.match.fields.map(({ path }) => path) : []
  return { match, by: rule?.threshold?.by, codes: diagnostics.map(({ code }) => code) }
}

const threshold = '{ count: 2, within: 1h, by: [actor], distinct: actor }'

test.each(['cloudtrail', 'insight'])('`actor` is computed on %s', (on) => {
  const found = paths({ on, match: '{ actor: ann }', threshold })
  expect(found.match).toEqual([actorPath])
  expect(found.by).toEqual([actorPath])
})

test.each(['guardduty', 'config', '{ source: aws.health, detail-type: AWS Health Event }'])(
  '`actor` is a field of the record on %s',
  (on) => {
    expect(paths({ on, match: '{ actor: ann }' }).match).toEqual([['actor']])
  },
)

test('a path cannot start at the root of computed values', () => {
  expect(paths({ match: `{ '"$".actor': ann }` }).codes).toContain('bad-path')
})

test('`{actor}` needs records of calls', () => {
  const alert = "{ title: '{actor} did it' }"
  expect(paths({ match: '{ eventName: A }', alert }).codes).not.toContain('bad-json-path')
  const on = 'guardduty'
  expect(paths({ on, match: '{ severity: 8 }', alert }).codes).toContain('bad-json-path')
})
