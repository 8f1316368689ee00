import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { variedRules } from '../../../bench/thousand-rules.ts'
import { isHeldBack } from '../../../src/aws/read-only.ts'
import { acceptable } from '../../../src/backends/event-pattern/acceptable.ts'
import { eventPattern } from '../../../src/backends/event-pattern/event-pattern.ts'
import { placementOf } from '../../../src/backends/event-pattern/placement.ts'
import { fromValue } from '../../../src/eventbridge/json.ts'
import { matches } from '../../../src/eventbridge/match.ts'
import { parsePattern } from '../../../src/eventbridge/parse-pattern.ts'
import type { Event } from '../../../src/ir/event.ts'
import type { JsonObject } from '../../../src/ir/json.ts'
import type { Rule } from '../../../src/ir/rule.ts'
import { disjunctsOf } from '../../../src/plan/pack/conjunction.ts'
import type { Packable } from '../../../src/plan/pack/entries.ts'
import { packRules } from '../../../src/plan/pack/pack.ts'
import { eventsFor } from '../../../src/prove/events.ts'
import { aboutAnything, aboutOneField } from '../../naive/questions.ts'
import { probe } from '../../probes/probe.ts'
import { matchOf, ruleOf, shippedRules } from '../stage.ts'

const known = new WeakMap<Rule, Compiled>()

interface Compiled extends Packable {
  readonly patterns: readonly JsonObject[]
}

function packable(rule: Rule): Compiled {
  const made = known.get(rule) ?? compiledFrom(rule)
  known.set(rule, made)
  return made
}

function compiledFrom(rule: Rule): Compiled {
  const compiled = eventPattern.compile(rule)
  const { state } = placementOf(rule)
  const patterns = compiled.kind === 'refused' ? [] : compiled.output
  return { id: rule.id, state, patterns, disjuncts: patterns.flatMap(disjunctsOf) }
}

const pack = (rules: readonly Rule[]) => packRules(rules.map(packable))

interface Sees {
  readonly state: string
  sees(event: Event): boolean
}

function seeing(pattern: string, state: string): Sees {
  const parsed = parsePattern(pattern)
  if (!parsed.ok) throw new Error(`${parsed.error}: ${pattern}`)
  return {
    state,
    sees({ record, envelope }) {
      const { eventName } = record
      const isRead = typeof eventName === 'string' && isHeldBack(eventName)
      if (state === 'ENABLED' && isRead) return false
      return matches(parsed.pattern, fromValue({ ...envelope, detail: record }))
    },
  }
}

/** Events that a rule's own patterns bring and none of the packed ones does. */
function missed(rule: Rule, bins: readonly Sees[], events: Iterable<Event>): Event[] {
  const { state, patterns } = packable(rule)
  const own = patterns.map((pattern) => seeing(JSON.stringify(pattern), state))
  return [...events].filter(
    (event) => own.some((each) => each.sees(event)) && !bins.some((bin) => bin.sees(event)),
  )
}

const binsOf = (rules: readonly Rule[]) =>
  pack(rules).map(({ pattern, state }) => seeing(pattern, state))

