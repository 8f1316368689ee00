/**
 * Compares the indexed matcher with JSON.parse, with evaluating every rule, and with its limits.
 */
import { matcherFor } from '../src/engine/index/matcher.ts'
import { ruleMatches } from '../src/engine/rule-matches.ts'
import type { Event } from '../src/ir/event.ts'
import type { Rule } from '../src/ir/rule.ts'
import { eventOf, recordTexts } from './data/matching.ts'
import { type RuleSet, ruleSet } from './data/rules.ts'
import { type Contestant, measureInterleaved, msOf, type Row } from './table.ts'

export interface Size {
  readonly eventCount: number
  readonly rounds: number
}

export const full: Size = { eventCount: 20_000, rounds: 15 }

/**
 * About half a millisecond of work: short enough that other processes often do not interrupt it.
 */
const eventsPerTurn = 250

/** The work on each event; returns the number of matches. */
interface Task {
  readonly name: string
  readonly each: (at: number) => number
}

export async function matcherBench({ eventCount, rounds }: Size): Promise<Row[]> {
  const texts = recordTexts(eventCount)
  const textAt = (at: number) => texts[at] ?? ''
  const sets = (['quiet', 'typical', 'scan'] as const).flatMap((kind) =>
    [10, 1000, 5000].map((count) => ({ kind, count, rules: ruleSet(kind, count) })),
  )
  const name = (kind: RuleSet, count: number) => `${kind} ${count}`
  const fromText = matcherFor(ruleSet('quiet', 1000))
  // First and separately: a process that reads texts has one matcher, and does not hold all events.
  const unparsed = await inTurns(
    [
      { name: 'parse', each: (at) => Number(JSON.parse(textAt(at)) !== null) },
      { name: 'parse and match', each: (at) => fromText(eventOf(textAt(at))).length },
    ],
    eventCount,
    rounds,
  )
  const events = texts.map(eventOf)
  const matching = (name: string, rules: readonly Rule[]): Task => {
    const matches = matcherFor(rules)
    return { name, each: (at) => matches(events[at] as Event).length }
  }
  const parsed = await inTurns(
    sets.map(({ kind, count, rules }) => matching(name(kind, count), rules)),
    eventCount,
    rounds,
  )
  const timings = new Map([...parsed, ...unparsed])
  if (timings.get('quiet 1000')?.found !== timings.get('parse and match')?.found) {
    throw new Error('from text, not the same was found')
  }
  for (const { kind, count, rules } of sets) {
    checkAgainstEveryRule(events.slice(0, Math.ceil(100_000 / count)), rules, name(kind, count))
  }
  const usPerEvent = (task: string) => ((timings.get(task)?.ms ?? Number.NaN) / eventCount) * 1000
  const us = (value: number) => `${value.toFixed(2)} us`
  const limit = (kind: RuleSet, count: number, maxUs: number): Row => ({
    bench: 'matcher',
    what: `a parsed event, ${kind}, ${count} rules`,
    beside: 'limit',
    ours: us(usPerEvent(name(kind, count))),
    theirs: us(maxUs),
    ratio: maxUs / usPerEvent(name(kind, count)),
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

/** The time for all events, as a sum of medians over small groups, and the number of matches. */
async function inTurns(
  tasks: readonly Task[],
  eventCount: number,
  rounds: number,
): Promise<Map<string, { ms: number; found: number }>> {
  const starts = Array.from(
    { length: Math.ceil(eventCount / eventsPerTurn) },
    (_, at) => at * eventsPerTurn,
  )
  const turn = (task: string, from: number) => `${task}, from event ${from}`
  const timings = await measureInterleaved(
    starts.flatMap((from) =>
      tasks.map(
        ({ name, each }): Contestant => ({
          name: turn(name, from),
          run: () => {
            let found = 0
            const to = Math.min(from + eventsPerTurn, eventCount)
            for (let at = from; at < to; at++) found += each(at)
            return found
          },
        }),
      ),
    ),
    rounds,
  )
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)
  return new Map(
    tasks.map(({ name }) => [
      name,
      {
        ms: sum(starts.map((from) => msOf(timings, turn(name, from)))),
        found: sum(starts.map((from) => timings.get(turn(name, from))?.found ?? 0)),
      },
    ]),
  )
}

/**
 * Evaluates every rule on a sample of the events: all would take too long, and a sample shows that
 * none is missed.
 */
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
