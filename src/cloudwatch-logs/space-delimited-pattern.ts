/**
 * Space-delimited patterns, `[ip, user, ..., status_code = 4*, bytes > 1000]`.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */

import { type Expression, holds, takeExpression } from './expression.ts'
import { fieldMeets, type Operand, type Operator, takeOperand, takeOperator } from './operand.ts'
import {
  accept,
  atEnd,
  expectSymbol,
  fail,
  nextCharacter,
  type Scanner,
  skipSpace,
  startsWith,
  take,
} from './scanner.ts'
import { type Field, splitFields } from './split-fields.ts'

export interface FieldCondition {
  readonly name: string
  readonly operator: Operator
  readonly operand: Operand
}

export interface Column {
  /** Undefined for an empty place between commas, which stands for one field. */
  readonly name: string | undefined
  readonly where: Expression<FieldCondition> | undefined
}

export interface SpaceDelimitedPattern {
  readonly kind: 'space-delimited'
  /** Columns of the first fields, from the left. */
  readonly before: readonly Column[]
  /** Columns of the last fields, after `...`; undefined without one. `[]` is short for `[...]`. */
  readonly after: readonly Column[] | undefined
}

/** Reads a pattern whose first character is `[`. */
export function takeSpaceDelimitedPattern(scanner: Scanner): SpaceDelimitedPattern {
  expectSymbol(scanner, '[')
  const columns = takeColumns(scanner)
  if (startsWith(scanner, ')')) {
    fail(scanner.at, 'This parenthesis closes nothing.', 'Remove it, or add the missing `(`.')
  }
  expectSymbol(scanner, ']', 'Part the fields with commas, and end the pattern with `]`.')
  skipSpace(scanner)
  if (!atEnd(scanner)) {
    fail(
      scanner.at,
      `${nextCharacter(scanner)} follows the end of the pattern.`,
      'Remove it, or put double quotes around a term that starts with `[`.',
    )
  }
  return { kind: 'space-delimited', ...columns }
}

function takeColumns(scanner: Scanner): Pick<SpaceDelimitedPattern, 'before' | 'after'> {
  skipSpace(scanner)
  if (startsWith(scanner, ']')) return { before: [], after: [] }
  const before: Column[] = []
  let after: Column[] | undefined
  do {
    skipSpace(scanner)
    const start = scanner.at
    if (!accept(scanner, '...')) (after ?? before).push(takeColumn(scanner))
    else if (after === undefined) after = []
    else
      fail(start, 'A pattern can hold one `...`, and this is one more.', 'Name the fields instead.')
    skipSpace(scanner)
  } while (accept(scanner, ','))
  return { before, after }
}

function takeColumn(scanner: Scanner): Column {
  if (startsWith(scanner, ',') || startsWith(scanner, ']')) {
    return { name: undefined, where: undefined }
  }
  const start = scanner.at
  if (!startsWith(scanner, '(')) {
    const name = takeName(scanner)
    skipSpace(scanner)
    if (startsWith(scanner, ',') || startsWith(scanner, ']')) {
      return { name, where: undefined }
    }
    scanner.at = start
  }
  const where = takeExpression(scanner, takeCondition)
  return { name: firstName(where), where }
}

function takeCondition(scanner: Scanner): FieldCondition {
  const name = takeName(scanner)
  skipSpace(scanner)
  if (atEnd(scanner)) fail(scanner.at, 'The pattern is never closed.', 'Add `]`.')
  if (!/[=!<>~&|)]/.test(scanner.text.charAt(scanner.at))) refuseAfterName(scanner, name)
  const operator = takeOperator(scanner)
  skipSpace(scanner)
  return { name, operator, operand: takeOperand(scanner, operator, ',]') }
}

function refuseAfterName(scanner: Scanner, name: string): never {
  return fail(
    scanner.at,
    `Expected \`,\`, \`]\` or an operator after \`${name}\`, found ${nextCharacter(scanner)}.`,
    'Names of fields hold letters, digits, `_` and `-`.',
  )
}

function takeName(scanner: Scanner): string {
  const name = take(scanner, /[A-Za-z0-9_-]+/y)
  if (name !== '') return name
  return fail(
    scanner.at,
    `Expected the name of a field, found ${nextCharacter(scanner)}.`,
    'Write a name, `name = value` or `...` between the commas.',
  )
}

function firstName(where: Expression<FieldCondition>): string | undefined {
  if (where.kind === 'condition') return where.condition.name
  const [first] = where.of
  return first && firstName(first)
}

/** The name of a value that `TestMetricFilter` extracts: `$name`, or `$` and the place, from 1. */
export type ExtractedValues = Readonly<Record<string, string>>

/** Returns the fields by name if the message matches. */
export function matchSpaceDelimited(
  pattern: SpaceDelimitedPattern,
  message: string,
): ExtractedValues | undefined {
  const columns = assign(pattern, splitFields(message), message)
  if (columns === undefined) return undefined
  const values = new Map<string, string>()
  for (const [place, { column, value }] of columns.entries()) {
    values.set(`$${column?.name ?? place + 1}`, value)
  }
  const met = columns.every(({ column, value }) => columnMeets(column, value, values))
  return met ? Object.fromEntries(values) : undefined
}

/** A field of the message under its column; fields under `...` or `[]` have none. */
interface Assigned {
  readonly column: Column | undefined
  readonly value: string
}

function assign(
  { before, after }: SpaceDelimitedPattern,
  fields: readonly Field[],
  message: string,
): readonly Assigned[] | undefined {
  if (after === undefined) return assignInOrder(before, fields, message)
  const afterFrom = fields.length - after.length
  if (afterFrom < before.length) return undefined
  return fields.map(({ value }, place) => ({
    column: place < afterFrom ? before[place] : after[place - afterFrom],
    value,
  }))
}

/**
 * The last column takes the rest of the message: the documentation's `[w1=ERROR, w2]` matches a
 * line of seven words.
 */
function assignInOrder(
  columns: readonly Column[],
  fields: readonly Field[],
  message: string,
): readonly Assigned[] | undefined {
  const last = fields[columns.length - 1]
  if (last === undefined) return undefined
  return columns.map((column, place) => {
    const isRest = place === columns.length - 1 && fields.length > columns.length
    const value = isRest ? message.slice(last.start).trimEnd() : (fields[place]?.value ?? '')
    return { column, value }
  })
}

/** A condition can name another column. A condition on a name that no column has never holds. */
function columnMeets(
  column: Column | undefined,
  own: string,
  values: ReadonlyMap<string, string>,
): boolean {
  if (column?.where === undefined) return true
  return holds(column.where, ({ name, operator, operand }) => {
    const value = name === column.name ? own : values.get(`$${name}`)
    return value !== undefined && fieldMeets(value, operator, operand)
  })
}
