/** What a rule's events carry in `source` and `detail-type`, as tightly as the rule itself pins them. */
import { deliveredAs, detailTypesOf, signInDetailTypes } from '../../aws/detail-types.ts'
import type { Observation } from '../../ir/rule.ts'
import { type Conjunction, textsAt } from './conjunction.ts'
import type { PrintedConjunction } from './print.ts'

/**
 * `source` is always pinned: anybody may put events on a bus under any detail-type, but only AWS
 * under `aws.…`. Where a conjunction pins `eventSource`, the service's own source follows from it.
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

/** Sign-ins come under detail-types of their own, in two spellings, and from one service only. */
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
  if (names?.every((name) => name === 'ConsoleLogin')) return on.detailTypes.filter(isSignIn)
  const elsewhere = sources !== undefined && !sources.includes('signin.amazonaws.com')
  return elsewhere ? on.detailTypes.filter((detailType) => !isSignIn(detailType)) : on.detailTypes
}
