/**
 * Splits lists into pages, ordered by key, so that a page continues where the previous one ended.
 */

export interface Page<Item> {
  readonly items: readonly Item[]
  /** The marker of the next page; undefined on the last. */
  readonly next?: string
}

/** A page of a list; undefined for a marker that no page returned. */
export function page<Item>(
  all: Iterable<Item>,
  keyOf: (item: Item) => string,
  size: number,
  marker: string | undefined,
): Page<Item> | undefined {
  const after = marker === undefined ? undefined : readMarker(marker)
  if (marker !== undefined && after === undefined) return undefined
  const keyed = [...all]
    .map((item) => [keyOf(item), item] as const)
    .filter(([key]) => after === undefined || key > after)
    .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
  const taken = keyed.slice(0, size)
  const last = taken.at(-1)
  return {
    items: taken.map(([, item]) => item),
    ...(keyed.length > size && last && { next: writeMarker(last[0]) }),
  }
}

const sign = 'after:'

const writeMarker = (key: string): string => Buffer.from(sign + key).toString('base64url')

function readMarker(marker: string): string | undefined {
  const text = Buffer.from(marker, 'base64url').toString()
  return text.startsWith(sign) ? text.slice(sign.length) : undefined
}

/** The format of a token for the offset of the next page. */
interface OffsetToken {
  readonly write: (offset: number) => string
  /** Parses a token. A result that is no offset is refused. */
  readonly read: (token: string) => number
}

const decimal: OffsetToken = { write: String, read: Number }

/**
 * Splits lists into pages by offset. `key` is the service's name of the token; `refused` makes the
 * error that is thrown for a token that no page returned.
 */
export const offsetPages =
  <Key extends string>(key: Key, refused: () => Error, { write, read }: OffsetToken = decimal) =>
  <Item>(
    all: readonly Item[],
    size: number,
    token: string | undefined,
  ): { readonly page: readonly Item[]; readonly next: { readonly [_ in Key]?: string } } => {
    const from = token === undefined ? 0 : read(token)
    if (!Number.isInteger(from) || from < 0) throw refused()
    const to = from + size
    const next = (to < all.length ? { [key]: write(to) } : {}) as { readonly [_ in Key]?: string }
    return { page: all.slice(from, to), next }
  }
