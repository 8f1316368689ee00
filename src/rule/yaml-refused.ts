/** What is refused of YAML before its nodes are looked at: tokens that are not read, and what is no YAML. */
import type { CST, ErrorCode, YAMLError } from 'yaml'
import {
  openQuote,
  tooDeep,
  yamlAlias,
  yamlDirective,
  yamlSyntax,
  yamlTag,
} from '../diagnostics/catalogue/file.ts'
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import { isAftermath, syntaxHelp, syntaxSentence } from './yaml-help.ts'

/** Offsets of a text to the place between them. */
export type Spans = (start: number, end: number) => Span

/** The composer of `yaml` recurses; at this depth no stack is in danger (10,000 levels abort Node 22). */
const maxDepth = 64

/** Where nothing can be read on, the first few problems say enough, and hostile text has a million. */
const maxProblems = 20

/** More errors than a lost parser makes of a file that somebody wrote; each costs the composer a stack trace. */
const tooManyErrors = 10_000

/**
 * Walks the token tree with a stack of its own, because its depth is the author's choice. Errors
 * of the parser are left to the composer, which also has its own; only too many of them end here.
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
    if (token.type === 'error') errors.push(syntaxError('UNEXPECTED_TOKEN', token.message, place))
    for (const child of childrenOf(token)) open.push({ token: child, depth: depth + 1 })
  }
  const told = errors.length > tooManyErrors ? [...found, ...errors.slice(-1)] : found
  return told.reverse().slice(0, maxProblems)
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

/** What follows a mistake on its line, and what the parser says after it lost its way, is no news. */
export function syntaxErrors(problems: readonly YAMLError[], span: Spans): Diagnostic[] {
  const byLine = new Map<number, Diagnostic>()
  for (const { code, message, pos } of problems.slice(0, tooManyErrors)) {
    const place = span(...pos)
    const isNews = byLine.size === 0 || !isAftermath(message)
    if (isNews && !byLine.has(place.start.line))
      byLine.set(place.start.line, syntaxError(code, message, place))
  }
  return [...byLine.values()].slice(0, maxProblems)
}

const syntaxError = (code: ErrorCode, message: string, span: Span): Diagnostic =>
  yamlSyntax(syntaxSentence(message), syntaxHelp(code), span)
