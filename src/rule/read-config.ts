/** `tripline.yaml`, and the lists in it as rules need them. */
import { notAMapping } from '../diagnostics/catalogue/file.ts'
import { entry, type Node, nounFor, type ScalarNode } from '../diagnostics/node.ts'
import { readEnvelope } from './read-envelope.ts'
import type { Lists, Reading } from './reading.ts'
import { type ConfigEnvelope, configSchema } from './schema/config.ts'

export interface Config {
  readonly envelope: ConfigEnvelope
  readonly lists: Lists
}

/** The lists are given even where something else in the file is wrong, so that rules are not blamed for it. */
export function readConfig(root: Node, reading: Pick<Reading, 'report'>): Config {
  if (root.kind !== 'map') {
    reading.report(notAMapping(nounFor(root), root.span))
    return { envelope: {}, lists: { configFound: true, values: new Map() } }
  }
  const envelope = readEnvelope(configSchema, root, 'tripline.yaml', reading.report) ?? {}
  const lists = entry(root, 'lists')?.value
  const values = new Map<string, readonly ScalarNode[]>()
  for (const { key, value } of lists?.kind === 'map' ? lists.entries : []) {
    if (value.kind === 'list')
      values.set(
        key,
        value.items.filter((item) => item.kind === 'scalar'),
      )
  }
  return { envelope, lists: { configFound: true, values } }
}
