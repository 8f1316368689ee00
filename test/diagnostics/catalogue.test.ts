/** The catalogue is the one place for sentences, and has none that nobody uses. */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const sources = globSync('{src,infra,functions,scripts}/**/*.ts').map((file) => ({
  file,
  text: readFileSync(file, 'utf8'),
}))
const isCatalogue = (file: string): boolean => file.startsWith('src/diagnostics/catalogue/')
const outside = sources.filter(({ file }) => !isCatalogue(file))
const filesWith = (pattern: RegExp): readonly string[] =>
  outside.filter(({ text }) => pattern.test(text)).map(({ file }) => file)

test('refusals and what cannot be answered are made in the catalogue alone', () => {
  expect(filesWith(/new (?:CannotAnswer|Uncompilable)\(/)).toEqual([])
})

test('diagnostics are made in the catalogue alone', () => {
  // A problem of a plan becomes a diagnostic there: its sentences are of the catalogue.
  expect(filesWith(/diagnostics\/constructors\.ts'|'\.\/constructors\.ts'/)).toEqual([
    'src/diagnostics/plan-problem.ts',
  ])
  expect(
    filesWith(/import [^;]*?\b(?:error|warning)\b[^;]*? from '[^']*plan-problem\.ts'/),
  ).toEqual([])
})

test('no sentence is passed to a function of the catalogue', () => {
  const imported = outside.flatMap(({ file, text }) => {
    const names = [
      ...text.matchAll(/import \{([^}]*)\} from '[^']*diagnostics\/catalogue\/[^']*'/g),
    ]
      .flatMap(([, list = '']) => list.split(','))
      .map((name) => name.trim().replace(/^.* as /, ''))
      .filter((name) => name !== '' && !name.startsWith('type '))
    return names.map((name) => ({ file, text, name }))
  })
  expect(imported.length).toBeGreaterThan(200)
  const passing = imported.filter(({ text, name }) =>
    new RegExp(`\\b${name}\\([^()]*['\`][^'\`\\n]*[a-z] [a-z]+ [a-z][^'\`\\n]*['\`]`).test(text),
  )
  expect(passing.map(({ file, name }) => `${file}: ${name}`)).toEqual([])
})

test('every sentence of the catalogue is used', () => {
  const exported = sources
    .filter(({ file }) => isCatalogue(file))
    .flatMap(({ file, text }) =>
      [...text.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name = '']) => ({
        file,
        name,
      })),
    )
  expect(exported.length).toBeGreaterThan(250)
  const unused = exported.filter(({ file, name }) => {
    const word = new RegExp(`\\b${name}\\b`)
    return !sources.some((other) => other.file !== file && word.test(other.text))
  })
  expect(unused.map(({ file, name }) => `${file}: ${name}`)).toEqual([])
})
