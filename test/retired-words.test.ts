/**
 * Keeps some everyday words out of names. Each of them stood for several things in this code, and a
 * reader could not look them up. CONTRIBUTING.md has the glossary of the words to use.
 */
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { declaredNames } from './support/declared-names.ts'

/** A word, and what to say instead. */
const instead: Readonly<Record<string, string>> = {
  ...words('way ways', 'disjunct, step or target'),
  ...words('tell tells telling tellings told', 'report, announce or state'),
  ...words('ask asks asked asking', 'test, request or call'),
  ...words('say says said saying', 'the noun of the thing, or text'),
  ...words('stand stands standing stood', 'state, live or deployed'),
  ...words('doubt doubts', 'check'),
  ...words('reckon reckoning', 'replay'),
  ...words('journey', 'execution'),
  ...words('course', 'progress'),
  ...words('excuse excuses excused', 'reason'),
  ...words('spared', 'exempt'),
  ...words('bury buried', 'dead letter'),
  ...words('behind', 'cause, or late'),
  ...words('alone', 'single, only or ungrouped'),
  ...words('through', 'run, or via'),
  ...words('begun over', 'start or end'),
  ...words('face faces', 'representative'),
  ...words('twin twins', 'same field'),
  ...words('living', 'satisfiable'),
  ...words('theatre', 'run'),
  ...words('most', 'max'),
  ...words('least', 'min'),
}

function words(retired: string, say: string): Readonly<Record<string, string>> {
  return Object.fromEntries(retired.split(' ').map((word) => [word, say]))
}

/** Types that were several types under one name, and what to say instead. */
const retiredTypes: Readonly<Record<string, string>> = {
  Refusal: 'Uncompilable, JsonSyntaxError or NoPlan',
  Clause: 'Conjunction, or PlacedField',
  Atom: 'RequiredLiteral, or a leaf',
}

const retiredFiles: readonly string[] = ['decide.ts', 'message.ts', 'links.ts', 'history.ts']

/** Names that stay. `in` is the beginning of a path. */
interface Exception {
  readonly in: string
  /** All names if undefined. */
  readonly names?: readonly string[]
  readonly why: string
}

const exceptions: readonly Exception[] = [
  {
    in: 'src/respond/contract/stored-form.ts',
    names: ['course', 'tell', 'told', 'asked'],
    why: 'attributes of response records of form 1',
  },
  {
    in: 'src/detect/memory-codec.ts',
    names: ['standing', 'told', 'tellings'],
    why: 'attributes of items in the state table',
  },
  {
    in: 'src/detect/alarm/alarm-item.ts',
    names: ['askedLook', 'isBlindTold'],
    why: 'attributes of items in the state table',
  },
  { in: 'src/rule/schema/scenario.ts', names: ['says'], why: 'a key of scenario files' },
  { in: 'src/alert/finding.ts', names: ['Says'], why: 'a label in alerts, for people' },
  { in: 'src/', names: ['over-quota', 'overQuota'], why: 'a problem of plans, and its code' },
  { in: 'src/', names: ['hubAlone'], why: 'a problem of plans: the hub is the only account' },
]

const files = globSync('{src,functions,infra,packages,scripts,bench}/**/*.ts', {
  exclude: ['**/node_modules/**'],
}).sort()

/** `askedNames` → `asked`, `names`; `ARN_OF` → `arn`, `of`. */
const wordsIn = (name: string): readonly string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)

interface Finding {
  readonly file: string
  readonly name: string
  readonly say: string
}

/** The retired words in the name of a file, and in the names that it declares. */
function findingsIn(file: string, text: string): readonly Finding[] {
  const say = (name: string) => {
    const word = wordsIn(name).find((each) => Object.hasOwn(instead, each))
    if (word !== undefined) return instead[word]
    return Object.hasOwn(retiredTypes, name) ? retiredTypes[name] : undefined
  }
  const fileName = basename(file)
  const ofFile = retiredFiles.includes(fileName) ? 'a name that says of what' : say(fileName)
  return [
    ...(ofFile === undefined ? [] : [{ file, name: fileName, say: ofFile }]),
    ...[...declaredNames(text)].flatMap((name) => {
      const found = say(name)
      return found === undefined ? [] : [{ file, name, say: found }]
    }),
  ]
}

const covers = (exception: Exception, { file, name }: Finding): boolean =>
  file.startsWith(exception.in) && (exception.names?.includes(name) ?? true)

const allFindings = files.flatMap((file) => findingsIn(file, readFileSync(file, 'utf8')))

test('no name has a retired word', () => {
  expect(files.length).toBeGreaterThan(600)
  const found = allFindings
    .filter((finding) => !exceptions.some((exception) => covers(exception, finding)))
    .map(({ file, name, say }) => `${file}: \`${name}\`: say ${say}`)
  expect(found).toEqual([])
})

test('every exception is needed', () => {
  const idle = exceptions.filter(
    (exception) => !allFindings.some((finding) => covers(exception, finding)),
  )
  expect(idle).toEqual([])
})

/** One retired word in each kind of declaration. */
const planted = `
  import { theirs as toldBefore, toldElsewhere } from './other.ts'
  export { ours as askedOf }
  export interface Refusal { readonly isOver: boolean; told(sayWhat: string): void }
  type Telling<AskedFor> = readonly [standing: AskedFor]
  class Journey { #course = 1; static reckon() {} }
  const { tells: ours, a: alone, b: [behind = 1], ...through } = { 'spared-by': 1 }
  let mostKinds = (twin: string, { face }: object): void => { try {} catch (doubts) {} }
  export function* buried(...ways: string[]) {}
  const fine = { overview: 'told', override: toldElsewhere.asked, /* said */ stage: 1, message: 1 }
`

test('the search finds a retired word in any declaration, and in no use, text or longer word', () => {
  expect(new Set(findingsIn('src/links.ts', planted).map(({ name }) => name))).toEqual(
    new Set([
      ...['links.ts', 'toldBefore', 'askedOf', 'Refusal', 'isOver', 'told', 'sayWhat', 'Telling'],
      ...['AskedFor', 'standing', 'Journey', 'course', 'reckon', 'alone', 'behind', 'through'],
      ...['spared-by', 'mostKinds', 'twin', 'face', 'doubts', 'buried', 'ways'],
    ]),
  )
})
