/** The probes that stand in test files, found in their text: listing them runs nothing. */
import { globSync, readFileSync } from 'node:fs'
import type { ProbeSize } from './probe.ts'

export interface NamedProbe {
  readonly name: string
  readonly file: string
  /** Undefined where all cases are tried in both lengths. */
  readonly size: ProbeSize | undefined
}

const sized = /\bprobe\(\s*'([^']+)',\s*\{\s*short: ([\d_]+),\s*long: ([\d_]+),?\s*\}/g
const exhaustive = /\bexhaustiveCase\('([^']+)'\)/g

/** Sorted by name. */
export function namedProbes(): NamedProbe[] {
  return globSync('test/**/*.test.ts')
    .flatMap((file) => {
      const text = readFileSync(file, 'utf8')
      return [
        ...[...text.matchAll(sized)].map(([, name = '', short = '', long = '']) => ({
          name,
          file,
          size: { short: countOf(short), long: countOf(long) },
        })),
        ...[...text.matchAll(exhaustive)].map(([, name = '']) => ({ name, file, size: undefined })),
      ]
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
}

const countOf = (digits: string): number => Number(digits.replaceAll('_', ''))

/** Those that have one of these names, or whose name begins with one and a slash; all without names. */
export function selectedProbes(
  all: readonly NamedProbe[],
  names: readonly string[],
): readonly NamedProbe[] {
  if (names.length === 0) return all
  return all.filter((one) =>
    names.some((name) => one.name === name || one.name.startsWith(`${name}/`)),
  )
}
