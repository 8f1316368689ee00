/**
 * Decodes form parameters of the query protocols, `Tags.member.1.Key=…`, into values of a shape.
 */
import { AwsError } from '../errors.ts'
import { members, type Shape } from './model.ts'
import { scalarFromText } from './scalar.ts'

/** The spelling of lists and members in each of the two query protocols. */
export interface Spelling {
  readonly memberKey: (name: string, shape: Shape) => string
  /** The key between a list and its items; undefined if items follow directly: `Filter.1`. */
  readonly itemKey: (list: Shape) => string | undefined
}

interface Node {
  text?: string
  readonly parts: Map<string, Node>
}

/** The maximum depth of a name. No client sends deeper ones. */
const deepest = 32

export function readParams(
  body: string,
  shape: Shape,
  spelling: Spelling,
): Readonly<Record<string, unknown>> {
  const root: Node = { parts: new Map() }
  for (const [name, text] of new URLSearchParams(body)) plant(root, name, text)
  return Object.fromEntries(structEntries(root, shape, spelling))
}

function plant(root: Node, name: string, text: string): void {
  const keys = name.split('.', deepest + 1)
  if (keys.length > deepest) throw new AwsError('MalformedQueryString', `${name} is too deep.`)
  let node = root
  for (const key of keys) {
    const next = node.parts.get(key) ?? { parts: new Map() }
    node.parts.set(key, next)
    node = next
  }
  node.text = text
}

function* structEntries(
  node: Node,
  shape: Shape,
  spelling: Spelling,
): Generator<[string, unknown]> {
  for (const [name, member] of members(shape)) {
    const part = node.parts.get(spelling.memberKey(name, member))
    if (part !== undefined) yield [name, readValue(part, member, spelling)]
  }
}

function readValue(node: Node, shape: Shape, spelling: Spelling): unknown {
  if (shape.isStructSchema()) return Object.fromEntries(structEntries(node, shape, spelling))
  if (shape.isListSchema()) {
    const key = spelling.itemKey(shape)
    const items = key === undefined ? node : node.parts.get(key)
    return inOrder(items).map((item) => readValue(item, shape.getValueSchema(), spelling))
  }
  if (shape.isMapSchema()) return Object.fromEntries(mapEntries(node, shape, spelling))
  return scalarFromText(shape, node.text ?? '')
}

function mapEntries(node: Node, shape: Shape, spelling: Spelling): [string, unknown][] {
  const traits = shape.getMergedTraits()
  const keyName = shape.getKeySchema().getMergedTraits().xmlName ?? 'key'
  const value = shape.getValueSchema()
  const valueName = value.getMergedTraits().xmlName ?? 'value'
  const entries = traits.xmlFlattened ? node : node.parts.get('entry')
  return inOrder(entries).map((entry) => [
    entry.parts.get(keyName)?.text ?? '',
    readValue(entry.parts.get(valueName) ?? { parts: new Map() }, value, spelling),
  ])
}

const inOrder = (node: Node | undefined): Node[] =>
  [...(node?.parts ?? [])]
    .filter(([key]) => /^\d{1,9}$/.test(key))
    .sort(([one], [other]) => Number(one) - Number(other))
    .map(([, item]) => item)
