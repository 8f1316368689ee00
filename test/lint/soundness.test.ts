/**
 * What lints say of random rules, held against what the rules do with random events: the lints see
 * whole rules with places, as `validate` runs them.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { observations } from '../../src/aws/detail-types.ts'
import type { Code } from '../../src/diagnostics/codes.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { evaluate } from '../../src/engine/evaluate.ts'
import { ruleMatches } from '../../src/engine/rule-matches.ts'
import type { Event } from '../../src/ir/event.ts'
import type { Check, Field, Predicate } from '../../src/ir/predicate.ts'
import type { Rule } from '../../src/ir/rule.ts'
import { lint } from '../../src/lint/lint.ts'
import { independentParts } from '../../src/lint/logic/parts.ts'
import { type ProbeParameters, probe } from '../probes/probe.ts'
import { event, isSingle, predicate, repetitive } from './questions.ts'

const envelope = { source: 'aws.iam', 'detail-type': 'AWS API Call via CloudTrail' }
const events = fc.array(
  event.map(({ record }): Event => ({ record, envelope })),
  { minLength: 8, maxLength: 8 },
)
const clauses = fc.record({
  match: repetitive,
  unless: fc.option(predicate, { nil: undefined }),
})

const ruleOf = (id: string, { match, unless }: Pick<Rule, 'match' | 'unless'>): Rule => ({
  ...{ id, title: id, severity: 'low', why: id, status: 'enabled', on: observations.cloudtrail },
  ...{ match, unless, via: 'eventbridge', threshold: undefined, firstSeen: undefined },
  ...{ dedup: undefined, alert: { title: undefined, fields: [] }, notify: undefined, respond: [] },
  ...{
    attack: [],
    controls: [],
    references: [],
    falsePositives: [],
    runbook: undefined,
    tests: [],
  },
})

/** Lints rules, each part of which has a line of its own, and gives the part back with each finding. */
function linted(rules: readonly Rule[]) {
  const lines = new Map<object, number>()
  const parts: object[] = []
  const lineOf = (part: object): number => {
    const known = lines.get(part)
    if (known !== undefined) return known
    lines.set(part, parts.push(part))
    return parts.length
  }
  const at = (line: number) => ({
    file: 'rule.yaml',
    start: { line, column: 1 },
    end: { line, column: 1 },
  })
  const placed = rules.map((rule) => ({ rule, file: 'rule.yaml', idSpan: at(lineOf(rule)) }))
  const found = lint(placed, new Map(), (part) => at(lineOf(part)))
  return found.map((each) => ({ ...each, part: parts[each.span.start.line - 1] }))
}

/** Runs a property on findings of one code; answers how many there were for each rule. */
function onFindings(
  code: Code,
  parameters: ProbeParameters,
  holds: (rule: Rule, found: Diagnostic & { part: object | undefined }, tried: Event[]) => void,
): number {
  let count = 0
  fc.assert(
    fc.property(clauses, events, (parts, tried) => {
      const rule = ruleOf('one', parts)
      for (const found of linted([rule])) {
        if (found.code !== code) continue
        count++
        holds(rule, found, tried)
      }
    }),
    parameters,
  )
  return count / parameters.numRuns
}

/** A part of a rule as a predicate of its own. */
function asPredicate(part: object | undefined, rule: Rule): Predicate {
  if (part === undefined) throw new Error('a finding at no part')
  if ('kind' in part) return part as Predicate
  if ('path' in part) return { kind: 'block', fields: [part as Field] }
  const field = fieldsIn(rule.match)
    .concat(rule.unless ? fieldsIn(rule.unless) : [])
    .find((each) => isIn(part as Check, each.check))
  if (field === undefined) throw new Error('a finding at no field')
  return { kind: 'block', fields: [{ path: field.path, check: part as Check }] }
}

const fieldsIn = (of: Predicate): Field[] =>
  of.kind === 'block'
    ? [...of.fields]
    : of.kind === 'not' || of.kind === 'each'
      ? fieldsIn(of.of)
      : of.of.flatMap(fieldsIn)

const isIn = (part: Check, whole: Check): boolean =>
  part === whole ||
  (whole.op === 'not' && isIn(part, whole.of)) ||
  ((whole.op === 'any' || whole.op === 'all') && whole.of.some((each) => isIn(part, each)))

