/** Probes: each random test is one, and what one finds is reported with how to repeat it. */
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { escapedIn } from './escaped.ts'
import { namedProbes, selectedProbes } from './names.ts'
import { linesOf } from './reporter.ts'

const probes = namedProbes()

test('every random test is a probe', () => {
  const files = globSync('test/**/*.ts').filter((file) => !file.startsWith('test/probes/'))
  const escaped = files.flatMap((file) =>
    escapedIn(readFileSync(file, 'utf8')).map((what) => `${file}: ${what}`),
  )
  expect(escaped).toEqual([])
  expect(probes.length).toBeGreaterThan(90)
})

describe('a random test that is no probe is found', () => {
  // Apart, so that the list of probes does not find the planted ones.
  const sizes = '{ short: 1, long: 10 }'
  const probed = `  fc.assert(\n    one,\n    probe('a/b', ${sizes}),\n  )\n`
  const given = '  await fc.assert(\n    one,\n    parameters,\n  )\n'
  test.each([
    [
      'beside one that is',
      `${probed}  fc.assert(two)\n`,
      ['no probe in fc.assert(two)', '2 properties, 1 probes'],
    ],
    [
      'with parameters of its own',
      '  fc.assert(\n    two,\n    { numRuns: 3 },\n  )\n',
      ['no probe in fc.assert(', '1 properties, 0 probes'],
    ],
    ['with parameters of no probe', given, ['1 properties, 0 probes']],
    [
      'by another name',
      "import { assert } from 'fast-check'\n",
      ['fast-check has another name than fc'],
    ],
    ['by another function', '  fc.check(one)\n', ['fc.check or fc.sample']],
    [
      'with a name that is no literal',
      `  const parameters = probe(name, ${sizes})\n`,
      ['1 probes, 0 with name and sizes'],
    ],
  ])('%s', (_, text, expected) => {
    expect(escapedIn(text)).toEqual(expected)
  })

  test('and one that is a probe is not', () => {
    expect(escapedIn(probed)).toEqual([])
    expect(escapedIn(`${given}  run(probe('a/c', ${sizes}))\n`)).toEqual([])
  })
})

test('no parameters of a property are written by hand', () => {
  const written = globSync('test/**/*.ts').filter(
    (file) =>
      !file.startsWith('test/probes/') && /\bnumRuns:|\bseed: \d/.test(readFileSync(file, 'utf8')),
  )
  expect(written).toEqual([])
})

test('names are unique and begin with the folder of their tests', () => {
  const names = probes.map(({ name }) => name)
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
  for (const { name, file } of probes) expect(name.split('/')[0]).toBe(file.split('/')[1])
})

test('long forms try more', () => {
  for (const { name, size } of probes)
    if (size !== undefined) expect(size.long, name).toBeGreaterThanOrEqual(10 * size.short)
})

test('the page of contributors knows each area', () => {
  const page = readFileSync('CONTRIBUTING.md', 'utf8')
  const areas = new Set(probes.map(({ name }) => name.split('/')[0]))
  for (const area of areas)
    if (area !== 'probes') expect(page, area).toMatch(new RegExp(`^\\| \`${area}\` `, 'm'))
})

test('a name selects itself and what is below it', () => {
  const named = (...names: string[]) => selectedProbes(probes, names).map(({ name }) => name)
  expect(named('engine/agreement').length).toBe(3)
  expect(named('engine/agreement/anything')).toEqual(['engine/agreement/anything'])
  expect(named('engine/agree')).toEqual([])
  expect(named()).toHaveLength(probes.length)
})

test('runs of one name are one line', () => {
  const run = { name: 'a', seed: 1, cases: 1000, failures: 0, durationMs: 640 }
  expect(
    linesOf([run, { ...run, failures: 1 }, { ...run, name: 'b', seed: undefined, cases: 1 }]),
  ).toEqual([
    'probe a: seed 1, 2,000 cases in 1.3 s, 1 failure',
    'probe b: exhaustive, 1 case in 0.6 s, 0 failures',
  ])
})

describe('npm run probe', () => {
  const run = (args: readonly string[], more: Readonly<Record<string, string>> = {}) => {
    // A run of its own, not a part of this one.
    const environment = Object.entries(process.env).filter(
      ([name]) => !/^VITEST|^TRIPLINE_/.test(name),
    )
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['test/probes/main.ts', ...args],
      {
        encoding: 'utf8',
        env: { ...Object.fromEntries(environment), ...more },
      },
    )
    return { status, out: stdout, all: stdout + stderr }
  }

  test('lists them', () => {
    const { status, out } = run(['--list', 'engine'])
    expect(status).toBe(0)
    expect(out).toMatch(
      /^engine\/agreement\/anything +[\d,]+ \/ [\d,]+ +test\/engine\/agreement\.test\.ts$/m,
    )
    expect(out).not.toContain('lint/')
  })

  test('refuses what it does not know', () => {
    expect(run(['engine/nothing'])).toMatchObject({ status: 2 })
    expect(run(['--seed', 'x', 'engine'])).toMatchObject({ status: 2 })
  })

  test('runs the long form with the seed, and tells what it tried', () => {
    const { status, all } = run(['probes/fails', '--seed', '7'])
    expect(all).toContain('probe probes/fails: seed 7, 100 cases in ')
    expect(status).toBe(0)
  })

  test('fails with what it found, and with how to repeat it', () => {
    const { status, all } = run(['probes/fails', '--seed', '7'], { TRIPLINE_PROBE_LIMIT: '1000' })
    expect(status).toBe(1)
    expect(all).toContain('Counterexample: [1000]')
    expect(all).toContain('to repeat it: npm run probe -- probes/fails --seed 7')
    expect(all).toMatch(/^probe probes\/fails: seed 7, \d+ cases? in .* 1 failure$/m)
  })
})
