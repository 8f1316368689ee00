/**
 * The metric filters that audits require, beside the filter of the rule. Security Hub and Prowler
 * compare texts, so only their own text fulfils a control, even if the rule's filter matches more.
 */
import { type CisFilter, cisFilters } from '../../aws/cis-filters.ts'
import { type Literal, literalsIn, matchAndNotUnless } from '../../ir/logic.ts'
import { pathText } from '../../ir/path.ts'
import type { Rule } from '../../ir/rule.ts'
import { alarmFor } from './alarm.ts'
import { knownValues } from './known-values.ts'
import type { MetricFilter } from './metric-filter.ts'
import { type FieldTest, formulaOf } from './normal-form.ts'

export interface AuditFilter extends MetricFilter {
  readonly control: string
  /** The checks that it fulfils, by the names that Security Hub and Prowler give them. */
  readonly lookedForBy: readonly string[]
  readonly note: string | undefined
}

/** The filter for a control, `cis-4.1` to `cis-4.15`; undefined for any other. */
export function auditFilter(control: string): AuditFilter | undefined {
  const filter = cisFilters.find((each) => each.control === control)
  if (filter === undefined) return undefined
  const { pattern, title, note, securityHub, prowler } = filter
  const text = `${control}: ${title}. Filter and alarm as ${namesOf(filter)} look for them.`
  return {
    control,
    pattern,
    metric: { namespace: 'Tripline', name: control, value: 1, defaultValue: 0 },
    alarm: alarmFor(text, undefined),
    lookedForBy: [...(securityHub ? [`Security Hub ${securityHub}`] : []), `Prowler ${prowler}`],
    note,
  }
}

const namesOf = ({ securityHub }: CisFilter): string =>
  securityHub === undefined ? 'auditors' : `Security Hub (${securityHub}) and other auditors`

/** The differences between the audit's filter and the rule, each as a sentence. */
export function auditDifferences(
  rule: Pick<Rule, 'on' | 'match' | 'unless' | 'threshold'>,
  { pattern, note }: AuditFilter,
): readonly string[] {
  const { on, threshold } = rule
  const literals = literalsIn(formulaOf(matchAndNotUnless(rule)))
  const wanted = [...new Set(literals.flatMap(eventNameIn))]
  const taken = [...pattern.matchAll(/\$\.eventName\s*=\s*"?(\w+)/g)].map(([, name = '']) => name)
  const eventNames = wanted.length > 0 ? wanted : undefined
  const around = { detailTypes: on.detailTypes, eventSources: undefined, eventNames }
  const tested = literals.flatMap(({ leaf: { path } }) =>
    knownValues(path, around).length > 0 ? [pathText(path)] : [],
  )
  const untested = [...new Set(tested)].filter((path) => !pattern.includes(`$.${path}`))
  const named = taken.length > 0 && wanted.length > 0
  const ruleOnly = named ? wanted.filter((name) => !taken.includes(name)) : []
  const auditOnly = named ? taken.filter((name) => !wanted.includes(name)) : []
  return [
    ...(ruleOnly.length > 0 ? [`only the rule sees ${ruleOnly.join(', ')}`] : []),
    ...(auditOnly.length > 0 ? [`only the auditor's filter sees ${auditOnly.join(', ')}`] : []),
    ...(untested.length > 0
      ? [`the auditor's filter does not look at \`${untested.join('`, `')}\``]
      : []),
    ...(threshold
      ? [`the auditor's filter counts from one, the rule from ${threshold.count}`]
      : []),
    ...(note ? [note] : []),
  ]
}

const eventNameIn = ({ leaf: { path, check }, negated }: Literal<FieldTest>): string[] =>
  pathText(path) === 'eventName' && check.op === 'equals' && !negated ? [String(check.value)] : []
