/** Reads and compares facets. A facet that is absent counts as null. */
import type { Facets } from './responder.ts'

export const facetOf = (facets: Facets, name: string): string | null => facets[name] ?? null

/** Exactly the facets with these names; null for those that are absent. */
export const pick = (facets: Facets, names: readonly string[]): Facets =>
  Object.fromEntries(names.map((name) => [name, facetOf(facets, name)]))

/** The names in `to` whose values differ from those in `from`. */
export const differingNames = (from: Facets, to: Facets): readonly string[] =>
  Object.keys(to).filter((name) => facetOf(from, name) !== facetOf(to, name))

/** The same facets with the same values; one that is absent equals one that is null. */
export const equalFacets = (a: Facets, b: Facets): boolean =>
  Object.keys({ ...a, ...b }).every((name) => facetOf(a, name) === facetOf(b, name))
