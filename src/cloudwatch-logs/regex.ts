/**
 * The regular expressions of filter patterns, `%…%`.
 *
 * AWS supports a subset without groups, so every one of them can run on RE2, which is linear in the
 * message. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/regex-expressions.html
 */

import { RE2JS } from 're2js'
import { fail, type Scanner } from './scanner.ts'

export interface Regex {
  /** The text between the percent signs. */
  readonly source: string
  readonly compiled: RE2JS
}

const MAX_REGEXES = 2

// AWS documents no limit on counted repetition. This limit allows as much as 1,024 characters can
// write out without counting. With a few `{1000}`, one message of a megabyte takes RE2 a minute.
const MAX_PROGRAM = 1100

const SUPPORTED = /[A-Za-z0-9:_#=@/;,\- ^$?[\]{}|\\*+.]/
const CLASS_ESCAPES = 'dDsSwW'
const LITERAL_ESCAPES = /[:_#=@/;,\- ^$?[\]{}|\\*+.]/

/** Reads `%…%` at the scanner. */
export function takeRegex(scanner: Scanner): Regex {
  const start = scanner.at
  const end = scanner.text.indexOf('%', start + 1)
  if (end < 0) fail(start, 'This regular expression is never closed.', 'Add a closing `%`.')
  const source = scanner.text.slice(start + 1, end)
  if (source === '') fail(start, 'This regular expression is empty.', 'Write it between the `%`.')
  checkCharacters(source, start + 1)
  checkRepetition(source, start)
  scanner.regexes++
  if (scanner.regexes > MAX_REGEXES) {
    fail(start, 'A filter pattern can hold 2 regular expressions, and this is one more.')
  }
  scanner.at = end + 1
  return { source, compiled: compile(source, start) }
}

/** Whether the expression is found anywhere in the text. */
export function foundIn(regex: Regex, text: string): boolean {
  return regex.compiled.matcher(text).find()
}

function compile(source: string, start: number): RE2JS {
  const compiled = compileOrFail(source, start)
  if (compiled.programSize() > MAX_PROGRAM) {
    fail(start, 'This regular expression repeats too much.', 'Lower the counts in `{…}`.')
  }
  return compiled
}

function compileOrFail(source: string, start: number): RE2JS {
  try {
    // AWS says `.` matches any single character, which includes a line break.
    return RE2JS.compile(source, RE2JS.DOTALL)
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    const reason = text.replace('error parsing regexp: ', '')
    return fail(start, `This regular expression cannot be read: ${reason}.`)
  }
}

function checkCharacters(source: string, offset: number): void {
  for (let i = 0; i < source.length; i++) {
    const character = String.fromCodePoint(source.codePointAt(i) ?? 0)
    if (character === '\\') i += checkEscape(source, i, offset)
    else if (!SUPPORTED.test(character)) refuseCharacter(character, offset + i)
  }
}

/** RE2 reads a brace without a count as the character. AWS lists braces as operators only. */
function checkRepetition(source: string, start: number): void {
  const outsideClasses = source.replace(/\\./gs, 'a').replace(/\[\^?\]?[^\]]*\]/g, 'a')
  if (!/[{}]/.test(outsideClasses.replace(/\{\d+(?:,\d*)?\}/g, ''))) return
  fail(
    start,
    'A brace in this regular expression holds no count.',
    'Write `{2}` or `{2,4}`, or `\\{`.',
  )
}

function refuseCharacter(character: string, at: number): never {
  if (character === '(' || character === ')') {
    const instead = character === '(' ? '\\x28' : '\\x29'
    return fail(
      at,
      'Parentheses are not supported in regular expressions.',
      `Write the expression without groups; \`${instead}\` matches the character itself.`,
    )
  }
  const code = character.charCodeAt(0)
  const instead = `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`
  return fail(
    at,
    `\`${character}\` is not supported in regular expressions.`,
    code < 0x80 ? `Write \`${instead}\` instead.` : 'Only ASCII is; match it with `.`.',
  )
}

/** Returns how many characters follow the backslash. */
function checkEscape(source: string, at: number, offset: number): number {
  const escaped = source[at + 1] ?? ''
  if (escaped === 'x') {
    if (/^[0-7][0-9A-Fa-f]$/.test(source.slice(at + 2, at + 4))) return 3
    return fail(offset + at, '`\\x` needs two hexadecimal digits of an ASCII character.')
  }
  if (escaped !== '' && CLASS_ESCAPES.includes(escaped)) return 1
  if (LITERAL_ESCAPES.test(escaped)) return 1
  return fail(
    offset + at,
    `\`\\${escaped}\` is not supported in regular expressions.`,
    'Use \\d \\D \\s \\S \\w \\W, `\\x` and two hexadecimal digits, or a backslash before an operator.',
  )
}
