/** A proof that cannot fail proves nothing: each mistake put into the compiler must be found by it. */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventPattern } from '../../src/backends/event-pattern/event-pattern.ts'
import type { Rule } from '../../src/ir/rule.ts'
import { judgeEventPattern } from '../../src/prove/event-pattern.ts'
import { proofOf } from '../../src/prove/proof.ts'
import { exhaustiveCase } from '../probes/probe.ts'
import { mutants } from './mutants.ts'
import { probeRules } from './probe-rules.ts'

const bounds = { exhaustive: 1500, random: 1500 }
const quickBounds = { exhaustive: 60, random: 60 }
const rules = probeRules()
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tripline-mutants-'))
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Compile = typeof eventPattern.compile

const fails = (rule: Rule, compile: Compile, within: typeof bounds): boolean => {
  const { flaw, claim } = proofOf(rule, judgeEventPattern(compile(rule)), [], within)
  return flaw !== undefined || claim === 'refused'
}

/**
 * A rule whose proof fails; each proof ends at its first flaw. A short proof of each finds most flaws soon,
 * and the whole proof has to agree.
 */
const firstFailure = (compile: Compile): string | undefined => {
  const likely = rules.filter((rule) => fails(rule, compile, quickBounds))
  return [...likely, ...rules].find((rule) => fails(rule, compile, bounds))?.id
}

test('the compiler as it is passes', () => {
  expect(firstFailure(eventPattern.compile)).toBeUndefined()
})

test('there are enough mutants, and each is told apart', () => {
  expect(mutants.length).toBeGreaterThanOrEqual(40)
  expect(new Set(mutants.map(({ what }) => what)).size).toBe(mutants.length)
})

test.for(mutants.map((mutant, index) => ({ ...mutant, index })))(
  'caught: $what',
  async ({ file, from, to, index }) => {
    exhaustiveCase('prove/mutants')
    const source = readFileSync(file, 'utf8')
    expect(source.split(from), 'the change must fit one place').toHaveLength(2)
    const copy = join(folder, String(index))
    for (const part of ['src/aws', 'src/ir', 'src/diagnostics', 'src/eventbridge', 'src/backends'])
      cpSync(part, join(copy, part), { recursive: true })
    writeFileSync(
      join(copy, file),
      source.replace(from, () => to),
    )
    const url = pathToFileURL(join(copy, 'src/backends/event-pattern/event-pattern.ts')).href
    const mutated: { eventPattern: typeof eventPattern } = await import(/* @vite-ignore */ url)
    expect(firstFailure(mutated.eventPattern.compile)).toBeDefined()
  },
)
