import type { Span } from './diagnostic.ts'

/**
 * A part of a YAML file, with its place. Aliases, tags, duplicate keys and keys that are not text
 * are refused before, so that readers see plain data.
 */
export type Node = ScalarNode | ListNode | MapNode

export interface ScalarNode {
  readonly kind: 'scalar'
  readonly value: string | number | boolean | null
  /** The characters in the file, without quotes: `012` here, where `value` is the number 12. */
  readonly source: string
  readonly quoted: boolean
  readonly span: Span
}

export interface ListNode {
  readonly kind: 'list'
  readonly items: readonly Node[]
  readonly span: Span
}

export interface MapNode {
  readonly kind: 'map'
  readonly entries: readonly Entry[]
  readonly span: Span
}

export interface Entry {
  readonly key: string
  readonly keySpan: Span
  readonly value: Node
}

export const entry = (node: MapNode, key: string): Entry | undefined =>
  node.entries.find((candidate) => candidate.key === key)

/** The node at a path of keys and indexes, or undefined if there is none. */
export function nodeAt(root: Node, keys: readonly PropertyKey[]): Node | undefined {
  let at: Node | undefined = root
  for (const key of keys) {
    if (at?.kind === 'map') at = entry(at, String(key))?.value
    else if (at?.kind === 'list') at = at.items[Number(key)]
    else return undefined
  }
  return at
}

/** Whether a key has nothing after its colon. `null`, `~` and `''` are values. */
export const isNothing = (node: Node): boolean =>
  node.kind === 'scalar' && node.source === '' && !node.quoted

/** A node's name in a sentence: `a list`, `` the text `x` ``, `` the number `5` ``. */
export function nounFor(node: Node): string {
  if (node.kind === 'list') return 'a list'
  if (node.kind === 'map') return 'a mapping'
  if (node.value === null) return node.source === '' ? 'an empty value' : 'null'
  if (typeof node.value === 'string') return `the text \`${node.value}\``
  return typeof node.value === 'number' ? `the number \`${node.source}\`` : `\`${node.source}\``
}
