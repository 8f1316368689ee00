/**
 * Why an event did or did not match. Every verdict in a trace comes from `evaluate` itself, so an
 * explanation cannot disagree with what the rule does.
 */
import { isScalar, type TestedValue } from '../ir/json.ts'
import { type Each, foldCheck, operatorsIn, partsOf, readsObjects } from '../ir/logic.ts'
import type { Check, Field, OperatorCheck, Predicate } from '../ir/predicate.ts'
import { nearMiss, operators } from '../operators/operators.ts'
import { type PolicyFinding, policyFinding } from '../policy-document/holds.ts'
import { documentsAt, mayHold, mustHold, type Scope, someElement, valuesOf } from './evaluate.ts'
import { type Shape, shapeAt } from './shape-at.ts'

/**
 * What kept a field from passing. `object`, `empty object`, `empty array`: the path reaches no value,
 * but it is not absent. `other type`: the operator passes no value of this JSON type. `other
 * element`: each field passes, but with values from different elements of one array. `ruled out`: it
 * has a value that `not` excludes. `undecided`: CloudTrail left the field out. `no such statement`: of
 * a policy document.
 */
export type Reason =
  | 'absent'
  | Shape
  | 'undecided'
  | 'present'
  | 'different'
  | 'letter case'
  | 'wrong type'
  | 'other type'
  | 'ruled out'
  | 'no such statement'
  | 'other element'

/** `holds`: for certain. `undecided`: it may hold, and need not. */
export interface Verdict {
  readonly holds: boolean
  readonly undecided: boolean
}

export interface FieldTrace extends Verdict {
  readonly field: Field
  /** Every value the path reaches; empty where it is absent. */
  readonly found: readonly TestedValue[]
  /** What is at the path if it reaches no value; undefined where nothing is. */
  readonly shape: Shape | undefined
  /** What `policy` found in these values: the statement, or why nothing is decided. */
  readonly policies: readonly PolicyFinding[]
  readonly why: Reason | undefined
}

export type Trace = Verdict &
  (
    | {
        readonly kind: 'block'
        readonly predicate: Predicate
        readonly fields: readonly FieldTrace[]
      }
    | {
        readonly kind: 'all' | 'any' | 'not'
        readonly predicate: Predicate
        readonly of: readonly Trace[]
      }
    | {
        readonly kind: 'each'
        readonly predicate: Each
        readonly elementCount: number
        /** The first element that satisfies it, or else the nearest; undefined if there is no element. */
        readonly nearest: { readonly number: number; readonly trace: Trace } | undefined
      }
  )

export function explain(predicate: Predicate, event: Scope): Trace {
  const verdict = verdictOn(predicate, event)
  if (predicate.kind === 'each') return traceElements(predicate, verdict, event)
  if (predicate.kind === 'block') {
    const fields = traceFields(predicate.fields, verdict, event)
    return { kind: 'block', ...verdict, predicate, fields }
  }
  const of = partsOf(predicate).map((part) => explain(part, event))
  return { kind: predicate.kind, ...verdict, predicate, of }
}

function verdictOn(predicate: Predicate, event: Scope): Verdict {
  const holds = mustHold(predicate, event)
  return { holds, undecided: !holds && mayHold(predicate, event) }
}

/** More elements than this are counted, and not explained. */
const maxExplained = 1000

function traceElements(predicate: Each, verdict: Verdict, scope: Scope): Trace {
  const elements: Scope[] = []
  someElement(scope, predicate.path, (element) => elements.push(element) === 0)
  const found = elements.findIndex((element) => mustHold(predicate.of, element))
  const shown = found === -1 ? elements.slice(0, maxExplained) : elements.slice(found, found + 1)
  const traces = shown.map((element, index) => ({
    number: Math.max(found, 0) + index + 1,
    trace: explain(predicate.of, element),
  }))
  const nearest = traces.reduce<(typeof traces)[number] | undefined>(
    (best, one) => (best && heldFields(best.trace) >= heldFields(one.trace) ? best : one),
    undefined,
  )
  return { kind: 'each', ...verdict, predicate, elementCount: elements.length, nearest }
}

