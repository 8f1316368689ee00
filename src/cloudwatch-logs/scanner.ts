/** The reading position in a filter pattern, and the fault that stops every part of the parser. */

export interface Scanner {
  readonly text: string
  /** Offset of the next unread UTF-16 unit. */
  at: number
  /** Regexes read so far; AWS allows two. */
  regexes: number
  /** Wildcard selectors read so far; AWS allows three. */
  wildcards: number
}

/**
 * A fault and its place. It never leaves this folder: `parseFilterPattern` returns it as a value.
 */
export class PatternFault extends Error {
  readonly at: number
  readonly help: string | undefined

  constructor(at: number, message: string, help?: string) {
    super(message)
    this.at = at
    this.help = help
  }
}

export function fail(at: number, message: string, help?: string): never {
  throw new PatternFault(at, message, help)
}

export function scan(text: string): Scanner {
  return { text, at: 0, regexes: 0, wildcards: 0 }
}

/** Reads what the sticky expression matches here; the empty string if it does not match. */
export function take(scanner: Scanner, expression: RegExp): string {
  expression.lastIndex = scanner.at
  const found = expression.exec(scanner.text)?.[0] ?? ''
  scanner.at += found.length
  return found
}

export function skipSpace(scanner: Scanner): void {
  take(scanner, /[ \t\r\n]+/y)
}

export function startsWith(scanner: Scanner, symbol: string): boolean {
  return scanner.text.startsWith(symbol, scanner.at)
}

/** Reads the symbol if it comes next. */
export function accept(scanner: Scanner, symbol: string): boolean {
  if (!startsWith(scanner, symbol)) return false
  scanner.at += symbol.length
  return true
}

export function atEnd(scanner: Scanner): boolean {
  return scanner.at >= scanner.text.length
}

/** The next character, as an error message quotes it. */
export function nextCharacter(scanner: Scanner): string {
  const code = scanner.text.codePointAt(scanner.at)
  return code === undefined ? 'the end of the pattern' : `\`${String.fromCodePoint(code)}\``
}

/** Reads a symbol that has to come next. */
export function expectSymbol(scanner: Scanner, symbol: string, help?: string): void {
  if (accept(scanner, symbol)) return
  fail(scanner.at, `Expected \`${symbol}\`, found ${nextCharacter(scanner)}.`, help)
}

/** Unescapes the text between double quotes. */
export function unquote(written: string): string {
  return written.replace(/\\(["\\])/g, '$1')
}

/**
 * Reads a double-quoted string and returns its text. `\"` and `\\` are the escapes. Before any
 * other character a backslash is itself, because AWS documents no other escapes.
 */
export function takeQuoted(scanner: Scanner): string {
  const start = scanner.at
  const quoted = take(scanner, /"(?:[^"\\]|\\.)*"/sy)
  if (quoted === '') {
    fail(start, 'This quotation mark is never closed.', 'Add a closing `"`.')
  }
  return unquote(quoted.slice(1, -1))
}
