/**
 * Loads and saves the items of the state table, one for each key that is remembered. An item holds its
 * blocks while they are small together. Otherwise each block is an item of its own that is written once
 * and never changed, and the first item lists their names. So that item alone decides which of two
 * writers was first.
 */
import { createHash } from 'node:crypto'
import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { ItemContent, StateTable, StoredItem } from '../../src/detect/ports.ts'
import { getItem } from './dynamo/get-item.ts'
import { after, putItem } from './dynamo/put-item.ts'
import type { Attributes, Table } from './dynamo/table.ts'

export interface StateConfig extends Table {
  readonly nowMs: () => number
}

type Part = readonly [name: string, bytes: Uint8Array]

/** Far below the 400 KB of an item, and a write costs by the kilobyte. */
const maxInlineBytes = 32_768

export function stateTable({ nowMs, ...table }: StateConfig): StateTable {
  /** Which parts an item was loaded with: what did not change is not written again. */
  const partsOf = new WeakMap<StoredItem, readonly Part[]>()

  const get = (key: string): Promise<Attributes | undefined> => getItem(table, { key: { S: key } })

  const load = async (key: string): Promise<StoredItem | undefined> => {
    const item = await get(key)
    if (item === undefined) return undefined
    const names = (item.parts?.L ?? []).flatMap(({ S: name }) => (name === undefined ? [] : [name]))
    // A part that its time to live has taken held nothing that any event of today can concern.
    const parts = (
      await Promise.all(
        names.map(async (name): Promise<Part[]> => {
          const bytes = (await get(partKey(key, name)))?.bytes?.B
          return bytes === undefined ? [] : [[name, bytes]]
        }),
      )
    ).flat()
    const stored: StoredItem = {
      version: Number(item.version?.N ?? 0),
      about: item.about?.S ?? '',
      head: item.head?.S ?? '{}',
      blocks: [
        ...(item.blocks?.L ?? []).flatMap(({ B: bytes }) => bytes ?? []),
        ...parts.map(second),
      ],
    }
    partsOf.set(stored, parts)
    return stored
  }

  const save = async (
    key: string,
    content: ItemContent,
    basis: StoredItem | undefined,
    expiresMs: number,
  ): Promise<boolean> => {
    const version = (basis?.version ?? 0) + 1
    const parts = isSmall(content) ? [] : partsFrom(content.blocks, version)
    const old = (basis && partsOf.get(basis)) ?? []
    const kept = parts.map((part) => old.find(([, bytes]) => isEqual(bytes, part[1])) ?? part)
    // A part has to outlast every item that still names it: the last one is written when its own
    // time is nearly over, and then has a time of its own.
    const partsExpireMs = expiresMs + (expiresMs - nowMs())
    const fresh = kept.filter((part) => !old.includes(part))
    await Promise.all(
      fresh.map(([name, bytes]) =>
        putItem(table, {
          key: { S: partKey(key, name) },
          bytes: { B: bytes },
          ...expiring(partsExpireMs),
        }),
      ),
    )
    const blocks =
      parts.length > 0
        ? { parts: list(kept.map(([name]) => ({ S: name }))) }
        : {
            blocks: list(content.blocks.map((bytes) => ({ B: bytes }))),
          }
    const item: Attributes = {
      key: { S: key },
      version: { N: String(version) },
      about: { S: content.about },
      head: { S: content.head },
      ...blocks,
      ...expiring(expiresMs),
    }
    return await putItem(table, item, after(basis?.version ?? 0, 'key'))
  }

  return { load, save }
}

const second = ([, bytes]: Part): Uint8Array => bytes

const list = (values: AttributeValue[]): AttributeValue => ({ L: values })

const partKey = (key: string, name: string): string => `${key}#${name}`

/** Time to live is in seconds. */
const expiring = (atMs: number): Attributes => ({ expires: { N: String(Math.ceil(atMs / 1000)) } })

const isSmall = ({ blocks }: ItemContent): boolean =>
  blocks.reduce((sum, { length }) => sum + length, 0) <= maxInlineBytes

/** By content and version: two writers never mean different bytes by one name. */
const partsFrom = (blocks: readonly Uint8Array[], version: number): Part[] =>
  blocks.map((bytes) => [
    createHash('sha256').update(`${version}\n`).update(bytes).digest('hex').slice(0, 24),
    bytes,
  ])

const isEqual = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0
