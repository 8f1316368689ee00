/** The house rules, enforced: who may import whom, types included, and what pure code may not touch. */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importsIn, openImportsIn, pathsIn } from './support/code-imports.ts'

const ground = ['src/ir', 'src/diagnostics', 'src/aws']
const matchers = ['src/eventbridge', 'src/cloudwatch-logs']
const reading = [...ground, 'src/operators', 'src/rule', 'src/compile.ts']
const meaning = ['src/policy-document', 'src/operators', 'src/engine', 'src/backends']
const deciding = ['src/prove', 'src/lint', 'src/compare', 'src/plan']
const running = ['src/alert', 'src/ruleset', 'src/detect', 'src/respond', 'src/scan']
const pure = [...new Set([...reading, ...matchers, ...meaning, ...deciding, ...running])]
const reporting = [...pure, 'src/report']
const withFiles = ['src/project', 'src/bundle', 'src/replay', 'src/simulate']

/** A folder, or a file where no more of its folder is meant. Anything not listed is not allowed. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'src/ir': [],
  'src/diagnostics': [],
  'src/aws': ['src/ir/json.ts'],
  'src/eventbridge': [],
  'src/cloudwatch-logs': [],
  'src/policy-document': ['src/ir'],
  'src/operators': ['src/ir', 'src/diagnostics', 'src/policy-document'],
  'src/rule': [...ground, 'src/operators'],
  'src/compile.ts': [...ground, 'src/rule'],
  'src/engine': ['src/ir', 'src/operators', 'src/policy-document', 'src/aws/omitted.ts'],
  'src/alert': [
    'src/ir',
    'src/aws',
    'src/engine/actor.ts',
    'src/engine/identity.ts',
    'src/engine/finding-identity.ts',
  ],
  'src/backends': [...ground, ...matchers],
  'src/prove': [...ground, ...meaning, ...matchers],
  'src/lint': [...ground, ...meaning],
  'src/plan': [...ground, 'src/backends'],
  'src/compare': [...ground, ...meaning, 'src/prove', 'src/lint', 'src/plan'],
  'src/ruleset': ['src/ir', 'src/engine'],
  'src/detect': ['src/ir', 'src/aws', 'src/engine', 'src/alert'],
  'src/respond': ['src/ir', 'src/aws', 'src/engine', 'src/alert'],
  'src/scan': [...ground, 'src/engine', 'src/eventbridge'],
  'src/report': ['src/ir', 'src/alert', 'src/engine', 'src/plan', 'src/aws'],
  'src/project': pure,
  'src/bundle': [...pure, 'functions'],
  'src/replay': [...reporting, 'src/project'],
  'src/simulate': [...reporting, ...withFiles, 'packages/local-aws'],
  'src/cli': [...reporting, ...withFiles],
  'packages/local-aws': [...matchers, 'src/aws', 'src/ir/json.ts', 'src/ir/ip-address.ts'],
  functions: [
    'src/ir',
    'src/operators',
    'src/engine',
    'src/alert',
    'src/detect',
    'src/respond',
    'src/ruleset',
  ],
  infra: [...ground, 'src/project', 'src/plan', 'src/ruleset', 'src/bundle'],
  scripts: [...reporting, ...withFiles, 'src/cli', 'packages/local-aws', 'sst.config.ts'],
  bench: [...reporting, ...withFiles, 'src/cli', 'packages/local-aws', 'functions'],
  bin: ['src/cli'],
  'sst.config.ts': ['infra'],
}

/** `src/rule/yaml.ts` is in layer `src/rule`; `src/compile.ts` is a layer of its own. */
const layer = (file: string): string => (/^(?:src|packages)\/[^/]+|^[^/]+/.exec(file) ?? [''])[0]

const isAllowed = (from: string, to: string): boolean =>
  layer(to) === layer(from) ||
  [layer(to), to].some((each) => mayImport[layer(from)]?.includes(each) === true)

const files = [
  ...globSync('{src,functions,infra,packages,scripts,bench,bin}/**/*.{ts,js}'),
  'sst.config.ts',
]
const textOf = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]))
const importsOf = (file: string): string[] => importsIn(textOf.get(file) ?? '')

const wrongImports = (file: string, text: string): string[] =>
  importsIn(text)
    .filter((to) => to.startsWith('.'))
    .map((to) => join(dirname(file), to))
    .filter((to) => to !== 'package.json' && !isAllowed(file, to))
    .map((to) => `${file} imports ${to}`)

const layerPaths = (file: string, text: string): string[] =>
  pathsIn(file, text).filter((path) =>
    Object.keys(mayImport).some((each) => path === each || path.startsWith(`${each}/`)),
  )

const wrongPaths = (file: string, text: string): string[] =>
  layerPaths(file, text)
    .filter((to) => !isAllowed(file, to))
    .map((to) => `${file} names ${to}`)

/** Each with its reason. */
const mayBeOpen: Readonly<Record<string, string>> = {
  'bench/burst.ts': 'imports a text that it made',
  'bench/cold/timed.ts': 'imports a bundle',
  'functions/support/ruleset.ts': 'imports the deployed rules',
  'src/bundle/fit-to-rules.ts': 'imports the rules of a stage',
  'src/bundle/lean-modules.ts': 'imports the module that it replaces, to read its names',
  'packages/local-aws/lambda/sandbox.ts': 'names files beside it, each by a literal',
}

const openImports = (file: string, text: string): string[] =>
  file in mayBeOpen
    ? []
    : openImportsIn(text).map((what) => `${file} imports by a variable: ${what}`)

test('there are files to check', () => {
  expect(files.length).toBeGreaterThan(600)
  expect(new Set(files.map(layer))).toEqual(new Set(Object.keys(mayImport)))
})

