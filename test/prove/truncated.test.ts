/** `prove` also tries each event without the parts that CloudTrail leaves out. */
import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { inEnvelope } from '../../src/aws/envelope.ts'
import { compile } from '../../src/compile.ts'
import { prove } from '../../src/prove/proofs.ts'

/** Stands for an engine that takes what was left out as absent. */
const engine = vi.hoisted(() => ({ isBlind: false }))
vi.mock('../../src/engine/rule-matches.ts', async (original) => {
  const real = await original<typeof import('../../src/engine/rule-matches.ts')>()
  return {
    ...real,
    ruleMatches: (...[rule, event]: Parameters<typeof real.ruleMatches>) =>
      real.ruleMatches(engine.isBlind ? { ...rule, severity: 'low' } : rule, event),
  }
})

const ruleWith = (severity: string, clause: string) => {
  const text = `id: tested
title: A rule of a test
severity: ${severity}
why: It is tested.
match:
  eventSource: iam.amazonaws.com
  eventName: PutRolePolicy
  ${clause}
tests:
  - fires: x
    event: iam/put-role-policy-everything.json
  - quiet: y
    event: iam/create-user.json
`
  const { rules } = compile({ config: undefined, files: [{ path: 'rules/tested.yaml', text }] })
  const [placed] = rules
  if (placed === undefined) throw new Error('the rule cannot be read')
  return placed.rule
}

const eventFrom = (file: string) =>
  inEnvelope(JSON.parse(readFileSync(`test/events/iam/${file}.json`, 'utf8')))

const samples = [eventFrom('put-role-policy-everything'), eventFrom('put-role-policy-omitted')]

const flawOf = (severity: string, clause: string, isBlind = false) => {
  engine.isBlind = isBlind
  return prove('event-pattern', ruleWith(severity, clause), samples).flaw?.kind
}

const policyName = 'requestParameters.policyName: export'

test.each(['low', 'high'])(
  'of severity %s, a truncated sample need not reach its pattern',
  (each) => expect(flawOf(each, policyName)).toBeUndefined(),
)

test('an engine that takes what was left out as absent is found for severe rules', () => {
  expect(flawOf('high', policyName, true)).toBe('silenced')
  expect(flawOf('critical', policyName, true)).toBe('silenced')
  expect(flawOf('medium', policyName, true)).toBeUndefined()
})

test('the mark itself decides', () =>
  expect(flawOf('high', 'requestParameters.omitted: { not: true }')).toBeUndefined())
