/** Pages of IAM's lists, with `Marker`, `MaxItems` and `IsTruncated`. */
import { page } from '../../paging.ts'
import { invalid } from './lookup.ts'

interface Paging {
  readonly Marker?: string | undefined
  readonly MaxItems?: number | undefined
}

interface Pages<Item> {
  readonly items: Item[]
  readonly IsTruncated: boolean
  readonly Marker?: string
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html */
export function iamPage<Item>(
  all: Iterable<Item>,
  keyOf: (item: Item) => string,
  { Marker, MaxItems = 100 }: Paging,
): Pages<Item> {
  if (MaxItems < 1 || MaxItems > 1000) {
    throw invalid(
      `1 validation error detected: Value '${MaxItems}' at 'maxItems' failed to satisfy ` +
        `constraint: Member must have value ${MaxItems < 1 ? 'greater than or equal to 1' : 'less than or equal to 1000'}`,
    )
  }
  const found = page(all, keyOf, MaxItems, Marker)
  if (found === undefined) throw invalid('Invalid Marker.')
  return {
    items: [...found.items],
    IsTruncated: found.next !== undefined,
    ...(found.next !== undefined && { Marker: found.next }),
  }
}

/** A page of the items under a path, ordered by name. */
export const pageUnderPath = <Item extends { readonly name: string; readonly path: string }>(
  all: Iterable<Item>,
  { PathPrefix = '/', ...paging }: Paging & { readonly PathPrefix?: string | undefined },
): Pages<Item> =>
  iamPage(
    [...all].filter(({ path }) => path.startsWith(PathPrefix)),
    ({ name }) => name,
    paging,
  )
