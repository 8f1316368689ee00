/**
 * The ways in which a predicate can hold, each a list of fields that hold together: what EventBridge
 * makes of a pattern too. Each step keeps every event of the rule; what it lets in beyond is noted
 * as residual.
 *
 * EventBridge chooses one element of an array for *all* fields of a way, Tripline for the fields of
 * one block. So fields of two blocks go into one way only where they cannot come through the same
 * array; else the later one is left to the runtime.
 */
import type { ListsFrom } from '../../aws/single-values.ts'
import { type Path, pathText } from '../../ir/path.ts'
import type { Check, Field, Predicate } from '../../ir/predicate.ts'

export type Way = readonly Field[]

export interface Ways {
  /** One of them holds; a way without fields always does, and no way at all never. */
  readonly ways: readonly Way[]
  readonly residual: readonly string[]
}

/** More than a pattern of 2,048 characters has room for. */
const maxWays = 128

const always: Ways = { ways: [[]], residual: [] }

export function waysOf(predicate: Predicate, listsFrom: ListsFrom): Ways {
  const isSingle = (path: Path): boolean => listsFrom(path) === Number.POSITIVE_INFINITY

  const holding = (part: Predicate): Ways => {
    switch (part.kind) {
      case 'block':
        return { ways: [part.fields], residual: [] }
      case 'all':
        return together(part.of.map(holding))
      case 'any':
        return oneOf(part.of.map(holding))
      case 'not':
        return failing(part.of)
    }
  }

  const failing = (part: Predicate): Ways => {
    switch (part.kind) {
      case 'not':
        return holding(part.of)
      case 'all':
        return oneOf(part.of.map(failing))
      case 'any':
        return together(part.of.map(failing))
      case 'block':
        return failingBlock(part.fields)
    }
  }

  /**
   * A block fails where one of its fields has no value that passes, if its fields choose
   * independently of one another. Two that may come through one array can also fail because no
   * element has both, and two that are compared because they differ: neither can be said.
   */
  const failingBlock = (fields: readonly Field[]): Ways => {
    if (pairs(fields).some(([one, other]) => mayShareList(one.path, other.path))) {
      return lost('EventBridge cannot ask that no element of an array has several things together')
    }
    if (fields.some(({ check }) => comparesFields(check)))
      return lost('EventBridge compares no two fields')
    return oneOf(
      fields.map(({ path, check }) => ({
        ways: [[{ path, check: { op: 'not', of: check } }]],
        residual: isSingle(path)
          ? []
          : [
              `\`${pathText(path)}\` may have several values, and EventBridge cannot ask that none passes`,
            ],
      })),
    )
  }

  const together = (all: readonly Ways[]): Ways => all.reduce(both, always)

  const both = (one: Ways, other: Ways): Ways => {
    const residual = new Set([...one.residual, ...other.residual])
    if (one.ways.length * other.ways.length > maxWays) {
      residual.add('its alternatives multiply to more than a pattern holds')
      return {
        ways: one.ways.length > other.ways.length ? other.ways : one.ways,
        residual: [...residual],
      }
    }
    const ways = one.ways.flatMap((way) =>
      other.ways.map((more) =>
        more.reduce<Way>((known, field) => {
          const added = withField(known, field)
          if (added === undefined) residual.add(apart(field.path))
          return added ?? known
        }, way),
      ),
    )
    return simplified(ways, [...residual])
  }

  /** The fields and one more of another block, or undefined where the two cannot stand together. */
  const withField = (way: Way, field: Field): Way | undefined => {
    const same = way.find(({ path }) => pathText(path) === pathText(field.path))
    if (same === undefined) {
      return way.some(({ path }) => mayShareList(path, field.path)) ? undefined : [...way, field]
    }
    if (!isSingle(field.path)) return undefined
    const check: Check = { op: 'all', of: [same.check, field.check] }
    return way.map((each) => (each === same ? { path: field.path, check } : each))
  }

  const mayShareList = (one: Path, other: Path): boolean => shareList(one, other, listsFrom)

  return holding(predicate)
}

/** Whether two paths may come through the same list: they run alike up to where lists can be, and through it. */
export function shareList(one: Path, other: Path, listsFrom: ListsFrom): boolean {
  const parting = one.findIndex((segment, index) => segment !== other[index])
  const shared = parting === -1 ? one.length : parting
  return shared > Math.min(listsFrom(one), listsFrom(other))
}

const lost = (why: string): Ways => ({ ways: [[]], residual: [why] })

const apart = (path: Path): string =>
  `\`${pathText(path)}\` is asked about by two blocks, and EventBridge would take one element of an array for both`

const oneOf = (all: readonly Ways[]): Ways => {
  const ways = all.flatMap((each) => each.ways)
  const residual = all.flatMap((each) => each.residual)
  if (ways.length <= maxWays) return simplified(ways, residual)
  return { ways: [[]], residual: [...residual, 'it has more alternatives than a pattern holds'] }
}

/** Ways that differ in the test of one field only are one way; one that asks nothing makes the others idle. */
function simplified(ways: readonly Way[], residual: readonly string[]): Ways {
  if (ways.some((way) => way.length === 0)) return { ways: [[]], residual }
  const kept: Way[] = []
  for (const way of ways) {
    const index = kept.findIndex((known) => differingField(known, way) !== undefined)
    const known = kept[index]
    if (known === undefined) kept.push(way)
    else kept[index] = merged(known, way)
  }
  return kept.length < ways.length ? simplified(kept, residual) : { ways: kept, residual }
}

/** The one field in which two ways differ (or any, where they are equal); undefined where it is more. */
function differingField(one: Way, other: Way): Field | undefined {
  if (one.length !== other.length) return undefined
  const texts = new Map(other.map(({ path, check }) => [pathText(path), JSON.stringify(check)]))
  if (!one.every(({ path }) => texts.has(pathText(path)))) return undefined
  const different = one.filter(
    ({ path, check }) => texts.get(pathText(path)) !== JSON.stringify(check),
  )
  return different.length > 1 ? undefined : (different[0] ?? one[0])
}

function merged(one: Way, other: Way): Way {
  const field = differingField(one, other)
  const twin = other.find(({ path }) => field && pathText(path) === pathText(field.path))
  if (field === undefined || twin === undefined) return one
  if (JSON.stringify(field.check) === JSON.stringify(twin.check)) return one
  const check: Check = { op: 'any', of: [field.check, twin.check] }
  return one.map((each) => (each === field ? { path: field.path, check } : each))
}

const pairs = <T>(items: readonly T[]): [T, T][] =>
  items.flatMap((one, index) => items.slice(index + 1).map((other): [T, T] => [one, other]))

function comparesFields(check: Check): boolean {
  if (check.op === 'any' || check.op === 'all') return check.of.some(comparesFields)
  return check.op === 'not' ? comparesFields(check.of) : check.op === 'same-as'
}
