/**
 * Why an event did or did not match. Every verdict in a trace comes from `evaluate` itself, so an
 * explanation cannot disagree with what the rule does.
 */
import type { TestedValue } from '../ir/json.ts'
import { type Each, foldCheck, operatorsIn, partsOf, readsObjects } from '../ir/logic.ts'
import type { Check, Field, OperatorCheck, Predicate } from '../ir/predicate.ts'
import { nearMiss } from '../operators/operators.ts'
import { type PolicyFinding, policyFinding } from '../policy-document/holds.ts'
import { documentsAt, evaluate, type Scope, someElement, valuesOf } from './evaluate.ts'

/**
 * What kept a field from passing. `other element`: each field passes, but with values from
 * different elements of one array. `ruled out`: it has a value that `not` excludes. `no such statement`: of a policy document.
 */
export type Reason =
  | 'absent'
  | 'present'
  | 'different'
  | 'letter case'
  | 'wrong type'
  | 'ruled out'
  | 'no such statement'
  | 'other element'

export interface FieldTrace {
  readonly field: Field
  readonly holds: boolean
  /** Every value the path reaches; empty where it is absent. */
  readonly found: readonly TestedValue[]
  /** What `policy` found in these values: the statement, or why nothing is decided. */
  readonly policies: readonly PolicyFinding[]
  readonly why: Reason | undefined
}

export type Trace =
  | {
      readonly kind: 'block'
      readonly holds: boolean
      readonly predicate: Predicate
      readonly fields: readonly FieldTrace[]
    }
  | {
      readonly kind: 'all' | 'any' | 'not'
      readonly holds: boolean
      readonly predicate: Predicate
      readonly of: readonly Trace[]
    }
  | {
      readonly kind: 'each'
      readonly holds: boolean
      readonly predicate: Each
      readonly elementCount: number
      /** The first element that satisfies it, or else the nearest; undefined if there is no element. */
      readonly nearest: { readonly number: number; readonly trace: Trace } | undefined
    }

export function explain(predicate: Predicate, event: Scope): Trace {
  const holds = evaluate(predicate, event)
  if (predicate.kind === 'each') return traceElements(predicate, holds, event)
  if (predicate.kind === 'block') {
    const fields = traceFields(predicate.fields, holds, event)
    return { kind: 'block', holds, predicate, fields }
  }
  const of = partsOf(predicate).map((part) => explain(part, event))
  return { kind: predicate.kind, holds, predicate, of }
}

/** More elements than this are counted, and not explained. */
const maxExplained = 1000

function traceElements(predicate: Each, holds: boolean, scope: Scope): Trace {
  const elements: Scope[] = []
  someElement(scope, predicate.path, (element) => elements.push(element) === 0)
  const found = elements.findIndex((element) => evaluate(predicate.of, element))
  const shown = found === -1 ? elements.slice(0, maxExplained) : elements.slice(found, found + 1)
  const traces = shown.map((element, index) => ({
    number: Math.max(found, 0) + index + 1,
    trace: explain(predicate.of, element),
  }))
  const nearest = traces.reduce<(typeof traces)[number] | undefined>(
    (best, one) => (best && heldFields(best.trace) >= heldFields(one.trace) ? best : one),
    undefined,
  )
  return { kind: 'each', holds, predicate, elementCount: elements.length, nearest }
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

const together = (fields: readonly Field[], event: Scope): boolean =>
  evaluate({ kind: 'block', fields }, event)

function traceFields(fields: readonly Field[], blockHolds: boolean, event: Scope): FieldTrace[] {
  const passes = fields.map((field) => together([field], event))
  const apart =
    !blockHolds && passes.every((holds) => holds) ? fieldsApart(fields, event) : new Set()
  return fields.map((field, index) => {
    const found = (readsObjects(field.check) ? documentsAt : valuesOf)(event, field.path)
    const holds = (passes[index] ?? false) && !apart.has(field)
    const why = holds ? undefined : apart.has(field) ? 'other element' : reason(field.check, found)
    return { field, holds, found, policies: policiesIn(field.check, found), why }
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
      if (!together([one, other], event)) apart.add(one).add(other)
    }
  }
  return apart.size > 0 ? apart : new Set(fields)
}

const reason = (check: Check, found: readonly TestedValue[]): Reason =>
  found.length === 0
    ? 'absent'
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
  const misses = found.map((value) => nearMiss(check, value))
  return misses.find((miss) => miss !== undefined) ?? 'different'
}

/** A near miss, or what all parts agree on. */
const joinReason = (of: readonly Reason[]): Reason =>
  of.find((each) => each === 'letter case' || each === 'wrong type') ??
  (of.every((each) => each === of[0]) ? (of[0] ?? 'different') : 'different')