describe('on random rules', () => {
  test('never-matches: no event meets it', () => {
    const share = onFindings(
      'never-matches',
      probe('lint/soundness/never-matches', { short: 1000, long: 60_000 }),
      (rule, { part, message }, tried) => {
        if (message.startsWith('every event that matches `match`')) {
          expect(tried.filter((each) => ruleMatches(rule, each))).toEqual([])
          return
        }
        const always = message.includes('this `not`, because')
        const predicate = asPredicate(part, rule)
        expect(tried.filter((each) => evaluate(predicate, each) !== always)).toEqual([])
      },
    )
    expect(share).toBeGreaterThan(0.2)
  })

  test('always-matches: every event meets it', () => {
    const share = onFindings(
      'always-matches',
      probe('lint/soundness/always-matches', { short: 1000, long: 60_000 }),
      (rule, { part, message }, tried) => {
        if (message.startsWith('every text')) return
        const never = message.startsWith('this `not` has no effect')
        const predicate = asPredicate(part, rule)
        expect(tried.filter((each) => evaluate(predicate, each) === never)).toEqual([])
      },
    )
    expect(share).toBeGreaterThan(0.2)
  })

  test('subsumed-clause: the rule is the same without it', () => {
    let count = 0
    const parameters = probe('lint/soundness/subsumed-clause', { short: 1000, long: 60_000 })
    fc.assert(
      fc.property(clauses, events, (parts, tried) => {
        const rule = ruleOf('one', parts)
        const found = linted([rule]).filter(({ code }) => code === 'subsumed-clause')
        if (found.length === 0) return
        count++
        const idle = new Set(found.flatMap(({ part }) => part ?? []))
        const match = without(rule.match, idle)
        const unless = rule.unless && without(rule.unless, idle)
        const exceptions = unless?.kind === 'any' && unless.of.length === 0 ? undefined : unless
        const shorter = ruleOf('one', { match, unless: exceptions })
        const firing = (each: Rule) => tried.filter((one) => ruleMatches(each, one))
        expect(firing(shorter)).toEqual(firing(rule))
      }),
      parameters,
    )
    expect(count / parameters.numRuns).toBeGreaterThan(0.05)
  })

  test('subsumed-rule: the other one fires as well', () => {
    let count = 0
    const parameters = probe('lint/soundness/subsumed-rule', { short: 800, long: 50_000 })
    fc.assert(
      fc.property(clauses, clauses, fc.boolean(), events, (one, more, alike, tried) => {
        // Rules that have nothing to do with each other say little: the wider one is often made of the narrower.
        const wider = alike ? { match: anyOf(one.match, more.match), unless: undefined } : more
        const rules = [ruleOf('one', one), ruleOf('two', wider)]
        for (const { code, part, message } of linted(rules)) {
          if (code !== 'subsumed-rule') continue
          count++
          const narrow = rules.find((rule) => rule === part) as Rule
          const wide = rules.find(({ id }) => message.includes(`\`${id}\``)) as Rule
          const firing = tried.filter((each) => ruleMatches(narrow, each))
          expect(firing.filter((each) => !ruleMatches(wide, each))).toEqual([])
        }
      }),
      parameters,
    )
    expect(count / parameters.numRuns).toBeGreaterThan(0.1)
  })
})

const anyOf = (...of: Predicate[]): Predicate => ({ kind: 'any', of })

/** A predicate without some of its clauses, alternatives and values. */
function without(of: Predicate, idle: ReadonlySet<object>): Predicate {
  switch (of.kind) {
    case 'block': {
      const kept = independentParts(of.fields, isSingle)
        .filter(([first]) => first === undefined || !idle.has(first))
        .flat()
      const fields = kept.map((field) => ({ ...field, check: withoutValues(field.check, idle) }))
      return { kind: 'block', fields }
    }
    case 'not':
    case 'each':
      return { ...of, of: without(of.of, idle) }
    case 'all':
    case 'any':
      return {
        kind: of.kind,
        of: of.of.filter((part) => !idle.has(part)).map((part) => without(part, idle)),
      }
  }
}

function withoutValues(check: Check, idle: ReadonlySet<object>): Check {
  switch (check.op) {
    case 'not':
      return { op: 'not', of: withoutValues(check.of, idle) }
    case 'any':
    case 'all':
      return {
        op: check.op,
        of: check.of.filter((part) => !idle.has(part)).map((part) => withoutValues(part, idle)),
      }
    default:
      return check
  }
}
