/** One page of a list, and the marker of the next one. */
export interface Page<Item> {
  readonly items: readonly Item[] | undefined
  readonly next: string | undefined
}

/** The items of all pages, in order. */
export async function allPages<Item>(
  page: (marker: string | undefined) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const items: Item[] = []
  let marker: string | undefined
  do {
    const { items: more = [], next } = await page(marker)
    items.push(...more)
    marker = next
  } while (marker !== undefined && marker !== '')
  return items
}
