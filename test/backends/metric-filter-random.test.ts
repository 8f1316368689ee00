/** Random rules are refused, or their metric filters match exactly their records and for certain. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Path } from '../../src/ir/path.ts'
import type { Check, Predicate } from '../../src/ir/predicate.ts'
import { prove } from '../../src/prove/proofs.ts'
import { valueTest } from '../naive/checks.ts'
import { predicateOf } from '../naive/questions.ts'
import { probe } from '../probes/probe.ts'
import { block, equals, field, not, ruleOf } from './metric-filter-rule.ts'

const by = (path: string): Path => path.split('.')

const sayablePaths = [
  ...['userAgent', 'errorCode', 'readOnly', 'eventName', 'eventType', 'sourceIPAddress'].map(by),
  ...['requestParameters.maxPasswordAge', 'requestParameters.userName'].map(by),
  ...['responseElements.ConsoleLogin', 'userIdentity.type', 'envelope.region'].map(by),
]
const otherPaths = [
  ...['sessionCredentialFromConsole', 'requestParameters.anything', 'resources.ARN'].map(by),
]

const word = fc.constantFrom('x', 'xy', 'yx', 'xyx', '', '1', 'true', 'é', 'ConsoleLogin')
const pattern = fc.constantFrom('x*', '*x', 'x*y', 'xy*yx', 'xyx*xy', '*xx*', 'x*1*y', '*')
const literal = fc.oneof(word, fc.constantFrom(1, -1, 90, true, false))

/** Tests that a filter can say, each as itself or as its opposite. */
const sayable: fc.Arbitrary<Check> = fc
  .tuple(
    fc.oneof<fc.Arbitrary<Check>[]>(
      fc.record({ op: fc.constantFrom('prefix', 'suffix', 'contains'), text: word }),
      literal.map((value) => equals(value)),
      pattern.map((each) => ({ op: 'wildcard', pattern: each })),
      fc.record({ op: fc.constantFrom('gt', 'gte', 'lt', 'lte'), bound: fc.constantFrom(1, 90) }),
      fc.boolean().map((present) => ({ op: 'exists', present })),
    ),
    fc.boolean(),
  )
  .map(([check, negated]) => (negated ? not(check) : check))

const joined: fc.Arbitrary<Check> = fc.oneof(
  sayable,
  fc.record({ op: fc.constantFrom('any', 'all'), of: fc.array(sayable, { maxLength: 3 }) }),
)

const iam: Predicate = block(field('eventSource', equals('iam.amazonaws.com')))

function rulesAbout(paths: readonly Path[], check: fc.Arbitrary<Check>) {
  const predicate = predicateOf(fc.constantFrom(...paths), check)
  const parts = { match: predicate, unless: fc.option(predicate), pinned: fc.nat(4) }
  return fc.record(parts).map(({ match, unless, pinned }) =>
    ruleOf({
      id: 'random',
      match: pinned > 0 ? { kind: 'all', of: [iam, match] } : match,
      unless: unless ?? undefined,
    }),
  )
}

describe('random rules', () => {
  test.for([
    ['of what a filter can say', rulesAbout(sayablePaths, joined), 1 / 3, 1 / 6],
    [
      'of the whole language',
      rulesAbout([...sayablePaths, ...otherPaths], valueTest),
      1 / 20,
      1 / 60,
    ],
  ] as const)('%s are refused or proven', ([, rules, enough, enoughFiring]) => {
    let [proven, firing, count] = [0, 0, 0]
    fc.assert(
      fc.property(rules, (rule) => {
        const bounds = { exhaustive: 60, random: 40 }
        const { claim, flaw, firingCount } = prove('metric-filter', rule, [], bounds)
        count++
        if (claim !== 'refused') proven++
        if (firingCount > 0) firing++
        expect(flaw).toBeUndefined()
      }),
      probe('backends/metric-filter-random/rules', { short: 200, long: 10_000 }),
    )
    expect(proven / count).toBeGreaterThan(enough)
    expect(firing / count).toBeGreaterThan(enoughFiring)
  })
})
