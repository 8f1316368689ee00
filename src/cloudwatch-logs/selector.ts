/**
 * Property selectors of JSON patterns: `$.a.b`, `$.a[0]`, `$.a[*].b`, `$.*`, `$.['a.b']`.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */

import {
  accept,
  fail,
  nextCharacter,
  type Scanner,
  startsWith,
  take,
  takeQuoted,
  unquote,
} from './scanner.ts'

export type Step =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'any-key' }
  | { readonly kind: 'any-index' }

/** The path from the root of the message to a value. */
export type Selector = readonly Step[]

const MAX_WILDCARDS = 3

export function takeSelector(scanner: Scanner): Selector {
  if (!accept(scanner, '$')) return refuseStart(scanner)
  if (
    !startsWith(scanner, '.') &&
    !/\[["']/y.test(scanner.text.slice(scanner.at, scanner.at + 2))
  ) {
    return refuseRoot(scanner)
  }
  const steps: Step[] = []
  while (startsWith(scanner, '.') || startsWith(scanner, '[')) {
    const start = scanner.at
    const step = accept(scanner, '.') ? takeMember(scanner) : takeBracket(scanner)
    countWildcard(scanner, steps, step, start)
    steps.push(step)
  }
  refuseStrayCharacter(scanner)
  return steps
}

function refuseStart(scanner: Scanner): never {
  const start = scanner.at
  const word = take(scanner, /[A-Za-z0-9_.-]+/y)
  if (word !== '') {
    return fail(start, `\`${word}\` is not a property selector.`, `Write \`$.${word}\`.`)
  }
  return fail(
    start,
    `Expected a property selector, found ${nextCharacter(scanner)}.`,
    'A condition starts with `$.` and the name of a property.',
  )
}

function refuseRoot(scanner: Scanner): never {
  if (startsWith(scanner, '[')) {
    return fail(scanner.at, 'An index has to follow a property.', 'Write `$.property[0]`.')
  }
  return fail(
    scanner.at,
    `Expected \`.\` after \`$\`, found ${nextCharacter(scanner)}.`,
    'Write `$.`.',
  )
}

function takeMember(scanner: Scanner): Step {
  if (accept(scanner, '*')) return { kind: 'any-key' }
  if (startsWith(scanner, '"')) return { kind: 'key', key: takeQuoted(scanner) }
  if (/\[["']/y.test(scanner.text.slice(scanner.at, scanner.at + 2))) return takeBracket(scanner)
  if (startsWith(scanner, '[')) {
    return fail(scanner.at, 'An index has to follow a property.', 'Remove the `.` before it.')
  }
  const key = take(scanner, /[A-Za-z0-9_-]+/y)
  if (key !== '') return { kind: 'key', key }
  return fail(
    scanner.at,
    `Expected the name of a property, found ${nextCharacter(scanner)}.`,
    QUOTE,
  )
}

const QUOTE = "Write a key with special characters as `['key']`."

function takeBracket(scanner: Scanner): Step {
  const start = scanner.at
  const inside = take(scanner, /\[(?:\*|\d+|'[^']*'|"(?:[^"\\]|\\.)*")\]/sy).slice(1, -1)
  if (inside === '') {
    return fail(
      start,
      'Brackets hold an index from 0, `*` or a quoted key.',
      "Write `[0]`, `[*]` or `['key']`.",
    )
  }
  if (inside === '*') return { kind: 'any-index' }
  if (inside.startsWith("'")) return { kind: 'key', key: inside.slice(1, -1) }
  if (inside.startsWith('"')) {
    return { kind: 'key', key: unquote(inside.slice(1, -1)) }
  }
  return { kind: 'index', index: Number(inside) }
}

function isWildcard(step: Step): boolean {
  return step.kind === 'any-key' || step.kind === 'any-index'
}

function countWildcard(scanner: Scanner, before: Selector, step: Step, start: number): void {
  if (!isWildcard(step)) return
  if (before.some(isWildcard)) {
    fail(start, 'A property selector can hold one wildcard, and this is one more.')
  }
  scanner.wildcards++
  if (scanner.wildcards > MAX_WILDCARDS) {
    fail(start, 'A filter pattern can hold 3 wildcard selectors, and this is one more.')
  }
}

function refuseStrayCharacter(scanner: Scanner): void {
  if (!/[^\s=!<>~()&|}]/.test(scanner.text.charAt(scanner.at))) return
  fail(scanner.at, `${nextCharacter(scanner)} cannot be part of a property selector.`, QUOTE)
}

/** Every value that the selector reaches. The list is empty if the message lacks the property. */
export function select(selector: Selector, root: unknown): readonly unknown[] {
  let values: readonly unknown[] = [root]
  for (const step of selector) values = values.flatMap((value) => follow(step, value))
  return values
}

function follow(step: Step, value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) {
    if (step.kind === 'any-index') return value
    return step.kind === 'index' && step.index < value.length ? [value[step.index]] : []
  }
  if (step.kind === 'any-key') return Object.values(value)
  if (step.kind !== 'key' || !Object.hasOwn(value, step.key)) return []
  return [(value as Readonly<Record<string, unknown>>)[step.key]]
}
