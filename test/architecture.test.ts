/** The house rules, enforced: who may import whom, types included, and what pure code may not touch. */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const facts = ['src/ir', 'src/diagnostics', 'src/aws']
const source = [
  ...[
    'src/ir',
    'src/diagnostics',
    'src/aws',
    'src/operators',
    'src/rule',
    'src/engine',
    'src/alert',
  ],
  'src/compile.ts',
]

const later = ['src/eventbridge', 'src/cloudwatch-logs', 'src/backends', 'src/prove', 'src/lint']

const deployed = ['src/plan', 'src/ruleset', 'src/detect', 'src/respond', 'functions']

/** Anything not listed here is not allowed. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'src/ir': [],
  'src/diagnostics': [],
  'src/aws': [],
  'src/eventbridge': [],
  'src/cloudwatch-logs': [],
  'src/operators': ['src/ir', 'src/diagnostics'],
  'src/rule': [...facts, 'src/operators'],
  'src/engine': ['src/ir', 'src/operators'],
  'src/alert': ['src/ir'],
  'src/backends': ['src/ir', 'src/aws', 'src/eventbridge', 'src/cloudwatch-logs'],
  'src/lint': [...facts, 'src/operators', 'src/engine'],
  'src/prove': [
    ...facts,
    'src/operators',
    'src/engine',
    'src/backends',
    'src/eventbridge',
    'src/cloudwatch-logs',
  ],
  'src/compile.ts': [...facts, 'src/rule'],
  'src/plan': ['src/ir', 'src/backends', 'src/aws'],
  'src/ruleset': ['src/ir', 'src/engine'],
  'src/detect': ['src/ir', 'src/aws', 'src/engine', 'src/alert'],
  'src/respond': ['src/ir', 'src/alert'],
  'src/report': ['src/ir', 'src/alert', 'src/engine', 'src/plan', 'src/aws'],
  'src/local': [...source, ...later, ...deployed],
  'src/cli': [...source, ...later, ...deployed, 'src/local', 'src/report'],
  functions: [
    'src/ir',
    'src/operators',
    'src/engine',
    'src/alert',
    'src/detect',
    'src/respond',
    'src/ruleset',
  ],
  infra: [...facts, 'src/compile.ts', 'src/plan', 'src/ruleset', 'src/cli'],
  scripts: [...source, ...deployed, 'src/cli', 'src/local', 'src/report'],
  bench: [...source, ...later, ...deployed, 'src/cli', 'src/local'],
}

/** `src/rule/yaml.ts` is in layer `src/rule`; `src/compile.ts` is a layer of its own. */
const layer = (file: string): string => (/^src\/[^/]+|^[^/]+/.exec(file) ?? [''])[0]

const files = globSync('{src,functions,infra,scripts,bench}/**/*.ts')
const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)[ (]*'([^']*)'/g)].map(
    ([, to = '']) => to,
  )

test('there are files to check', () => {
  expect(files.length).toBeGreaterThan(50)
})

test('imports only point the allowed way', () => {
  const broken = files.flatMap((file) =>
    importsOf(file)
      .filter((to) => to.startsWith('.'))
      .map((to) => join(dirname(file), to))
      .filter((to) => layer(to) !== layer(file) && layer(to) !== 'package.json')
      .filter((to) => !mayImport[layer(file)]?.includes(layer(to)))
      .map((to) => `${file} imports ${to}`),
  )
  expect(broken).toEqual([])
})

test('below the command line and the local account nothing touches the disk, the process or AWS', () => {
  const impure = files
    .filter((file) => /^src\/(?!cli\/|local\/)/.test(file))
    .flatMap((file) => {
      const imports = importsOf(file).filter((to) =>
        /^node:|^@aws-sdk\/|^(?:fs|path|os|process)$/.test(to),
      )
      const globals = /\bprocess\.[a-z]|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/.exec(
        readFileSync(file, 'utf8'),
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

test('no file is past 300 lines', () => {
  const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 301)
  expect(long).toEqual([])
})