describe('what a rule asks EventBridge for is let through when it is packed', () => {
  test.for([
    ['the rules that ship', shippedRules],
    ['a thousand rules', variedRules(shippedRules, 1000)],
  ] as const)('%s', ([, rules]) => {
    const bins = binsOf(rules)
    let seen = 0
    for (const rule of rules.slice(0, 80)) {
      const events = [...eventsFor(rule, [], { exhaustive: 160, random: 80 })]
      expect([rule.id, missed(rule, bins, events)]).toEqual([rule.id, []])
      seen += events.filter((event) => bins.some((bin) => bin.sees(event))).length
    }
    expect(seen).toBeGreaterThan(2000)
  })

  test('random rules, among others that fill their bins', () => {
    const others = variedRules(shippedRules, 120)
    fc.assert(
      fc.property(
        fc.array(fc.oneof(aboutAnything(), aboutOneField), { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        (questions, isSingle) => {
          const rules = questions.map(([match], index) => ruleOf(`random-${index}`, { match }))
          const bins = binsOf(isSingle ? rules : [...rules, ...others])
          const events = questions.map(([, { record, envelope }]) => ({
            record,
            envelope: {
              ...envelope,
              source: 'aws.any',
              'detail-type': 'AWS API Call via CloudTrail',
            },
          }))
          for (const rule of rules) expect(missed(rule, bins, events)).toEqual([])
        },
      ),
      probe('plan/pack/pack/random-rules', { short: 20, long: 1200 }),
    )
  })
})

describe('EventBridge takes what is packed', () => {
  test.for([
    ['the rules that ship', shippedRules, 45],
    ['a thousand rules', variedRules(shippedRules, 1000), 60],
  ] as const)('%s', ([, rules, max]) => {
    const bins = pack(rules)
    expect(bins.filter(({ pattern }) => !acceptable(pattern))).toEqual([])
    expect(bins.filter(({ pattern }) => pattern.includes('"wildcard"')).length).toBeLessThan(31)
    expect(new Set(bins.map(({ name }) => name)).size).toBe(bins.length)
    expect(bins.length).toBeLessThanOrEqual(max)
  })

  test('and it is sent by AWS, whatever the rules are', () => {
    for (const { pattern } of pack(variedRules(shippedRules, 300))) {
      const { source } = JSON.parse(pattern)
      expect(JSON.stringify(source)).toMatch(/^\[(?:"aws\.|\{"prefix":"aws\.)/)
    }
  })
})

describe('a change stays where it is', () => {
  const rules = variedRules(shippedRules, 300)
  const whole = pack(rules)
  const text = (bins: typeof whole) =>
    new Map(bins.map(({ name, pattern, state, rules: own }) => [name, `${state}${pattern}${own}`]))

  function changed(other: readonly Rule[]): string[] {
    const [before, after] = [text(whole), text(pack(other))]
    const names = new Set([...before.keys(), ...after.keys()])
    return [...names].filter((name) => before.get(name) !== after.get(name))
  }

  test('no matter in which order the rules come', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(rules, { minLength: rules.length }), (shuffled) => {
        expect(pack(shuffled)).toEqual(whole)
      }),
      probe('plan/pack/pack/any-order', { short: 2, long: 100 }),
    )
  })

  const ofOneService = rules.filter(({ id }) => bringsTo(id).length === 1)
  function bringsTo(id: string): string[] {
    return whole.flatMap(({ name, rules: own }) => (own.includes(id) ? [name] : []))
  }

  test('editing, removing or adding a rule of one service changes two EventBridge rules at most', () => {
    expect(ofOneService.length).toBeGreaterThan(200)
    fc.assert(
      fc.property(
        fc.constantFrom(...ofOneService),
        fc.constantFrom('edit', 'remove', 'add'),
        (chosen, how) => {
          const edited: Rule = {
            ...chosen,
            match: {
              kind: 'all',
              of: [
                chosen.match,
                {
                  kind: 'block',
                  fields: [{ path: ['awsRegion'], check: { op: 'prefix', text: 'eu-' } }],
                },
              ],
            },
          }
          const others = rules.filter((rule) => rule !== chosen)
          const now = {
            edit: [...others, edited],
            remove: others,
            add: [...rules, { ...edited, id: `${chosen.id}-again` }],
          }[how]
          expect(changed(now).length).toBeLessThanOrEqual(2)
        },
      ),
      probe('plan/pack/pack/edits', { short: 15, long: 800 }),
    )
  })

  test('a rule of several services changes those of its services only', () => {
    const several = rules.find(({ id }) => bringsTo(id).length > 2)
    if (several === undefined) throw new Error('no rule is about several services')
    const service = (name: string) => name.replace(/-[01]+$/, '')
    const its = new Set(bringsTo(several.id).map(service))
    const without = changed(rules.filter((rule) => rule !== several))
    expect(without.filter((name) => !its.has(service(name)))).toEqual([])
    expect(without.length).toBeGreaterThan(0)
  })

  test('what a rule says, how urgent it is and whom it tells changes nothing', () => {
    const retitled = rules.map((rule) => ({ ...rule, title: 'other', severity: 'low' as const }))
    expect(changed(retitled)).toEqual([])
  })
})

