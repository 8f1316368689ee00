/** The house rules, enforced: who may import whom, types included, and what pure code may not touch. */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const ground = ['src/ir', 'src/diagnostics', 'src/aws']
const matchers = ['src/eventbridge', 'src/cloudwatch-logs']
const reading = [...ground, 'src/operators', 'src/rule', 'src/compile.ts']
const meaning = ['src/operators', 'src/engine', 'src/backends']
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
  'src/operators': ['src/ir', 'src/diagnostics'],
  'src/rule': [...ground, 'src/operators'],
  'src/compile.ts': [...ground, 'src/rule'],
  'src/engine': ['src/ir', 'src/operators'],
  'src/alert': ['src/ir', 'src/aws', 'src/engine/identity.ts', 'src/engine/finding-identity.ts'],
  'src/backends': ['src/ir', 'src/aws', ...matchers],
  'src/prove': [...ground, ...meaning, ...matchers],
  'src/lint': [...ground, ...meaning],
  'src/plan': ['src/ir', 'src/backends', 'src/aws'],
  'src/compare': [...ground, ...meaning, 'src/prove', 'src/lint', 'src/plan'],
  'src/ruleset': ['src/ir', 'src/engine'],
  'src/detect': ['src/ir', 'src/aws', 'src/engine', 'src/alert'],
  'src/respond': ['src/ir', 'src/aws', 'src/engine', 'src/alert'],
  'src/scan': ['src/ir', 'src/aws', 'src/engine', 'src/eventbridge'],
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
  scripts: [...reporting, ...withFiles, 'src/cli', 'packages/local-aws'],
  bench: [...reporting, ...withFiles, 'src/cli', 'packages/local-aws', 'functions'],
}

/** `src/rule/yaml.ts` is in layer `src/rule`; `src/compile.ts` is a layer of its own. */
const layer = (file: string): string => (/^(?:src|packages)\/[^/]+|^[^/]+/.exec(file) ?? [''])[0]

const isAllowed = (from: string, to: string): boolean =>
  layer(to) === layer(from) ||
  [layer(to), to].some((each) => mayImport[layer(from)]?.includes(each) === true)

const files = globSync('{src,functions,infra,packages,scripts,bench}/**/*.ts')
const textOf = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]))
const matchesIn = (file: string, pattern: RegExp): string[] =>
  [...(textOf.get(file) ?? '').matchAll(pattern)].map(([, found = '']) => found)
const importsOf = (file: string): string[] => matchesIn(file, /(?:from|import)[ (]*'([^']*)'/g)

test('there are files to check', () => {
  expect(files.length).toBeGreaterThan(600)
  expect(new Set(files.map(layer))).toEqual(new Set(Object.keys(mayImport)))
})

test('imports only point the allowed way', () => {
  const broken = files.flatMap((file) =>
    importsOf(file)
      .filter((to) => to.startsWith('.'))
      .map((to) => join(dirname(file), to))
      .filter((to) => to !== 'package.json' && !isAllowed(file, to))
      .map((to) => `${file} imports ${to}`),
  )
  expect(broken).toEqual([])
})

/** `new URL('…')`, `new URL(`…`)` and `join(…, 'src', 'bundle', …)`, as the path they lead to. */
function pathsIn(file: string): string[] {
  const urls = matchesIn(file, /new URL\(\s*['"`](\.[^'"`]*)/g).map((to) => join(dirname(file), to))
  const joined = matchesIn(file, /\b(?:join|resolve)\(((?:[^()]|\([^()]*\))*)\)/g)
    .map((args) => [...args.matchAll(/'([^']*)'/g)].map(([, segment]) => segment).join('/'))
    .map((path) => path.replace(/^(?:\.\.\/)+/, ''))
  return [...urls, ...joined].filter((path) =>
    Object.keys(mayImport).some((each) => path === each || path.startsWith(`${each}/`)),
  )
}

test('nor does a path in a string point another way: a program that is started is imported too', () => {
  expect(pathsIn('infra/bundles.ts')).toContain('src/bundle/bundle-all.ts')
  expect(pathsIn('src/bundle/bundle.ts')).toContain('functions')
  const broken = files.flatMap((file) =>
    pathsIn(file)
      .filter((to) => !isAllowed(file, to))
      .map((to) => `${file} names ${to}`),
  )
  expect(broken).toEqual([])
})

test('no path of ours is looked for in the working directory', () => {
  const asks = files
    .filter((file) => /^(?:src|functions|infra|packages)\//.test(file))
    .filter((file) => file !== 'src/cli/terminal.ts')
    .filter((file) => /process\.cwd\(/.test(textOf.get(file) ?? ''))
  expect(asks).toEqual([])
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
