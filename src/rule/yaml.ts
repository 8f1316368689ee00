/**
 * Reads YAML text into plain nodes with places. The meaning of a rule must be visible in its file,
 * so this refuses anchors, aliases, tags, repeated keys and ambiguous numbers. No later stage has
 * to handle them.
 */
import { Composer, type Document, isMap, isScalar, isSeq, LineCounter, Parser } from 'yaml'
import {
  ambiguousNumber,
  duplicateKey,
  emptyFile,
  fileTooLarge,
  keyNotText,
  nulCharacter,
  severalDocuments,
  unquotedAccountId,
} from '../diagnostics/catalogue/file.ts'
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import type { Entry, Node, ScalarNode } from '../diagnostics/node.ts'
import { refuseTokens, type Spans, syntaxErrors } from './yaml-refused.ts'

/** Files written by hand are a hundred times smaller. Generated lists of networks fit. */
export const maxFileSizeBytes = 500_000

export interface YamlFile {
  /** Undefined if the text has no usable node. Then there is at least one error. */
  readonly root: Node | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads one document. It never throws, and its time is linear in the length of any text. */
export function readYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter()
  const span = spans(file, lines)
  if (text.length > maxFileSizeBytes)
    return failure(fileTooLarge(file, text.length, maxFileSizeBytes))
  const tokens = [...new Parser(lines.addNewLine).parse(text)]
  const nul = text.indexOf('\0')
  if (nul !== -1) return failure(nulCharacter(span(nul, nul + 1)))
  const refused = refuseTokens(tokens, span)
  if (refused.length > 0) return failure(...refused)
  const documents = [...new Composer(composing).compose(tokens)]
  const [document, second] = documents
  if (document === undefined) return failure(emptyFile(file))
  const problems = documents.flatMap((each) => [...each.errors, ...each.warnings])
  if (problems.length > 0) return failure(...syntaxErrors(problems, span))
  if (second !== undefined)
    return failure(severalDocuments(span(second.range[0], second.range[0] + 3)))
  const { contents } = document
  const isEmpty = isScalar(contents) && contents.type === 'PLAIN' && contents.source === ''
  if (contents === null || isEmpty) return failure(emptyFile(file))
  return toNode(document, span)
}

const composing = {
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
  merge: false,
} as const

const failure = (...diagnostics: Diagnostic[]): YamlFile => ({ root: undefined, diagnostics })

const spans =
  (file: string, lines: LineCounter): Spans =>
  (start, end) => {
    const at = (offset: number) => {
      const { line, col } = lines.linePos(offset)
      return { line: Math.max(1, line), column: Math.max(1, col) }
    }
    return { file, start: at(start), end: at(Math.max(start, end)) }
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
    // The intended text replaces the number, or a second diagnostic would report the wrong kind.
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

/** The text of a key. A number or a boolean, which was reported, counts as the text in the file. */
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

/** Accepts a number only if its digits mean the same number in YAML, in JSON and to the author. */
function numberProblem({ value, source, span }: ScalarNode): Diagnostic | undefined {
  if (typeof value !== 'number') return undefined
  if (/^\d{12}$/.test(source)) return unquotedAccountId(source, span)
  const plain = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(source)
  const exact = Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value)
  return plain && exact ? undefined : ambiguousNumber(source, String(value), span)
}
