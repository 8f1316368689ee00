import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { withStatedTitle } from '../../src/rule/stated-title.ts'
import { probe } from '../probes/probe.ts'

const title = "it's: # {x}"
const line = "alert: { title: 'it''s: # {x}' }"

describe('a title is added to a test, and nothing else changes', () => {
  test.each([
    [
      'before comments that follow',
      'id: x\ntests:\n  - fires: a # c\n    event: f # d\n\n  # of b\n  - quiet: b\n    event: g\n',
      `id: x\ntests:\n  - fires: a # c\n    event: f # d\n    ${line}\n\n  # of b\n  - quiet: b\n    event: g\n`,
    ],
    [
      'after a nested event',
      'tests:\n- fires: a\n  event:\n    a: 1\n    b: [x,\n      y] # c\n- quiet: b\n',
      `tests:\n- fires: a\n  event:\n    a: 1\n    b: [x,\n      y] # c\n  ${line}\n- quiet: b\n`,
    ],
    ['at the end of a file', 'tests:\n  - fires: a', `tests:\n  - fires: a\n    ${line}`],
    [
      'with its line ends',
      'tests:\r\n  - fires: a\r\n',
      `tests:\r\n  - fires: a\r\n    ${line}\r\n`,
    ],
    [
      'in braces',
      'tests: [{ fires: a }, { quiet: b }]\n',
      `tests: [{ fires: a, ${line} }, { quiet: b }]\n`,
    ],
    [
      'after a text of several lines',
      'tests:\n  - fires: |\n      a\n      b\n  - quiet: b\n',
      `tests:\n  - fires: |\n      a\n      b\n    ${line}\n  - quiet: b\n`,
    ],
    [
      'after a list',
      'tests:\n  - fires: a\n    x:\n      - 1\n      - y: null\n',
      `tests:\n  - fires: a\n    x:\n      - 1\n      - y: null\n    ${line}\n`,
    ],
    [
      'to an alert in braces',
      'tests:\n  - fires: a\n    alert: { count: 2 }\n',
      "tests:\n  - fires: a\n    alert: { title: 'it''s: # {x}', count: 2 }\n",
    ],
    [
      'to an alert without braces',
      'tests:\n  - fires: a\n    alert:\n      count: 2 # n\n',
      "tests:\n  - fires: a\n    alert:\n      title: 'it''s: # {x}'\n      count: 2 # n\n",
    ],
  ])('%s', (_, text, expected) => expect(withStatedTitle(text, 0, title)?.text).toBe(expected))

  test('in the test that is meant, with its line', () => {
    const text = 'tests:\n  - quiet: b\n  - fires: a\n  - fires: c\n'
    expect(withStatedTitle(text, 1, 'T')).toEqual({
      text: "tests:\n  - quiet: b\n  - fires: a\n    alert: { title: 'T' }\n  - fires: c\n",
      line: 4,
    })
  })
})

test('any title is read as it was written, and is visible', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (any) => {
      const { text } = withStatedTitle('tests:\n  - fires: a\n', 0, any) ?? { text: '' }
      expect(parse(text)).toEqual({ tests: [{ fires: 'a', alert: { title: any } }] })
      expect(text).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}]/u)
    }),
    probe('rule/stated-title/any-title', { short: 50, long: 20_000 }),
  )
})

test.each([
  ['no such test', 'tests: []\n'],
  ['no mapping', 'tests: [5]\n'],
  ['an alert without keys', 'tests: [{ fires: a, alert: {} }]\n'],
  ['broken YAML', 'tests: [{ fires: a }\n'],
])('a file is not edited: %s', (_, text) => expect(withStatedTitle(text, 0, title)).toBeUndefined())
