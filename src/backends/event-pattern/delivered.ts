/** Adds the `source` and `detail-type` that the events of a rule have to its pattern. */
import { deliveredAs, detailTypesOf, signInDetailTypes } from '../../aws/detail-types.ts'
import { certainEventType, signInSource } from '../../aws/event-types.ts'
import type { Json } from '../../ir/json.ts'
import { seesAnySource, sourcesOf } from '../../ir/observation.ts'
import type { Observation } from '../../ir/rule.ts'
import { type Conjunction, textsAt } from './conjunction.ts'
import type { PrintedConjunction } from './print.ts'

/**
 * `source` is always required: anybody may put events with any detail-type on a bus, but only AWS may
 * use `aws.…`. If a conjunction requires an `eventSource`, the source of that service follows from it.
 */
export function deliveredFields(on: Observation, conjunction: Conjunction): PrintedConjunction {
  const sources = textsAt(conjunction, 'eventSource')
  return [
    { path: ['envelope', 'source'], any: sourceMatchers(on, sources) },
    { path: ['envelope', 'detail-type'], any: detailTypes(on, conjunction, sources) },
  ]
}

/**
 * Of named sources, those of the services that the conjunction requires. If it requires none of them,
 * no event matches, and the pattern needs some source.
 */
function sourceMatchers(on: Observation, eventSources: readonly string[] | undefined): Json[] {
  const ofServices = eventSources?.every((each) => each.endsWith('.amazonaws.com'))
    ? [...new Set(eventSources.map((eventSource) => deliveredAs({ eventSource }).source))]
    : undefined
  if (seesAnySource(on))
    return (
      ofServices ??
      sourcesOf(on).map((source) => (source.endsWith('.') ? { prefix: source } : source))
    )
  const required = sourcesOf(on).filter((source) => ofServices?.includes(source))
  return required.length > 0 ? required : [...sourcesOf(on)]
}

/** Sign-ins have detail-types of their own, in two spellings, and come from one service. */
function detailTypes(
  on: Observation,
  conjunction: Conjunction,
  sources: readonly string[] | undefined,
): readonly string[] {
  const isSignIn = (detailType: string) => signInDetailTypes.includes(detailType)
  if (!on.detailTypes.some(isSignIn)) return on.detailTypes
  const eventTypes = textsAt(conjunction, 'eventType')
  if (eventTypes !== undefined) {
    const narrowed = eventTypes.flatMap((eventType) => detailTypesOf(eventType) ?? on.detailTypes)
    return on.detailTypes.filter((detailType) => narrowed.includes(detailType))
  }
  const names = textsAt(conjunction, 'eventName')
  if (names?.every((name) => certainEventType(name) === 'AwsConsoleSignIn'))
    return on.detailTypes.filter(isSignIn)
  const elsewhere = sources !== undefined && !sources.includes(signInSource)
  return elsewhere ? on.detailTypes.filter((detailType) => !isSignIn(detailType)) : on.detailTypes
}
