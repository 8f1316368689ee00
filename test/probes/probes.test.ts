/** Probes: each random test is one, and what one finds is reported with how to repeat it. */
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { namedProbes, selectedProbes } from './names.ts'
import { linesOf } from './reporter.ts'

const probes = namedProbes()

test('every random test is a probe', () => {
  const without = globSync('test/**/*.test.ts').filter((file) => {
    const text = readFileSync(file, 'utf8')
    const properties = text.match(/\bfc\.assert\(/g)?.length ?? 0
    // This file writes neither.
    return file !== 'test/probes/probes.test.ts' && properties > 0 && !/\bprobe\(\s*'/.test(text)
  })
  expect(without).toEqual([])
  expect(probes.length).toBeGreaterThan(90)
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
