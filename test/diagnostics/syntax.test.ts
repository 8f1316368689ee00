/** Common slips in YAML itself: told once, where they are, in words of the file and not of the parser. */
import { expect, test } from 'vitest'
import { readYaml } from '../../src/rule/yaml.ts'

const reported = (text: string): string[] =>
  readYaml('a.yaml', text).diagnostics.map(
    ({ span, message }) => `${span.start.line}:${span.start.column} ${message}`,
  )

test.each([
  ['a colon in a title', 'title: Trail: it stopped\nwhy: w\n', ['1:8 a mapping cannot start here']],
  [
    'a JSONPath without quotes in braces',
    'a: { b: $.x[*].y }\nc: d\ne: f\n',
    ['1:12 `[` is not allowed here'],
  ],
  ['a bracket left open', 'a: [x, y\nb: c\nd: e\n', ['2:1 a `[` before this place is not closed']],
  ['a brace left open', 'a: { b: c\nd: e\nf: g\n', ['2:1 a `{` before this place is not closed']],
  ['one bracket too many', 'a: [x]]\nb: c\nd: e\n', ['1:7 `]` is not allowed here']],
  ['a bracket from nowhere', 'a: ]\nb: c\n- d\n', ['1:4 `]` is not allowed here']],
  ['a double quote left open', 'a: "x\nb: c\n\nd: e\n', ['1:4 this quote is never closed']],
  ['a single quote left open', "a: b\nc: 'it''s\nd: e\n", ['2:4 this quote is never closed']],
  ['a lonely quote', 'a: "', ['1:4 this quote is never closed']],
  ['text after a quote', 'a: "b" c\nd: e\n', ['1:8 text is not allowed here']],
  ['a tab for indentation', 'a:\n\tb: c\n', ['2:1 a tab cannot be used for indentation']],
  [
    'a part that is not indented enough',
    'a:\n   b: c\n  d: e\n',
    ['3:1 this line is not indented like the lines before it'],
  ],
  ['a list beside a mapping', 'a: b\n- c\n', ['2:1 a key and its colon must be on one line']],
  ['a reserved character', 'a: @b\n', ['1:4 text without quotes cannot start with `@`']],
  ['a percent sign', 'a: %b\n', ['1:4 text without quotes cannot start with `%`']],
  ['an escape that means nothing', 'a: "\\d+"\n', ['1:5 `\\d` is not an escape sequence']],
  [
    'a block text that is not indented',
    'a: |\nb\nc: d\n',
    ['2:1 a key must have a colon after it'],
  ],
  [
    'two mistakes far from each other',
    'a: b: c\nd: e\nf: "\\q"\n',
    ['1:4 a mapping cannot start here', '3:5 `\\q` is not an escape sequence'],
  ],
])('%s', (_, text, says) => {
  expect(reported(text)).toEqual(says)
  expect(readYaml('a.yaml', text).root).toBeUndefined()
})

test('no sentence carries a name of the parser', () => {
  const parts = ['a', ':', '\n', '- ', '? ', '[', '}', ',', '"', '|', '---', '@', '\t']
  for (const one of parts)
    for (const two of parts)
      for (const three of parts)
        for (const line of reported(`k: v\n${one}${two}${three}\nx: y\n`))
          expect(line).not.toMatch(
            /-ind\b|-scalar|-start\b|-end\b|\btoken\b|YAML stream|implicit|flow |compact/i,
          )
})
