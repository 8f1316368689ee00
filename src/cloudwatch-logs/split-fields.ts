/** Cuts a space-delimited message into fields. */

export interface Field {
  /** Without the brackets or quotation marks that make it one field. */
  readonly value: string
  /** Offset in the message, brackets or quotation marks included. */
  readonly start: number
}

const CLOSING: Readonly<Record<string, string>> = { '[': ']', '"': '"' }

/**
 * Whitespace separates fields, and text in `[…]` or `"…"` is one field. That is so for a bracket or
 * quotation mark that opens a field and has its partner at the end of one. Any other is an ordinary
 * character, because AWS does not document more.
 */
export function splitFields(message: string): readonly Field[] {
  const fields: Field[] = []
  // Past this offset the message has no such closing character; without it, `[ [ [ …` is quadratic.
  const lastClosing = { ']': message.lastIndexOf(']'), '"': message.lastIndexOf('"') }
  const space = /\s+|$/g
  for (let start = skipBlanks(message, 0); start < message.length; ) {
    const closing = CLOSING[message.charAt(start)] as keyof typeof lastClosing | undefined
    const hasClosing = closing !== undefined && lastClosing[closing] > start
    const close = hasClosing ? message.indexOf(closing, start + 1) : start
    space.lastIndex = close
    const end = space.exec(message)?.index ?? message.length
    const wrapped = hasClosing && end === close + 1
    const value = wrapped ? message.slice(start + 1, close) : message.slice(start, end)
    fields.push({ value, start })
    start = skipBlanks(message, end)
  }
  return fields
}

function skipBlanks(message: string, from: number): number {
  const blanks = /\s*/y
  blanks.lastIndex = from
  blanks.exec(message)
  return blanks.lastIndex
}