describe('how rules are packed', () => {
  test('by source; an event that two rules ask for is sent once', () => {
    const bins = pack([
      ruleOf('a', { match: matchOf('iam', 'CreateUser', 'DeleteUser') }),
      ruleOf('b', { match: matchOf('iam', 'CreateUser') }),
      ruleOf('c', { match: matchOf('ec2', 'RunInstances') }),
    ])
    expect(bins.map(({ name, rules }) => [name, rules])).toEqual([
      ['on-ec2', ['c']],
      ['on-iam', ['a', 'b']],
    ])
    expect(JSON.parse(bins[1]?.pattern ?? '').detail.eventName).toEqual([
      'CreateUser',
      'DeleteUser',
    ])
  })

  test('reads apart, with nothing else among them', () => {
    const bins = pack([ruleOf('a', { match: matchOf('ssm', 'GetParameters', 'PutParameter') })])
    expect(bins.map(({ name, state }) => [name, state])).toEqual([
      ['on-ssm', 'ENABLED'],
      ['on-ssm-reads', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'],
    ])
    expect(bins[0]?.pattern).not.toContain('GetParameters')
    expect(bins[1]?.pattern).not.toContain('PutParameter')
  })

  test('a bin that runs over says less before it becomes many, and never loses a name', () => {
    const names = Array.from({ length: 60 }, (_, index) => `CreateThing${index}`)
    const rules = names.map((name, index) =>
      ruleOf(`rule-${index}`, {
        match: {
          kind: 'all',
          of: [
            matchOf('iam', name),
            {
              kind: 'block',
              fields: [
                {
                  path: ['requestParameters', `field${index}`],
                  check: { op: 'prefix', text: 'x'.repeat(40) },
                },
              ],
            },
          ],
        },
      }),
    )
    const bins = pack(rules)
    expect(bins.length).toBeLessThanOrEqual(4)
    expect(bins.some(({ wide }) => wide)).toBe(true)
    for (const name of names)
      expect(bins.filter(({ pattern }) => pattern.includes(`"${name}"`)).length).toBe(1)
  })

  test('more names than one pattern holds are parted, and still each is there', () => {
    const names = Array.from({ length: 400 }, (_, index) => `CreateSomethingElse${index}`)
    const bins = pack(
      names.map((name, index) => ruleOf(`r${index}`, { match: matchOf('iam', name) })),
    )
    expect(bins.filter(({ pattern }) => !acceptable(pattern))).toEqual([])
    for (const name of names)
      expect(bins.some(({ pattern }) => pattern.includes(`"${name}"`))).toBe(true)
  })

  test('one rule with more than a pattern holds is several', () => {
    const names = Array.from({ length: 250 }, (_, index) => `CreateSomethingElse${index}`)
    const bins = pack([ruleOf('long', { match: matchOf('iam', ...names) })])
    expect(bins.length).toBeGreaterThan(3)
    for (const name of names)
      expect(bins.filter(({ pattern }) => pattern.includes(`"${name}"`)).length).toBe(1)
  })

  test('of forty rules with wildcards in forty services, thirty keep theirs', () => {
    const rules = Array.from({ length: 40 }, (_, index) =>
      ruleOf(`wild-${index}`, {
        on: { source: `aws.service${index}`, detailTypes: ['Something'] },
        match: {
          kind: 'block',
          fields: [{ path: ['name'], check: { op: 'wildcard', pattern: 'a*b*c' } }],
        },
      }),
    )
    const bins = pack(rules)
    expect(bins.filter(({ pattern }) => pattern.includes('wildcard')).length).toBe(30)
    expect(bins.filter(({ pattern }) => pattern.includes('{"prefix":"a"}')).length).toBe(10)
  })
})
