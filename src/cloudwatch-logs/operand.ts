/**
 * What stands to the right of a comparison, and how a value compares with it: text with a
 * wildcard at either end, a number, or a regex.
 */

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>='

export interface Comparison {
  readonly operator: Operator
  readonly operand: Operand
}

export interface Regex {
  readonly kind: 'regex'
  /** As written between the percent signs. */
  readonly source: string
  /** Whether the text contains a match; takes time linear in the text. */
  readonly occursIn: (text: string) => boolean
}

export interface Text {
  readonly kind: 'text'
  /** Without the wildcards at the ends. */
  readonly text: string
  readonly anyBefore: boolean
  readonly anyAfter: boolean
  readonly quoted: boolean
}

export interface Numeric {
  readonly kind: 'number'
  readonly value: number
  /** As written. */
  readonly text: string
}

export type Operand = Text | Numeric | Regex

/** An integer or a decimal with an optional sign and exponent, as the syntax page describes. */
export const numberSyntax = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/** The text of a value with the wildcards at its ends taken off. */
export function textOperand(written: string, quoted: boolean): Text {
  // Undecided `inner-wildcard`: the 2021 syntax page has `Ev*ent` match only the text `Ev*ent`,
  // today's is silent. The 2021 reading stays; it is the narrower one.
  const anyBefore = written.startsWith('*')
  const anyAfter = written.endsWith('*')
  const text = written.slice(anyBefore ? 1 : 0, anyAfter ? -1 : undefined)
  return { kind: 'text', text, anyBefore, anyAfter, quoted }
}

/** Compares a field of a space-delimited message, which is always text. */
export function compareText({ operator, operand }: Comparison, text: string): boolean {
  switch (operator) {
    case '=':
      return equalsText(operand, text)
    case '!=':
      return !equalsText(operand, text)
    case '<':
    case '<=':
    case '>':
    case '>=':
      return numberSyntax.test(text) && inOrder(operator, Number(text), operand)
  }
}

/**
 * Compares a value of a JSON message. False for `=` and `!=` alike where the value is not of the
 * operand's kind, as the syntax page has it for objects and arrays.
 */
export function compareScalar({ operator, operand }: Comparison, value: unknown): boolean {
  switch (operator) {
    case '=':
      return equalsScalar(operand, value) === true
    case '!=':
      return equalsScalar(operand, value) === false
    case '<':
    case '<=':
    case '>':
    case '>=':
      return typeof value === 'number' && inOrder(operator, value, operand)
  }
}

function equalsText(operand: Operand, text: string): boolean {
  if (operand.kind === 'regex') return operand.occursIn(text)
  if (operand.kind === 'text') return fits(operand, text)
  // Undecided `field-number-equality`: 404 equals the field `404` and also `404.0`.
  return text === operand.text || (numberSyntax.test(text) && Number(text) === operand.value)
}

/** Undefined where the two cannot be compared: both `=` and `!=` are then false. */
function equalsScalar(operand: Operand, value: unknown): boolean | undefined {
  // Undecided `boolean-equality`: the page knows booleans only after IS, so `=` skips them.
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  switch (operand.kind) {
    case 'regex':
      // Undecided `regex-on-number`: the page matches strings with regexes, never numbers.
      return typeof value === 'string' ? operand.occursIn(value) : undefined
    case 'number':
      // Undecided `number-and-string`: 400 is not compared with the string "400".
      return typeof value === 'number' ? value === operand.value : undefined
    case 'text':
      if (typeof value === 'string') return fits(operand, value)
      return readsNumbers(operand) ? fits(operand, String(value)) : undefined
  }
}

/**
 * The page lets `*` match numbers, as in `$.latency = *`; AWS's CDK writes "exists" as `= "*"`.
 * Undecided `quoted-wildcard-on-number`: a quoted `"4*"` is text and leaves numbers alone.
 */
function readsNumbers({ text, anyBefore, anyAfter, quoted }: Text): boolean {
  if (quoted) return text === '' && (anyBefore || anyAfter)
  return anyBefore || anyAfter
}

function fits({ text, anyBefore, anyAfter }: Text, value: string): boolean {
  if (anyBefore && anyAfter) return value.includes(text)
  if (anyBefore) return value.endsWith(text)
  if (anyAfter) return value.startsWith(text)
  return value === text
}

function inOrder(operator: '<' | '<=' | '>' | '>=', value: number, operand: Operand): boolean {
  // INVARIANT: the parser lets only a number follow these four.
  if (operand.kind !== 'number') return false
  switch (operator) {
    case '<':
      return value < operand.value
    case '<=':
      return value <= operand.value
    case '>':
      return value > operand.value
    case '>=':
      return value >= operand.value
  }
}
