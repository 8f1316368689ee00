/** The indexed matcher beside JSON.parse, beside asking every rule, and beside the limits it was given. */
import { matcherFor } from '../src/engine/index/matcher.ts'
import { ruleMatches } from '../src/engine/rule-matches.ts'
import type { Rule } from '../src/ir/rule.ts'
import { eventOf, recordTexts } from './data/matching.ts'
import { type RuleSet, ruleSet } from './data/rules.ts'
import { type Contestant, interleaved, msOf, mustAgree, type Row } from './table.ts'

export interface Size {
  readonly eventCount: number
  readonly rounds: number
}

export const full: Size = { eventCount: 20_000, rounds: 7 }

export async function matcherBench({ eventCount, rounds }: Size): Promise<Row[]> {
  const texts = recordTexts(eventCount)
  const events = texts.map(eventOf)
  const matching = (name: string, rules: readonly Rule[]): Contestant => {
    const matches = matcherFor(rules)
    return {
      name,
      run: () => events.reduce((sum, event) => sum + matches(event).length, 0),
    }
  }
  const sets = (['quiet', 'typical', 'scan'] as const).flatMap((kind) =>
    [10, 1000, 5000].map((count) => ({ kind, count, rules: ruleSet(kind, count) })),
  )
  const name = (kind: RuleSet, count: number) => `${kind} ${count}`
  const fromText = matcherFor(ruleSet('quiet', 1000))
  const timings = await interleaved(
    [
      ...sets.map(({ kind, count, rules }) => matching(name(kind, count), rules)),
      {
        name: 'parse',
        run: () => texts.reduce((sum, text) => sum + Number(JSON.parse(text) !== null), 0),
      },
      {
        name: 'parse and match',
        run: () => texts.reduce((sum, text) => sum + fromText(eventOf(text)).length, 0),
      },
    ],
    rounds,
  )
  mustAgree(timings, ['quiet 1000', 'parse and match'])
  for (const { kind, count, rules } of sets) {
    checkAgainstEveryRule(events.slice(0, Math.ceil(100_000 / count)), rules, name(kind, count))
  }
  const usPerEvent = (contestant: string) => (msOf(timings, contestant) / eventCount) * 1000
  const us = (value: number) => `${value.toFixed(2)} us`
  const limit = (kind: RuleSet, count: number, mostUs: number): Row => ({
    bench: 'matcher',
    what: `a parsed event, ${kind}, ${count} rules`,
    beside: 'limit',
    ours: us(usPerEvent(name(kind, count))),
    theirs: us(mostUs),
    ratio: mostUs / usPerEvent(name(kind, count)),
    goal: 1,
  })
  const parse = usPerEvent('parse')
  const growth = (parse + usPerEvent('quiet 5000')) / (parse + usPerEvent('quiet 10'))
  return [
    limit('quiet', 1000, 1.5),
    limit('typical', 1000, 1.5),
    limit('quiet', 5000, 5),
    limit('typical', 5000, 5),
    {
      bench: 'matcher',
      what: 'from JSON text, quiet, 1000 rules',
      beside: 'JSON.parse alone',
      ours: us(usPerEvent('parse and match')),
      theirs: us(parse),
      ratio: parse / usPerEvent('parse and match'),
      goal: 0.8,
    },
    {
      bench: 'matcher',
      what: 'from JSON text, 5000 rules beside 10',
      beside: '2.5 times as much',
      ours: `${growth.toFixed(2)} x`,
      theirs: '2.50 x',
      ratio: 2.5 / growth,
      goal: 1,
    },
    limit('scan', 1000, 1_000_000 / 60_000),
  ]
}

/** Asking every rule is too slow for all events; enough of them show that nothing is missed. */
function checkAgainstEveryRule(
  events: readonly ReturnType<typeof eventOf>[],
  rules: readonly Rule[],
  name: string,
): void {
  const matches = matcherFor(rules)
  for (const event of events) {
    const wanted = rules.filter((rule) => ruleMatches(rule, event)).map(({ id }) => id)
    const found = matches(event).map(({ id }) => id)
    if (wanted.join() !== found.join()) throw new Error(`${name}: ${found} instead of ${wanted}`)
  }
}
