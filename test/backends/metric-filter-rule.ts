/** Rules for tests that care about a part of one, and words to say what they ask. */
import { observations } from '../../src/aws/detail-types.ts'
import { metricFilter } from '../../src/backends/metric-filter/metric-filter.ts'
import { parseFilterPattern } from '../../src/cloudwatch-logs/parse-filter-pattern.ts'
import type { Scalar } from '../../src/ir/json.ts'
import type { Check, Field, Predicate } from '../../src/ir/predicate.ts'
import type { Rule } from '../../src/ir/rule.ts'

export const ruleOf = (parts: Partial<Rule>): Rule => ({
  id: 'one-rule',
  title: 'Something happened',
  severity: 'low',
  why: 'It should not.',
  status: 'enabled',
  on: observations.cloudtrail,
  match: { kind: 'block', fields: [] },
  unless: undefined,
  via: 'metric-filter',
  threshold: undefined,
  firstSeen: undefined,
  dedup: undefined,
  alert: { title: undefined, fields: [] },
  notify: undefined,
  respond: [],
  attack: [],
  controls: [],
  references: [],
  falsePositives: [],
  runbook: undefined,
  tests: [],
  ...parts,
})

export const equals = (value: Scalar) => ({ op: 'equals', value }) as const
export const not = (of: Check): Check => ({ op: 'not', of })
export const any = (...of: readonly Check[]): Check => ({ op: 'any', of })
export const all = (...of: readonly Check[]): Check => ({ op: 'all', of })
export const present: Check = { op: 'exists', present: true }
export const field = (path: string, check: Check): Field => ({ path: path.split('.'), check })
export const block = (...fields: readonly Field[]): Predicate => ({ kind: 'block', fields })

/** The pattern without its braces, or why there is none. */
export function compiledText(match: Predicate, parts: Partial<Rule> = {}): string {
  const compiled = metricFilter.compile(ruleOf({ match, ...parts }))
  return compiled.kind === 'refused' ? compiled.why : compiled.output.pattern.slice(2, -2)
}

/** With these nothing has to be kept out, and they come before most of what is asked. */
export const pins = [
  field('eventSource', equals('iam.amazonaws.com')),
  field('eventType', equals('AwsApiCall')),
]
export const ofField = (path: string, check: Check): string =>
  compiledText(block(...pins, field(path, check)))
export const everywhere = '$.eventSource="iam.amazonaws.com" && $.eventType="AwsApiCall"'
export const pinned = (rest: string): string => `${everywhere} && ${rest}`

/** A pattern as our engine reads it; throws where it does not. */
export function jsonPattern(text: string) {
  const parsed = parseFilterPattern(text)
  if (!parsed.ok) throw new Error(`${parsed.error.message} ${text}`)
  if (parsed.pattern.kind !== 'json') throw new Error(`no JSON pattern: ${text}`)
  return parsed.pattern
}
