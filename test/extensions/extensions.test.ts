/**
 * Adding an operator, a backend, a responder or an alert format is one file (or folder) and one line, and
 * the type checker names every other file that must answer: those that CONTRIBUTING.md lists.
 */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Addition, placesNamed } from './named-places.ts'

const names = 'src/ir/names.ts'

const additions: Readonly<Record<string, Addition>> = {
  'An operator': {
    edits: [
      {
        file: 'src/ir/predicate.ts',
        find: "  | { readonly op: 'exists'; readonly present: boolean }",
        replace:
          "  | { readonly op: 'is-even'; readonly even: boolean }\n  | { readonly op: 'exists'; readonly present: boolean }",
      },
    ],
  },
  'A backend': {
    edits: [
      {
        file: names,
        find: "backends = ['event-pattern', 'metric-filter']",
        replace: "backends = ['event-pattern', 'metric-filter', 'lake-query']",
      },
    ],
  },
  'A responder': {
    edits: [
      {
        file: names,
        find: "  'deactivate-key',\n",
        replace: "  'deactivate-key',\n  'quarantine-instance',\n",
      },
    ],
  },
  'An alert format': {
    edits: [{ file: names, find: "'ocsf', 'asff'", replace: "'ocsf', 'asff', 'teams'" }],
  },
}

const page = readFileSync('CONTRIBUTING.md', 'utf8')

/** The files in the list under "`npm run check` names:" of a section, sorted. */
function promisedIn(title: string): readonly string[] {
  const section = page.slice(page.indexOf(`\n### ${title}\n`))
  const list = section.slice(section.indexOf('`npm run check` names:'))
  const [, items = ''] = /:\n\n((?:(?:- | {2}).*\n)+)/.exec(list) ?? []
  return [...items.matchAll(/^- `([^`]+)`/gm)].map(([, file = '']) => file).sort()
}

test('the code as it is has no error', () => {
  expect(placesNamed({ edits: [] })).toEqual([])
})

test('a checker that fails and names no file is an error, with what it wrote', () => {
  const edits = [
    { file: 'tsconfig.json', find: '"include": [', replace: '"include": ["x"], "x": [' },
  ]
  expect(() => placesNamed({ edits })).toThrow(
    /names no file:\nerror TS18003: No inputs were found/,
  )
})

describe.each(Object.entries(additions))('%s', (title, addition) => {
  test('makes the type checker name the files that CONTRIBUTING promises, and no others', () => {
    const promised = promisedIn(title)
    expect(promised.length).toBeGreaterThan(0)
    expect(promised.filter((file) => !existsSync(file))).toEqual([])
    expect(placesNamed(addition)).toEqual(promised)
  })
})