const inAllFiles = (check: (file: string, text: string) => string[]): string[] =>
  [...textOf].flatMap(([file, text]) => check(file, text))

test('imports only point the allowed way', () => {
  expect(inAllFiles(wrongImports)).toEqual([])
})

test('nor does a path in a string point another way: a program that is started is imported too', () => {
  expect(layerPaths('infra/bundles.ts', textOf.get('infra/bundles.ts') ?? '')).toContain(
    'src/bundle/bundle-all.ts',
  )
  expect(layerPaths('src/bundle/bundle.ts', textOf.get('src/bundle/bundle.ts') ?? '')).toContain(
    'functions',
  )
  expect(inAllFiles(wrongPaths)).toEqual([])
})

test('the path of an import is a literal, so that it can be checked', () => {
  expect(inAllFiles(openImports)).toEqual([])
  for (const file of Object.keys(mayBeOpen))
    expect(openImportsIn(textOf.get(file) ?? ''), file).not.toEqual([])
})

describe('what is planted is found', () => {
  test.each([
    ["import { main } from '../cli/main.ts'"],
    ["import type { Main } from '../cli/main.ts'"],
    ["export { main } from '../cli/main.ts'"],
    ["import '../cli/main.ts'"],
    ['import { main } from "../cli/main.ts"'],
    ["const { main } = await import('../cli/main.ts')"],
    ["const { main } = await import(\n  '../cli/main.ts'\n)"],
    ['const { main } = await import(`../cli/main.ts`)'],
    ["type Main = import('../cli/main.ts').Main"],
    ["const { main } = require('../cli/main.ts')"],
    ["const { main } = require(\n  '../cli/main.ts',\n)"],
    ["const path = require.resolve('../cli/main.ts')"],
    ["const { main } = createRequire(import.meta.url)('../cli/main.ts')"],
    ["const path = createRequire(join(root, 'a')).resolve('../cli/main.ts')"],
  ])('%j', (text) => {
    expect(wrongImports('src/ir/planted.ts', text)).toEqual([
      'src/ir/planted.ts imports src/cli/main.ts',
    ])
    expect(openImports('src/ir/planted.ts', text)).toEqual([])
  })

  test.each([
    ["new URL('../cli/main.ts', import.meta.url)"],
    ['new URL(\n  `../cli/main.ts`,\n  import.meta.url,\n)'],
    ["join(root, 'src', 'cli', 'main.ts')"],
  ])('%j', (text) => {
    expect(wrongPaths('src/ir/planted.ts', text)).toEqual([
      'src/ir/planted.ts names src/cli/main.ts',
    ])
  })

  test.each([
    ['await import(name)'],
    ['await import(\n  name,\n)'],
    [`await import(\`../cli/$\{name}.ts\`)`],
    ['require(name)'],
    ['createRequire(import.meta.url)(name)'],
    ['new URL(name, import.meta.url)'],
    ['new URL(\n  name,\n  import.meta.url,\n)'],
  ])('%j', (text) => {
    expect(openImports('src/ir/planted.ts', text)).toHaveLength(1)
  })

  test('in the files outside of the folders too', () => {
    expect(wrongImports('sst.config.ts', "await import('./src/plan/plan.ts')")).toHaveLength(1)
    expect(wrongImports('bin/tripline.js', "import '../src/plan/plan.ts'")).toHaveLength(1)
    expect(wrongImports('sst.config.ts', "await import('./infra/stage.ts')")).toEqual([])
  })
})

test('no path of ours is looked for in the working directory', () => {
  const readers = files
    .filter((file) => /^(?:src|functions|infra|packages)\//.test(file))
    .filter((file) => file !== 'src/cli/terminal.ts')
    .filter((file) => /process\.cwd\(/.test(textOf.get(file) ?? ''))
  expect(readers).toEqual([])
})

test('where files are not the matter nothing touches the disk, the process or AWS', () => {
  const impure = files
    .filter((file) => pure.includes(layer(file)) || layer(file) === 'src/report')
    .flatMap((file) => {
      const imports = importsOf(file).filter(
        (to) =>
          /^node:|^@aws-sdk\/|^(?:fs|path|os|process)$/.test(to) &&
          !(to === 'node:buffer' && file.startsWith('src/scan/')),
      )
      const globals = /\bprocess\.[a-z]|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/.exec(
        textOf.get(file) ?? '',
      )
      return [...imports, ...(globals ? [globals[0]] : [])].map((what) => `${file} uses ${what}`)
    })
  expect(impure).toEqual([])
})

test('yaml and zod stay in the readers, so that they never reach Lambda', () => {
  const outside = files
    .filter((file) => !/^(?:src\/rule|src\/cli|scripts)\//.test(file))
    .flatMap((file) =>
      importsOf(file)
        .filter((to) => to === 'yaml' || to === 'zod')
        .map((to) => `${file} imports ${to}`),
    )
  expect(outside).toEqual([])
})

test('the AWS SDK is imported by the functions in their world alone', () => {
  const outside = files
    .filter((file) => /^functions\/(?!world\/)/.test(file))
    .filter((file) => importsOf(file).some((to) => to.startsWith('@aws-sdk/')))
  expect(outside).toEqual([])
})

test('the local AWS knows nothing of Tripline', () => {
  const knowing = files
    .filter((file) => layer(file) === 'packages/local-aws')
    .filter((file) => /tripline/i.test(textOf.get(file) ?? ''))
  expect(knowing).toEqual([])
})

test('no file is past 300 lines, and half of them are within 80', () => {
  const lengths = files.map(
    (file) => [(textOf.get(file) ?? '').split('\n').length - 1, file] as const,
  )
  expect(lengths.filter(([length]) => length > 300)).toEqual([])
  const sorted = lengths.map(([length]) => length).sort((a, b) => a - b)
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(80)
})
