/** Adds the `source` and `detail-type` that the events of a rule have to its pattern. */
import { deliveredAs, detailTypesOf, signInDetailTypes } from '../../aws/detail-types.ts'
import { certainEventType, signInSource } from '../../aws/event-types.ts'
import type { Observation } from '../../ir/rule.ts'
import { type Conjunction, textsAt } from './conjunction.ts'
import type { PrintedConjunction } from './print.ts'

/**
 * `source` is always required: anybody may put events with any detail-type on a bus, but only AWS may
 * use `aws.…`. If a conjunction requires an `eventSource`, the source of that service follows from it.
 */
export function deliveredFields(on: Observation, conjunction: Conjunction): PrintedConjunction {
  const sources = textsAt(conjunction, 'eventSource')
  const source = on.source.endsWith('.')
    ? sources?.every((each) => each.endsWith('.amazonaws.com'))
      ? [...new Set(sources.map((eventSource) => deliveredAs({ eventSource }).source))]
      : [{ prefix: on.source }]
    : [on.source]
  return [
    { path: ['envelope', 'source'], any: source },
    { path: ['envelope', 'detail-type'], any: detailTypes(on, conjunction, sources) },
  ]
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
