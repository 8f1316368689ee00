/** The glossary of CONTRIBUTING: one meaning for each term, and a place in the code that exists. */
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const page = readFileSync('CONTRIBUTING.md', 'utf8')
const [, section = ''] = /\n## Glossary\n([\s\S]*?)(?=\n## )/.exec(page) ?? []

const terms = [...section.matchAll(/^\| (.+?) \| (.+?) \| (.+?) \|$/gm)]
  .map(([, term = '', meaning = '', where = '']) => ({ term, meaning, where }))
  .filter(({ term }) => term !== 'word' && !term.startsWith('--'))

/** Terms without code: they are reserved. */
const reserved = 'not built yet'

test('there are terms', () => {
  expect(terms.length).toBeGreaterThan(25)
})

test('every term has one row', () => {
  expect(new Set(terms.map(({ term }) => term)).size).toBe(terms.length)
})

test('every term is in a file or folder that exists', () => {
  const missing = terms.filter(({ where }) => {
    const [, path] = /^`([^`]+)`$/.exec(where) ?? []
    return path === undefined ? where !== reserved : !existsSync(path)
  })
  expect(missing).toEqual([])
})
