/**
 * YAML text to plain nodes with places, by a narrow gate: what a rule means must be readable on
 * its page, so anchors, aliases, tags, repeated keys and numbers that are not what they look like
 * are refused here and nobody after this file has to think of them.
 */
import {
  Composer,
  type CST,
  type Document,
  type ErrorCode,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  Parser,
  type YAMLError,
} from 'yaml'
import {
  ambiguousNumber,
  duplicateKey,
  emptyFile,
  fileTooLarge,
  keyNotText,
  notText,
  openQuote,
  severalDocuments,
  tooDeep,
  unquotedAccountId,
  yamlAlias,
  yamlDirective,
  yamlSyntax,
  yamlTag,
} from '../diagnostics/catalogue/file.ts'
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import type { Entry, Node, ScalarNode } from '../diagnostics/node.ts'
import { isAftermath, syntaxHelp, syntaxSentence } from './yaml-help.ts'

/** Hand-written files are a hundred times smaller; generated lists of networks fit. */
export const maxFileSizeBytes = 500_000

/** The composer of `yaml` recurses; at this depth no stack is in danger (10,000 levels abort Node 22). */
const maxDepth = 64

export interface YamlFile {
  /** Undefined where there is nothing to read on: then there is at least one error. */
  readonly root: Node | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** Where nothing can be read on, the first few problems say enough, and hostile text has a million. */
const maxProblems = 20

/** More errors than a lost parser makes of a file that somebody wrote; each costs the composer a stack trace. */
const tooManyErrors = 10_000

/** Reads one document. Never throws, and takes time linear in the text whatever it holds. */
export function readYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter()
  const span = spans(file, lines)
  if (text.length > maxFileSizeBytes)
    return failed(fileTooLarge(file, text.length, maxFileSizeBytes))
  const tokens = [...new Parser(lines.addNewLine).parse(text)]
  const nul = text.indexOf('\0')
  if (nul !== -1) return failed(notText('a NUL character', span(nul, nul + 1)))
  const refused = refuseTokens(tokens, span)
  if (refused.length > 0) return failed(...refused)
  const documents = [...new Composer(composing).compose(tokens)]
  const [document, second] = documents
  if (document === undefined) return failed(emptyFile(file))
  const problems = documents.flatMap((each) => [...each.errors, ...each.warnings])
  if (problems.length > 0) return failed(...syntaxErrors(problems, span))
  if (second !== undefined)
    return failed(severalDocuments(span(second.range[0], second.range[0] + 3)))
  const { contents } = document
  const isEmpty = isScalar(contents) && contents.type === 'PLAIN' && contents.source === ''
  if (contents === null || isEmpty) return failed(emptyFile(file))
  return toNode(document, span)
}

const composing = {
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
  merge: false,
} as const

const failed = (...diagnostics: Diagnostic[]): YamlFile => ({ root: undefined, diagnostics })

/** What follows a mistake on its line, and what the parser says after it lost its way, is no news. */
function syntaxErrors(problems: readonly YAMLError[], span: Spans): Diagnostic[] {
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

type Spans = (start: number, end: number) => Span

const spans =
  (file: string, lines: LineCounter): Spans =>
  (start, end) => {
    const at = (offset: number) => {
      const { line, col } = lines.linePos(offset)
      return { line: Math.max(1, line), column: Math.max(1, col) }
    }
    return { file, start: at(start), end: at(Math.max(start, end)) }
  }

/**
 * Walks the token tree with a stack of its own, because its depth is the author's choice. Errors
 * of the parser are left to the composer, which also has its own; only too many of them end here.
 */
function refuseTokens(tokens: readonly CST.Token[], span: Spans): Diagnostic[] {
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

function toNode(document: Document.Parsed, span: Spans): YamlFile {
  const diagnostics: Diagnostic[] = []
  const convert = (node: unknown, fallback: Span): Node => {
    if (isMap(node)) {
      const [start, end] = node.range ?? [0, 0]
      return {
        kind: 'map',
        entries: entriesOf(node.items, convert, span, diagnostics),
        span: span(start, end),
      }
    }
    if (isSeq(node)) {
      const place = span(node.range?.[0] ?? 0, node.range?.[1] ?? 0)
      return { kind: 'list', items: node.items.map((item) => convert(item, place)), span: place }
    }
    if (!isScalar(node))
      return { kind: 'scalar', value: null, source: '', quoted: false, span: fallback }
    const place = node.range ? span(node.range[0], node.range[1]) : fallback
    const scalar = toScalar(node.value, node.source ?? '', node.type !== 'PLAIN', place)
    const problem = numberProblem(scalar)
    if (problem !== undefined) diagnostics.push(problem)
    // Read on as the text that was meant, or it would be told again as a value of the wrong kind.
    return problem?.code === 'unquoted-account-id' ? { ...scalar, value: scalar.source } : scalar
  }
  const root = convert(document.contents, span(0, 0))
  return { root, diagnostics }
}

function entriesOf(
  pairs: readonly { key: unknown; value: unknown }[],
  convert: (node: unknown, fallback: Span) => Node,
  span: Spans,
  diagnostics: Diagnostic[],
): Entry[] {
  const seen = new Map<string, Span>()
  return pairs.flatMap(({ key, value }) => {
    const range = (key as { range?: [number, number, number] } | null)?.range ?? [0, 0, 0]
    const keySpan = span(range[0], range[1])
    if (!isScalar(key) || typeof key.value !== 'string')
      diagnostics.push(keyNotText(isScalar(key) ? (key.source ?? '') : undefined, keySpan))
    const text = keyText(key)
    if (text === undefined) return []
    const first = seen.get(text)
    if (first !== undefined) {
      diagnostics.push(duplicateKey(text, first.start.line, keySpan))
      return []
    }
    seen.set(text, keySpan)
    return [{ key: text, keySpan, value: convert(value, keySpan) }]
  })
}

/** A number or a truth value is read on as the text that was meant. */
function keyText(key: unknown): string | undefined {
  if (!isScalar(key) || key.value === null) return undefined
  return typeof key.value === 'string' ? key.value : key.source
}

const toScalar = (value: unknown, source: string, quoted: boolean, span: Span): ScalarNode => ({
  kind: 'scalar',
  value: value as ScalarNode['value'],
  source,
  quoted,
  span,
})

/** A number is taken only where its digits, JSON and the author all mean the same one. */
function numberProblem({ value, source, span }: ScalarNode): Diagnostic | undefined {
  if (typeof value !== 'number') return undefined
  if (/^\d{12}$/.test(source)) return unquotedAccountId(source, span)
  const plain = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(source)
  const exact = Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value)
  return plain && exact ? undefined : ambiguousNumber(source, String(value), span)
}
