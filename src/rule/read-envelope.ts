/**
 * Holds a mapping against a zod schema and tells every misfit at its place in our own words.
 * zod decides what fits; the sentence comes from the catalogue.
 */
import type * as z from 'zod'
import {
  badAttackId,
  badDate,
  badDuration,
  badJsonPath,
  badValue,
  emptyValue,
  idNotKebabCase,
  missingKey,
  unknownKey,
  unknownValue,
  wrongType,
} from '../diagnostics/catalogue/envelope.ts'
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import { entry, type MapNode, type Node, nounFor } from '../diagnostics/node.ts'
import type { Json } from '../ir/json.ts'
import { keysAt, schemaAt, wantedAt } from './schema/walk.ts'

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
  for (const issue of result.error.issues) {
    for (const diagnostic of tell(issue, issue.path, schema, root, where)) report(diagnostic)
  }
  return undefined
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

export function nodeAt(root: Node, keys: Keys): Node | undefined {
  let at: Node | undefined = root
  for (const key of keys) {
    if (at?.kind === 'map') at = entry(at, String(key))?.value
    else if (at?.kind === 'list') at = at.items[Number(key)]
    else return undefined
  }
  return at
}

function tell(
  issue: Issue,
  keys: Keys,
  schema: z.ZodType,
  root: MapNode,
  where: string,
): Diagnostic[] {
  const node = nodeAt(root, keys)
  const key = nameOf(keys, where)
  if (node === undefined) return [tellMissing(keys, schema, root, where)]
  if (issue.code !== 'unrecognized_keys' && isNothing(node)) return [emptyValue(key, node.span)]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((unknown) =>
        unknownKey(unknown, keysAt(schema, keys), keySpan(node, unknown)),
      )
    case 'invalid_union':
      return tellUnion(issue, keys, schema, root, where, node)
    case 'invalid_value':
      return [unknownValue(key, String(plainText(node)), issue.values.map(String), node.span)]
    case 'invalid_type':
      return [wrongType(key, wantedAt(schema, keys), nounFor(node), node.span)]
    case 'invalid_key':
      return [
        badValue(
          String(keys.at(-1)),
          'is no name: use lower-case letters, digits and hyphens',
          node.span,
        ),
      ]
    case 'invalid_format':
      return [tellFormat(schemaAt(schema, keys)?.meta()?.id, key, node)]
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
          ? idNotKebabCase(String(plainText(node)), node.span)
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
): Diagnostic[] {
  const meant = issue.errors.find((issues) =>
    issues.every(({ code, path }) => path.length > 0 || code !== 'invalid_type'),
  )
  if (meant === undefined) {
    return [wrongType(nameOf(keys, where), wantedAt(schema, keys), nounFor(node), node.span)]
  }
  return meant.flatMap((inner) => tell(inner, [...keys, ...inner.path], schema, root, where))
}

function tellMissing(keys: Keys, schema: z.ZodType, root: MapNode, where: string): Diagnostic {
  const around = nodeAt(root, keys.slice(0, -1)) ?? root
  const meta = schemaAt(schema, keys)?.meta()
  const holder = keys.length > 1 ? `\`${nameOf(keys.slice(0, -1), where)}\`` : where
  const place = { ...around.span, end: around.span.start }
  return missingKey(String(keys.at(-1)), holder, meta?.description ?? 'add it', place)
}

function tellFormat(id: string | undefined, key: string, node: Node): Diagnostic {
  const written = String(plainText(node))
  switch (id) {
    case 'ruleId':
      return idNotKebabCase(written, node.span)
    case 'duration':
      return badDuration(key, written, node.span)
    case 'date':
      return badDate(key, written, node.span)
    case 'attackId':
      return badAttackId(written, node.span)
    case 'jsonPath':
      return badJsonPath(written, 'is no JSONPath', node.span)
    case 'accountId':
      return badValue(key, 'is no account id: twelve digits in quotes', node.span)
    case 'region':
      return badValue(key, `cannot be \`${written}\`: no region is called that`, node.span)
    case 'arn':
      return badValue(key, `cannot be \`${written}\`: an ARN starts with \`arn:aws:\``, node.span)
    default:
      return badValue(
        key,
        written.trim() === '' ? 'is empty' : `cannot be \`${written}\``,
        node.span,
      )
  }
}

const nameOf = (keys: Keys, where: string): string =>
  [...keys].reverse().find((key) => typeof key === 'string') ?? where

const isNothing = (node: Node): boolean =>
  node.kind === 'scalar' && node.value === null && node.source === ''

const plainText = (node: Node) => (node.kind === 'scalar' ? node.value : nounFor(node))

const keySpan = (node: Node, key: string): Span =>
  (node.kind === 'map' ? entry(node, key)?.keySpan : undefined) ?? node.span
