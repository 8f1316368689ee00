/** What a cell of the table of operators holds, and what a backend makes of an operator in the same form. */

import type { Compiled } from '../../src/backends/backend.ts'
import { type EventPatterns, eventPattern } from '../../src/backends/event-pattern/event-pattern.ts'
import { type MetricFilter, metricFilter } from '../../src/backends/metric-filter/metric-filter.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import type { BackendName } from '../../src/ir/names.ts'
import type { Check, OperatorCheck } from '../../src/ir/predicate.ts'
import type { Rule } from '../../src/ir/rule.ts'
import { block, everywhere, field, pins, ruleOf } from './metric-filter-rule.ts'

/** The printed output, with its residual where it is a superset, or the sentence that refuses it. */
export type Cell =
  | { readonly exact: string }
  | { readonly superset: string; readonly residual: string }
  | { readonly refused: string }

/** One example of an operator: what each backend makes of it and of its negation. */
export interface Row<Op extends OperatorCheck['op']> {
  readonly check: Extract<OperatorCheck, { readonly op: Op }>
  readonly path: string
  readonly cells: Readonly<Record<BackendName, readonly [itself: Cell, negated: Cell]>>
}

/** The type checker misses an operator without a row, and a row without a backend's cells. */
export type Table = { readonly [Op in OperatorCheck['op']]: Rows<Op> }

/** At least one row. */
export type Rows<Op extends OperatorCheck['op']> = readonly [Row<Op>, ...(readonly Row<Op>[])]

export const row = <C extends OperatorCheck>(
  check: C,
  path: string,
  cells: Row<OperatorCheck['op']>['cells'],
) => ({ check, path, cells })

export const exact = (output: string): Cell => ({ exact: output })
export const superset = (output: string, residual: string): Cell => ({ superset: output, residual })
export const refused = (why: string): Cell => ({ refused: why })

/** Why a metric filter refuses a text. */
export const plain = (what: string): string =>
  `the test of \`userAgent\` contains ${what}, and CloudWatch Logs does not document how to escape it`

/** The same for the operator and for its negation. */
export const both = (cell: Cell): readonly [Cell, Cell] => [cell, cell]

/** The matchers of the field as JSON; nothing where the pattern does not have the field. */
function matchersAt([pattern = {}]: EventPatterns, path: string): string {
  const at = ['detail', ...path.split('.')].reduce<unknown>(
    (object, key) => (object as JsonObject | undefined)?.[key],
    pattern,
  )
  return at === undefined ? '' : JSON.stringify(at)
}

/** The filter pattern without its braces and without what every row has; `$` is the field. */
const testsIn = ({ pattern }: MetricFilter, path: string): string =>
  pattern
    .slice(2, -2)
    .replace(everywhere, '')
    .replace(/^ && /, '')
    .replaceAll(`$.${path}`, () => '$')

/** Sentences about the field alone, without its name before them. */
function cellOf<Output>(compiled: Compiled<Output>, print: (output: Output) => string): Cell {
  switch (compiled.kind) {
    case 'exact':
      return exact(print(compiled.output))
    case 'superset':
      return superset(print(compiled.output), compiled.residual.map(bare).join('; '))
    case 'refused':
      return refused(bare(compiled.why))
  }
}

const bare = (sentence: string): string => sentence.replace(/^`[\w.]+`: /, '')

const made: Readonly<Record<BackendName, (rule: Rule, path: string) => Cell>> = {
  'event-pattern': (rule, path) =>
    cellOf(eventPattern.compile(rule), (patterns) => matchersAt(patterns, path)),
  'metric-filter': (rule, path) =>
    cellOf(metricFilter.compile(rule), (filter) => testsIn(filter, path)),
}

/** What a backend makes of a check of one field, beside fields that pin the kind of record. */
export const cellFor = (backend: BackendName, path: string, check: Check): Cell =>
  made[backend](ruleOf({ match: block(...pins, field(path, check)) }), path)
