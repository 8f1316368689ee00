/**
 * Checks a mapping against a zod schema, and reports every problem at its place. zod decides which
 * values fit. The sentences come from the catalogue.
 */
import type * as z from 'zod'
import {
  emptyValue,
  missingKey,
  unknownKey,
  unknownValue,
  wrongItem,
  wrongType,
} from '../diagnostics/catalogue/envelope.ts'
import {
  badName,
  emptyText,
  otherBadValue,
  tooBig,
  tooSmall,
} from '../diagnostics/catalogue/values.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { guessKey } from '../diagnostics/guess-key.ts'
import { entry, isNothing, type MapNode, type Node, nodeAt, nounFor } from '../diagnostics/node.ts'
import type { Json } from '../ir/json.ts'
import { formatProblem } from './format-problem.ts'
import { helpAt, isReadByHand, keysAt, schemaAt, wantedAt } from './schema/walk.ts'

type Issue = z.core.$ZodIssue
type Keys = readonly PropertyKey[]

/** The value, or undefined after problems were reported. `where` names the mapping in sentences. */
export function readEnvelope<Schema extends z.ZodType>(
  schema: Schema,
  root: MapNode,
  where: string,
  report: (diagnostic: Diagnostic) => void,
): z.infer<Schema> | undefined {
  const result = schema.safeParse(plain(root))
  if (result.success) return result.data
  for (const issue of oneOfEach(result.error.issues)) {
    for (const diagnostic of problemsOf(issue, issue.path, schema, root, where)) report(diagnostic)
  }
  return undefined
}

/**
 * One issue for each value. zod gives several for one mistake: empty text also fails every pattern.
 * An issue about the type comes first.
 */
function oneOfEach(issues: readonly Issue[]): readonly Issue[] {
  const kinds = issues.filter(({ code }) => code === 'invalid_type')
  const first = new Map<string, Issue>()
  for (const issue of [...kinds, ...issues]) {
    const key = JSON.stringify(issue.path)
    if (!first.has(key)) first.set(key, issue)
  }
  return [...first.values()]
}

/** The JSON value of a node, without places. */
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

function problemsOf(
  issue: Issue,
  keys: Keys,
  schema: z.ZodType,
  root: MapNode,
  where: string,
): readonly Diagnostic[] {
  const node = nodeAt(root, keys)
  const key = nameOf(keys, where)
  if (node === undefined) return missingKeyProblems(keys, schema, root, where)
  if (issue.code !== 'unrecognized_keys' && isNothing(node)) return [emptyValue(key, node.span)]
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownKeyProblems(issue.keys, keysAt(schema, keys), node)
    case 'invalid_union':
      return unionProblems(issue, keys, schema, root, where, node)
    case 'invalid_value':
      return node.kind === 'scalar'
        ? [unknownValue(key, String(node.value), issue.values.map(String), node.span)]
        : [wrongType(key, wantedAt(schema, keys), nounFor(node), node.span)]
    case 'invalid_type':
      return [typeProblem(keys, schema, where, node)]
    case 'invalid_key':
      return [badName(String(keys.at(-1)), keySpanAt(root, keys) ?? node.span)]
    case 'invalid_format':
      return [formatProblem(schemaAt(schema, keys)?.meta()?.id ?? key, key, node)]
    case 'too_small':
      return [
        issue.origin === 'number' || issue.origin === 'int'
          ? tooSmall(key, Number(issue.minimum), node.span)
          : emptyText(key, node.span),
      ]
    case 'too_big':
      return [
        schemaAt(schema, keys)?.meta()?.id === 'ruleId'
          ? formatProblem('ruleId', key, node)
          : tooBig(key, Number(issue.maximum), node.span),
      ]
    default:
      return [otherBadValue(key, nounFor(node), node.span)]
  }
}

/** The problems of the alternative that was meant: the first one that takes this kind of value. */
function unionProblems(
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
  if (meant === undefined) return [typeProblem(keys, schema, where, node)]
  return oneOfEach(meant).flatMap((inner) =>
    problemsOf(inner, [...keys, ...inner.path], schema, root, where),
  )
}

/**
 * Whether an issue says that an alternative takes another kind of value. An alternative that is one
 * fixed word counts as another kind: an author who wrote another value did not mean it.
 */
const isOtherKind = (issue: Issue, node: Node): boolean =>
  issue.code === 'invalid_type' ||
  (issue.code === 'invalid_value' && (node.kind !== 'scalar' || issue.values.length === 1))

/** An item of a list has the name of the list, so the sentence says whether it means the item. */
function typeProblem(keys: Keys, schema: z.ZodType, where: string, node: Node): Diagnostic {
  const key = nameOf(keys, where)
  const kind = schemaAt(schema, keys)?.meta()?.id ?? key
  if (node.kind === 'scalar' && (kind === 'duration' || kind === 'expires'))
    return formatProblem(kind, key, node)
  const wanted = wantedAt(schema, keys)
  return typeof keys.at(-1) === 'number'
    ? wrongItem(key, wanted, nounFor(node), node.span)
    : wrongType(key, wanted, nounFor(node), node.span)
}

function missingKeyProblems(
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

/** Whether a missing key is present under a wrong name for which it is the guess. */
const isMisspelt = (missing: string, around: Node, known: readonly string[]): boolean =>
  around.kind === 'map' &&
  around.entries.some(({ key }) => !known.includes(key) && guessKey(key, known) === missing)

const nameOf = (keys: Keys, where: string): string =>
  [...keys].reverse().find((key) => typeof key === 'string') ?? where

function keySpanAt(root: Node, keys: Keys) {
  const around = nodeAt(root, keys.slice(0, -1))
  return around?.kind === 'map' ? entry(around, String(keys.at(-1)))?.keySpan : undefined
}

function unknownKeyProblems(unknown: readonly string[], known: readonly string[], node: Node) {
  const written = new Set(unknown)
  const entries = node.kind === 'map' ? node.entries : []
  return entries
    .filter(({ key }) => written.has(key))
    .map(({ key, keySpan }) => unknownKey(key, known, keySpan))
}
