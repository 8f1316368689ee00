/**
 * Refuses parts of YAML before any node is read: tokens that are not supported, and syntax errors.
 */
import type { CST, YAMLError } from 'yaml'
import {
  openQuote,
  tooDeep,
  yamlAlias,
  yamlDirective,
  yamlSyntax,
  yamlTag,
} from '../diagnostics/catalogue/file.ts'
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import { isAftermath, syntaxProblem } from './yaml-help.ts'

/** Turns two offsets of a text into the span between them. */
export type Spans = (start: number, end: number) => Span

/**
 * The composer of `yaml` recurses. This depth is safe for every stack; 10,000 levels abort Node 22.
 */
const maxDepth = 64

/** The first few problems are enough for a file that cannot be read. Hostile text has a million. */
const maxProblems = 20

/**
 * More errors than the parser finds in any file that a person wrote. Each one costs the composer a
 * stack trace.
 */
const tooManyErrors = 10_000

/**
 * Finds tokens that are not supported. It walks the tree with an explicit stack, because the author
 * decides its depth. The composer reports the errors of the parser together with its own. This
 * function reports one only if there are too many.
 */
export function refuseTokens(tokens: readonly CST.Token[], span: Spans): Diagnostic[] {
  const found: Diagnostic[] = []
  const errors: Diagnostic[] = []
  const open: { token: CST.Token; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }))
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next
    const place = span(token.offset, token.offset + ('source' in token ? token.source.length : 1))
    if (depth > maxDepth) return [tooDeep(maxDepth, place)]
    if (token.type === 'anchor' || token.type === 'alias')
      found.push(yamlAlias(token.source, place))
    if (token.type === 'tag') found.push(yamlTag(token.source, place))
    if (isLeftOpen(token)) found.push(openQuote(span(token.offset, token.offset + 1)))
    if (token.type === 'directive') found.push(yamlDirective(token.source, place))
    if (token.type === 'error') errors.push(syntaxError(token.message, place))
    for (const child of childrenOf(token)) open.push({ token: child, depth: depth + 1 })
  }
  const reported = errors.length > tooManyErrors ? [...found, ...errors.slice(-1)] : found
  return reported.reverse().slice(0, maxProblems)
}

function isLeftOpen(token: CST.Token): boolean {
  if (token.type !== 'single-quoted-scalar' && token.type !== 'double-quoted-scalar') return false
  return token.source.length === 1 || token.source.at(-1) !== token.source[0]
}

function childrenOf(token: CST.Token): CST.Token[] {
  const around = 'start' in token && Array.isArray(token.start) ? token.start : []
  if (token.type === 'document') return token.value ? [...around, token.value] : around
  if (!('items' in token)) return around
  const items = token.items as CST.CollectionItem[]
  return items.flatMap(({ start, key, sep, value }) => [
    ...start,
    ...(key ? [key] : []),
    ...(sep ?? []),
    ...(value ? [value] : []),
  ])
}

/** The first error of each line, without the errors that only follow from an earlier one. */
export function syntaxErrors(problems: readonly YAMLError[], span: Spans): Diagnostic[] {
  const byLine = new Map<number, Diagnostic>()
  for (const { message, pos } of problems.slice(0, tooManyErrors)) {
    const place = span(...pos)
    const isNews = byLine.size === 0 || !isAftermath(message)
    if (isNews && !byLine.has(place.start.line))
      byLine.set(place.start.line, syntaxError(message, place))
  }
  return [...byLine.values()].slice(0, maxProblems)
}

const syntaxError = (parserMessage: string, span: Span): Diagnostic => {
  const { message, help } = syntaxProblem(parserMessage)
  return yamlSyntax(message, help, span)
}