/** The number of fields that pass: the more there are, the nearer an element is. */
function heldFields(trace: Trace): number {
  switch (trace.kind) {
    case 'block':
      return trace.fields.filter(({ holds }) => holds).length
    case 'each':
      return trace.nearest === undefined ? 0 : heldFields(trace.nearest.trace)
    case 'not':
      return Number(trace.holds)
    case 'all':
    case 'any':
      return trace.of.reduce((sum, part) => sum + heldFields(part), 0)
  }
}

const together = (fields: readonly Field[], event: Scope): Verdict =>
  verdictOn({ kind: 'block', fields }, event)

function traceFields(fields: readonly Field[], block: Verdict, event: Scope): FieldTrace[] {
  const verdicts = new Map(fields.map((field) => [field, together([field], event)]))
  const decided = fields.filter((field) => !verdicts.get(field)?.undecided)
  const areApart =
    !block.holds && !block.undecided && decided.every((field) => verdicts.get(field)?.holds)
  const apart = areApart ? fieldsApart(decided, event) : new Set()
  return fields.map((field) => {
    const found = (readsObjects(field.check) ? documentsAt : valuesOf)(event, field.path)
    const shape = found.length > 0 ? undefined : shapeAt(event, field.path)
    const { holds, undecided } = verdicts.get(field) ?? block
    const policies = policiesIn(field.check, found)
    const trace = { field, undecided, found, shape, policies }
    if (apart.has(field)) return { ...trace, holds: false, why: 'other element' }
    const why = undecided ? 'undecided' : holds ? undefined : reason(field.check, found, shape)
    return { ...trace, holds, why }
  })
}

/** Nothing for a document that was read and has no such statement. */
const policiesIn = (check: Check, found: readonly TestedValue[]): PolicyFinding[] =>
  operatorsIn(check).flatMap(({ leaf }) =>
    leaf.op === 'policy'
      ? found
          .map((value) => policyFinding(value, leaf.test))
          .filter(({ statement, unreadable }) => statement ?? unreadable)
      : [],
  )

/** The fields that fail together, in pairs; all of them if no pair fails. */
function fieldsApart(fields: readonly Field[], event: Scope): Set<Field> {
  const apart = new Set<Field>()
  for (const [index, one] of fields.entries()) {
    for (const other of fields.slice(index + 1)) {
      if (!together([one, other], event).holds) apart.add(one).add(other)
    }
  }
  return apart.size > 0 ? apart : new Set(fields)
}

const reason = (check: Check, found: readonly TestedValue[], shape: Shape | undefined): Reason =>
  found.length === 0
    ? (shape ?? 'absent')
    : foldCheck<Reason>(check, {
        leaf: (operator) => operatorReason(operator, found),
        all: joinReason,
        any: joinReason,
        not: () => 'ruled out',
      })

function operatorReason(check: OperatorCheck, found: readonly TestedValue[]): Reason {
  if (check.op === 'exists') return 'present'
  if (check.op === 'same-as') return 'different'
  if (check.op === 'policy') return 'no such statement'
  const miss = found.map((value) => nearMiss(check, value)).find((each) => each !== undefined)
  return miss ?? (found.every((value) => isOtherType(check, value)) ? 'other type' : 'different')
}

/** Whether an operator passes no value of the JSON type of this one. */
function isOtherType(
  check: Exclude<OperatorCheck, { op: 'exists' | 'same-as' | 'policy' }>,
  value: TestedValue,
): boolean {
  if (!isScalar(value)) return true
  if (check.op === 'equals')
    return (check.value === null) !== (value === null) || typeof check.value !== typeof value
  const { type } = operators[check.op].operand
  return (type === 'string' || type === 'number') && typeof value !== type
}

/** A near miss, or what all parts agree on. */
const joinReason = (of: readonly Reason[]): Reason =>
  of.find((each) => each === 'letter case' || each === 'wrong type') ??
  (of.every((each) => each === of[0]) ? (of[0] ?? 'different') : 'different')
