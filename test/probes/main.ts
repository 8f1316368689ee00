/**
 * `npm run probe [-- [name…] [--seed N] [--list]]`: runs the random tests in their long form, with a new
 * seed. A name selects one probe, or all whose names begin with it and a slash. Ends with 1 where a probe
 * finds something, with 2 where it cannot start.
 */
import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { type NamedProbe, namedProbes, selectedProbes } from './names.ts'

function main(args: string[]): number {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { list: { type: 'boolean' }, seed: { type: 'string' } },
  })
  const all = namedProbes()
  const unknown = positionals.filter((name) => selectedProbes(all, [name]).length === 0)
  if (unknown.length > 0) return refused(`no probe is called ${unknown.join(', ')}; see --list`)
  const seed = values.seed ?? String(randomInt(1, 2 ** 31))
  if (!/^-?\d{1,10}$/.test(seed)) return refused(`--seed takes a whole number, not ${seed}`)
  const selected = selectedProbes(all, positionals)
  if (values.list) {
    process.stdout.write(selected.map((one) => `${lineOf(one)}\n`).join(''))
    return 0
  }
  process.stderr.write(`probes: ${selected.length}, seed ${seed}\n`)
  return run(selected, seed)
}

function refused(sentence: string): number {
  process.stderr.write(`${sentence}\n`)
  return 2
}

const lineOf = ({ name, file, size }: NamedProbe): string =>
  `${name.padEnd(44)} ${(size === undefined ? 'all cases' : `${grouped(size.short)} / ${grouped(size.long)}`).padEnd(20)} ${file}`

const grouped = (count: number): string => count.toLocaleString('en')

function run(probes: readonly NamedProbe[], seed: string): number {
  const { TEST_RESULTS: _, ...environment } = process.env
  const files = new Set(probes.map(({ file }) => file))
  const { status } = spawnSync('npx', ['vitest', 'run', '--testTimeout', '0', ...files], {
    stdio: 'inherit',
    env: {
      ...environment,
      TRIPLINE_PROBES: probes.map(({ name }) => name).join(),
      TRIPLINE_PROBE_SEED: seed,
    },
  })
  return status ?? 1
}

process.exitCode = main(process.argv.slice(2))
