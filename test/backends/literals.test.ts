/** Rules about literals with special characters: no backend misses or adds an event, or claims what it cannot keep. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inEnvelope } from '../../src/aws/envelope.ts'
import { ruleMatches } from '../../src/engine/rule-matches.ts'
import type { Scalar } from '../../src/ir/json.ts'
import type { BackendName } from '../../src/ir/names.ts'
import type { Check } from '../../src/ir/predicate.ts'
import { judges } from '../../src/prove/proofs.ts'
import { probe } from '../probes/probe.ts'
import { edgeQuestion } from './literals.ts'
import { block, equals, field, not, ruleOf } from './metric-filter-rule.ts'

/** What is wrong between a rule and its compiled form for one event, if anything. */
function flawOf(backend: BackendName, check: Check, value: Scalar | undefined, named: boolean) {
  const name = named ? [field('eventName', equals('CreateUser'))] : []
  const match = block(
    field('eventSource', equals('iam.amazonaws.com')),
    ...name,
    field('userAgent', check),
  )
  const rule = ruleOf({ id: 'edge', match })
  const { compiled, judge } = judges[backend](rule)
  const record = {
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateUser',
    eventType: 'AwsApiCall',
    awsRegion: 'us-east-1',
    recipientAccountId: '111122223333',
    ...(value === undefined ? {} : { userAgent: value }),
  }
  const event = inEnvelope(record)
  if (judge !== undefined && 'kind' in judge) return `invalid ${judge.pattern}: ${judge.error}`
  const delivered = judge?.delivered(event)
  if (judge === undefined || delivered === undefined) return undefined
  const [fires, matched] = [ruleMatches(rule, delivered), judge.matches(delivered)]
  const shown = compiled.kind === 'refused' ? 'refused' : JSON.stringify(compiled.output)
  if (fires && !matched) return `missed by ${shown}`
  if (matched && !fires && judge.isExact) return `excess of ${shown}`
  return judge.isDocumented(delivered) ? undefined : `undocumented: ${shown}`
}

describe.for(['event-pattern', 'metric-filter'] as const)('%s', (backend) => {
  test('literals with special characters', () => {
    fc.assert(
      fc.property(edgeQuestion, fc.boolean(), ([check, value], named) => {
        expect(flawOf(backend, check, value, named)).toBeUndefined()
      }),
      probe('backends/literals', { short: 5000, long: 500_000 }),
    )
  })
})

/** What the probe found, each with a value that a pattern once missed or added. */
const found: readonly (readonly [Check, Scalar])[] = [
  [not({ op: 'suffix', text: '"}' }), '}'],
  [not({ op: 'prefix', text: '{"' }), '{'],
  [{ op: 'suffix', text: '"}' }, '}'],
  [{ op: 'wildcard', pattern: '{"*' }, '{'],
  [{ op: 'prefix-ignore-case', text: 'A"' }, 'a'],
  [{ op: 'suffix', text: '\ude00' }, '😀'],
  [not(equals('?')), '\ud83d'],
  [{ op: 'cidr', network: '2001:db8::/32' }, '2001:DB8::10.0.0.1'],
  [{ op: 'cidr', network: '::/96' }, '::10.0.0.1'],
]

test.for(found)('found: %j of %j', ([check, value]) => {
  for (const named of [true, false])
    expect(flawOf('event-pattern', check, value, named)).toBeUndefined()
})

test('a field may be named like an operator of EventBridge', () => {
  const call = (source: string, name: string) => [
    field('eventSource', equals(`${source}.amazonaws.com`)),
    field('eventName', equals(name)),
  ]
  const prefixed = block(
    ...call('s3', 'ListObjects'),
    field('requestParameters.prefix', equals('backup/')),
  )
  const match = { kind: 'any', of: [prefixed, block(...call('iam', 'CreateUser'))] } as const
  const { compiled, judge } = judges['event-pattern'](ruleOf({ match }))
  expect(judge).not.toHaveProperty('kind')
  expect(compiled.kind === 'refused' ? [] : compiled.output).toHaveLength(2)
})
