/**
 * Holds a mapping against a zod schema and tells every misfit at its place in our own words.
 * zod decides what fits; the sentence comes from the catalogue.
 */
import type * as z from 'zod'
import {
  badValue,
  emptyValue,
  guessKey,
  missingKey,
  unknownKey,
  unknownValue,
  wrongItem,
  wrongType,
} from '../diagnostics/catalogue/envelope.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { entry, isNothing, type MapNode, type Node, nodeAt, nounFor } from '../diagnostics/node.ts'
import type { Json } from '../ir/json.ts'
import { formatProblem } from './format-problem.ts'
import { helpAt, isReadByHand, keysAt, schemaAt, wantedAt } from './schema/walk.ts'

type Issue = z.core.$ZodIssue
type Keys = readonly PropertyKey[]

/** The value, or undefined after problems were reported; `where` names the mapping in sentences. */
export function readEnvelope<Schema extends z.ZodType>(
  schema: Schema,
  root: MapNode,
  where: string,
  report: (diagnostic: Diagnostic) => void,
): z.infer<Schema> | undefined {
  const result = schema.safeParse(plain(root))
  if (result.success) return result.data
  for (const issue of oneOfEach(result.error.issues)) {
    for (const diagnostic of tell(issue, issue.path, schema, root, where)) report(diagnostic)
  }
  return undefined
}

/** One issue for each value: text that is empty also fails every pattern, and a list is too short to be text. */
function oneOfEach(issues: readonly Issue[]): readonly Issue[] {
  const kinds = issues.filter(({ code }) => code === 'invalid_type')
  const first = new Map<string, Issue>()
  for (const issue of [...kinds, ...issues]) {
    const key = JSON.stringify(issue.path)
    if (!first.has(key)) first.set(key, issue)
  }
  return [...first.values()]
}

/** A node as the JSON it stands for. */
export function plain(node: Node): Json {
  switch (node.kind) {
    case 'scalar':
      return node.value
    case 'list':
      return node.items.map(plain)
    case 'map':
      // Not assignment: a key called `__proto__` must become a key.
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]))
  }
}

function tell(
  issue: Issue,
  keys: Keys,
  schema: z.ZodType,
  root: MapNode,
  where: string,
): readonly Diagnostic[] {
  const node = nodeAt(root, keys)
  const key = nameOf(keys, where)
  if (node === undefined) return tellMissing(keys, schema, root, where)
  if (issue.code !== 'unrecognized_keys' && isNothing(node)) return [emptyValue(key, node.span)]
  switch (issue.code) {
    case 'unrecognized_keys':
      return tellUnknown(issue.keys, keysAt(schema, keys), node)
    case 'invalid_union':
      return tellUnion(issue, keys, schema, root, where, node)
    case 'invalid_value':
      return node.kind === 'scalar'
        ? [unknownValue(key, String(node.value), issue.values.map(String), node.span)]
        : [wrongType(key, wantedAt(schema, keys), nounFor(node), node.span)]
    case 'invalid_type':
      return [tellType(keys, schema, where, node)]
    case 'invalid_key':
      return [
        badValue(
          String(keys.at(-1)),
          'is no name: use lower-case letters, digits and hyphens',
          keySpanAt(root, keys) ?? node.span,
        ),
      ]
    case 'invalid_format':
      return [formatProblem(schemaAt(schema, keys)?.meta()?.id ?? key, key, node)]
    case 'too_small':
      return [
        badValue(
          key,
          issue.origin === 'number' ? `must be at least ${issue.minimum}` : 'is empty',
          node.span,
        ),
      ]
    case 'too_big':
      return [
        schemaAt(schema, keys)?.meta()?.id === 'ruleId'
          ? formatProblem('ruleId', key, node)
          : badValue(key, `must be at most ${issue.maximum}`, node.span),
      ]
    default:
      return [badValue(key, issue.message, node.span)]
  }
}

/** Of the alternatives, the one that was meant: the one that at least takes this kind of value. */
function tellUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  keys: Keys,
  schema: z.ZodType,
  root: MapNode,
  where: string,
  node: Node,
): readonly Diagnostic[] {
  const meant = issue.errors.find((issues) =>
    issues.every((inner) => inner.path.length > 0 || !isOtherKind(inner, node)),
  )
  if (meant === undefined) return [tellType(keys, schema, where, node)]
  return oneOfEach(meant).flatMap((inner) =>
    tell(inner, [...keys, ...inner.path], schema, root, where),
  )
}

/** One fixed word is no kind: who wrote another value did not mean it. */
const isOtherKind = (issue: Issue, node: Node): boolean =>
  issue.code === 'invalid_type' ||
  (issue.code === 'invalid_value' && (node.kind !== 'scalar' || issue.values.length === 1))

/** An item of a list goes by the name of the list, so the sentence says which of the two is meant. */
function tellType(keys: Keys, schema: z.ZodType, where: string, node: Node): Diagnostic {
  const key = nameOf(keys, where)
  const kind = schemaAt(schema, keys)?.meta()?.id ?? key
  if (node.kind === 'scalar' && (kind === 'duration' || kind === 'expires'))
    return formatProblem(kind, key, node)
  const wanted = wantedAt(schema, keys)
  return typeof keys.at(-1) === 'number'
    ? wrongItem(key, wanted, nounFor(node), node.span)
    : wrongType(key, wanted, nounFor(node), node.span)
}

function tellMissing(
  keys: Keys,
  schema: z.ZodType,
  root: MapNode,
  where: string,
): readonly Diagnostic[] {
  const above = keys.slice(0, -1)
  const around = nodeAt(root, above) ?? root
  const known = keysAt(schema, above)
  if (isReadByHand(schema, keys) || isMisspelt(String(keys.at(-1)), around, known)) return []
  const name = `\`${nameOf(above, where)}\``
  const holder =
    above.length === 0 ? where : typeof above.at(-1) === 'number' ? `an item of ${name}` : name
  const place = { ...around.span, end: around.span.start }
  return [missingKey(String(keys.at(-1)), holder, helpAt(schema, keys), place)]
}

/** Whether a key that is missing is there under a name that gets it as a guess. */
const isMisspelt = (missing: string, around: Node, known: readonly string[]): boolean =>
  around.kind === 'map' &&
  around.entries.some(({ key }) => !known.includes(key) && guessKey(key, known) === missing)

const nameOf = (keys: Keys, where: string): string =>
  [...keys].reverse().find((key) => typeof key === 'string') ?? where

function keySpanAt(root: Node, keys: Keys) {
  const around = nodeAt(root, keys.slice(0, -1))
  return around?.kind === 'map' ? entry(around, String(keys.at(-1)))?.keySpan : undefined
}

function tellUnknown(unknown: readonly string[], known: readonly string[], node: Node) {
  const written = new Set(unknown)
  const entries = node.kind === 'map' ? node.entries : []
  return entries
    .filter(({ key }) => written.has(key))
    .map(({ key, keySpan }) => unknownKey(key, known, keySpan))
}
