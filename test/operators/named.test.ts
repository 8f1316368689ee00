/** What an operator owes besides its code: cases of the language, and a place in its page. */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { operatorNames } from '../../src/operators/operators.ts'

const page = readFileSync('docs/language.md', 'utf8')

const cases = globSync('test/conformance/*.yaml').flatMap(
  (file) => parse(readFileSync(file, 'utf8')) as { readonly match: unknown }[],
)

/** Every key in a block, at any depth. */
const keysIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap(keysIn)]
    : []

test.each(operatorNames)('%s is explained in docs/language.md', (name) => {
  expect(page).toMatch(RegExp(`\`(?:[^\`]* )?${name}(?: [^\`]*)?\``))
})

test.each(operatorNames)('%s has cases of the language, some under `not`', (name) => {
  const mine = cases.filter(({ match }) => keysIn(match).includes(name))
  expect(mine.length).toBeGreaterThan(2)
  expect(mine.some(({ match }) => keysIn(match).includes('not'))).toBe(true)
})
