/** A plan does not deploy a rule whose compiled output its proof refutes. */
import { expect, test } from 'vitest'
import { compile } from '../../src/compile.ts'
import { refutedRules } from '../../src/project/refuted-rules.ts'
import { prove } from '../../src/prove/proofs.ts'

const rulesOf = (userAgent: string, more = '') =>
  compile({
    config: undefined,
    files: [
      {
        path: 'one.yaml',
        text: `id: one\ntitle: One\nseverity: low\nwhy: A test.${more}\nmatch:\n  eventSource: iam.amazonaws.com\n  eventName: CreateUser\n  userAgent: ${userAgent}\n`,
      },
    ],
  }).rules

/** A proof that fails, with the number of events that it was allowed. */
const failing =
  (allowed: number[]): typeof prove =>
  (backend, rule, samples, bounds) => {
    allowed.push(bounds?.exhaustive ?? 3000)
    const proof = prove(backend, rule, samples, { exhaustive: 1, random: 0 })
    return { ...proof, flaw: { kind: 'missed', event: { record: {}, envelope: {} } } }
  }

test('rules with marks at the edges of their texts are proven and pass', () => {
  for (const check of [`{ not: { suffix: '"}' } }`, `{ prefix: '{"' }`, `'{"a?b\\'`])
    expect(refutedRules(rulesOf(check))).toEqual([])
})

test('a refuted rule is an error at its id', () => {
  const [error, ...others] = refutedRules(rulesOf(`'"x"'`), failing([]))
  expect(others).toEqual([])
  expect(error).toMatchObject({ code: 'unproven', level: 'error', span: { file: 'one.yaml' } })
})

test('only rules with special texts are proven in full, and disabled ones not at all', () => {
  const allowed: number[] = []
  for (const check of [`'"x"'`, "'aws-cli/2.0'"]) refutedRules(rulesOf(check), failing(allowed))
  expect(allowed).toEqual([3000, 0])
  expect(refutedRules(rulesOf('x', '\nstatus: disabled'), failing(allowed))).toEqual([])
})
