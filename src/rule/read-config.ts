/** Reads `tripline.yaml`, with its lists in the form that rules need. */
import { notAMapping } from '../diagnostics/catalogue/file.ts'
import type { Span } from '../diagnostics/diagnostic.ts'
import { entry, type Node, nounFor, type ScalarNode } from '../diagnostics/node.ts'
import { readEnvelope } from './read-envelope.ts'
import { type Lists, type Reading, unreadableLists } from './reading.ts'
import { type ConfigEnvelope, configSchema } from './schema/config.ts'

export interface Config {
  readonly envelope: ConfigEnvelope
  readonly lists: Lists
  /** The names of the channels. Undefined if they cannot be read. */
  readonly channels: readonly string[] | undefined
  /**
   * The place of a key or of an item of a list, by its path. A key that is absent gets the place of
   * the mapping around it.
   */
  spanAt(keys: readonly string[]): Span
}

/**
 * Reads the configuration. Lists and channels are returned even if another part of the file is
 * wrong, so that rules that use them get no errors for it.
 */
export function readConfig(root: Node, reading: Pick<Reading, 'report'>): Config {
  if (root.kind !== 'map') {
    reading.report(notAMapping(nounFor(root), 'lists', root.span))
    const spanAt = () => root.span
    return { envelope: {}, lists: unreadableLists, channels: undefined, spanAt }
  }
  const envelope = readEnvelope(configSchema, root, 'tripline.yaml', reading.report) ?? {}
  const channels = entry(root, 'channels')?.value ?? none
  return {
    envelope,
    lists: listsIn(entry(root, 'lists')?.value ?? none),
    channels: channels.kind === 'map' ? channels.entries.map(({ key }) => key) : undefined,
    spanAt: (keys) => spanIn(root, keys),
  }
}

function spanIn(node: Node, [key, ...rest]: readonly string[]): Span {
  const item = key !== undefined && node.kind === 'list' ? node.items[Number(key)] : undefined
  if (item !== undefined) return rest.length === 0 ? item.span : spanIn(item, rest)
  const found = key !== undefined && node.kind === 'map' ? entry(node, key) : undefined
  if (found === undefined) return { ...node.span, end: node.span.start }
  return rest.length === 0 ? found.keySpan : spanIn(found.value, rest)
}

const none = { kind: 'map', entries: [] } as const

function listsIn(node: Node | typeof none): Lists {
  if (node.kind !== 'map') return unreadableLists
  const values = node.entries.map(({ key, value }) => [key, scalarsIn(value)] as const)
  return { configFound: true, values: new Map(values) }
}

const scalarsIn = (node: Node): readonly ScalarNode[] | undefined =>
  node.kind === 'list' && node.items.every((item) => item.kind === 'scalar')
    ? node.items
    : undefined
