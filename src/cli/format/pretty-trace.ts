/**
 * Prints the trace of `explain` as a tree: each clause, the expected value, the value found, and
 * the reason for a failure.
 */

import { visible } from '../../diagnostics/render.ts'
import type { FieldTrace, Reason, Trace, Verdict } from '../../engine/explain.ts'
import type { Shape } from '../../engine/shape-at.ts'
import { isScalar, type TestedValue } from '../../ir/json.ts'
import { type Path, pathText } from '../../ir/path.ts'
import { describeCheck } from '../../operators/description.ts'
import { scalarText } from '../../operators/equals.ts'
import type { PolicyFinding, Unreadable } from '../../policy-document/holds.ts'
import type { Origins } from '../../rule/reading.ts'
import type { Palette } from '../terminal.ts'

const reasons: Readonly<
  Record<Exclude<Reason, 'absent' | 'undecided' | 'other type' | Shape>, string>
> = {
  present: 'it must be absent',
  different: 'different',
  'letter case': 'differs only in letter case',
  'wrong type': 'right value, wrong type',
  'ruled out': 'this value is excluded',
  'no such statement': 'no statement of it has all of these properties',
  'other element': 'in another element: no single element of the array has all of these values',
}

const unreadable: Readonly<Record<Unreadable, string>> = {
  'no JSON': 'the document is no JSON, or was cut',
  'repeated key': 'the document has a key twice',
  'too deep': 'the document is nested too deep',
  'no policy': 'the document is no policy that IAM accepts',
}

export interface TraceStyle {
  readonly origins: Origins
  readonly paint: Palette
}

export const traceLines = (trace: Trace, style: TraceStyle, depth = 0): string[] => {
  const label = style.origins.get(trace.predicate)?.label
  const indent = '  '.repeat(depth)
  if (trace.kind === 'block') {
    const inner = label === undefined ? depth : depth + 1
    const lines = trace.fields.flatMap((field) => [
      `${'  '.repeat(inner)}${fieldLine(field, style)}`,
      ...policyLines(field, style).map((line) => `${'  '.repeat(inner + 1)}${line}`),
    ])
    return label === undefined ? lines : [`${indent}${mark(trace, style)} ${label}`, ...lines]
  }
  if (trace.kind === 'each') return elementLines(trace, style, depth)
  const words = { all: 'all of', any: 'any of', not: 'not' }[trace.kind]
  const below = trace.of.flatMap((part, index) =>
    trace.kind === 'any' && isUnnamedBlock(part, style)
      ? [
          `${indent}  ${mark(part, style)} ${style.paint.faint(`(${index + 1})`)}`,
          ...traceLines(part, style, depth + 2),
        ]
      : traceLines(part, style, depth + 1),
  )
  return [`${indent}${mark(trace, style)} ${label ?? words}`, ...below]
}

/** The element that satisfies an `each`, or the nearest one. */
function elementLines(
  trace: Extract<Trace, { kind: 'each' }>,
  style: TraceStyle,
  depth: number,
): string[] {
  const { holds, undecided, predicate, elementCount, nearest } = trace
  const where = undecided
    ? omittedText(predicate.path)
    : elementWords(holds, elementCount, nearest?.number ?? 0)
  const line = `each ${visible(pathText(predicate.path))} ${style.paint.faint(`— ${where}`)}`
  const below = nearest === undefined ? [] : traceLines(nearest.trace, style, depth + 1)
  return [`${'  '.repeat(depth)}${mark(trace, style)} ${line}`, ...below]
}

function elementWords(holds: boolean, count: number, number: number): string {
  if (count === 0) return 'there is no object at this path'
  if (holds) return `element ${number} of ${count}`
  return count === 1
    ? 'the only element fails'
    : `all ${count} elements fail, the nearest is ${number}`
}

/**
 * Whether a block has no label. Alternatives need a line of their own, or their fields would read
 * as one list.
 */
const isUnnamedBlock = (trace: Trace, { origins }: TraceStyle): boolean =>
  trace.kind === 'block' && origins.get(trace.predicate)?.label === undefined

const mark = ({ holds, undecided }: Verdict, style: TraceStyle): string =>
  undecided ? style.paint.strong('?') : holds ? style.paint.good('✓') : style.paint.error('✗')

const omittedText = ([part = '']: Path): string =>
  `cannot be decided: CloudTrail left ${visible(part)} out`

function fieldLine(trace: FieldTrace, style: TraceStyle): string {
  const { path, check } = trace.field
  const condition = `${pathText(path)} ${shorten(describeCheck(check), 120)}`
  return `${mark(trace, style)} ${visible(condition)} ${style.paint.faint(`— ${foundText(trace)}`)}`
}

/** What was found, and why it did not pass. */
function foundText({ field, found, why, shape }: FieldTrace): string {
  if (why === 'undecided') return omittedText(field.path)
  if (found.length === 0) return shape === undefined ? 'absent' : shapes[shape]
  const there = `found ${visible(values(found))}`
  if (why === undefined || why === 'absent' || isShape(why)) return there
  return `${there}: ${why === 'other type' ? otherType(found) : reasons[why]}`
}

const shapes: Readonly<Record<Shape, string>> = {
  object: 'is an object: a check needs a field in it',
  'empty object': 'is an empty object: it has no value',
  'empty array': 'is an empty array: it has no value',
}

const isShape = (why: Reason): why is Shape => Object.hasOwn(shapes, why)

function otherType([value]: readonly TestedValue[]): string {
  const types = { string: 'text', number: 'a number', boolean: 'a boolean', object: 'an object' }
  const type = value === null ? 'null' : types[typeof value as keyof typeof types]
  return `it is ${type}, and the check needs another type`
}

/** Several tests of a field often find the same. */
const policyLines = ({ policies }: FieldTrace, style: TraceStyle): string[] => [
  ...new Set(policies.map((finding) => policyLine(finding, style))),
]

/** The statement that has the properties, or why nobody can decide. */
const policyLine = (finding: PolicyFinding, { paint }: TraceStyle): string =>
  paint.faint(
    finding.unreadable === undefined
      ? visible(`statement: ${shorten(JSON.stringify(finding.statement), 400)}`)
      : `cannot be decided: ${unreadable[finding.unreadable]}`,
  )

function values(found: readonly TestedValue[]): string {
  const distinct = [...new Set(found)]
  const more = distinct.length > 4 ? ` and ${distinct.length - 4} more` : ''
  return `${distinct
    .slice(0, 4)
    .map((value) => shorten(isScalar(value) ? scalarText(value) : JSON.stringify(value), 80))
    .join(', ')}${more}`
}

const shorten = (text: string, maxLength: number): string =>
  text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text
