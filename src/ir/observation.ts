/** The sources of events that rules look at. */
import type { Observation } from './rule.ts'

/** Each is one source, or a prefix if it ends in a dot. */
export const sourcesOf = ({ source }: Pick<Observation, 'source'>): readonly string[] =>
  typeof source === 'string' ? [source] : source

/** Whether an event from this source is looked at; `source` may be a prefix too. */
export const seesSource = (on: Pick<Observation, 'source'>, source: string): boolean =>
  typeof on.source === 'string'
    ? isFrom(source, on.source)
    : on.source.some((each) => isFrom(source, each))

const isFrom = (source: string, wanted: string): boolean =>
  wanted.endsWith('.') ? source.startsWith(wanted) : source === wanted

/** Whether the one looks at all events that the other looks at. */
export const seesAll = (one: Observation, other: Observation): boolean =>
  sourcesOf(other).every((source) => seesSource(one, source)) &&
  other.detailTypes.every((type) => one.detailTypes.includes(type))

/** Whether events of any service of AWS are looked at. */
export const seesAnySource = (on: Pick<Observation, 'source'>): boolean =>
  sourcesOf(on).some((source) => source.endsWith('.'))
