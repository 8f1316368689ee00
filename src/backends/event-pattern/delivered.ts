/** What a rule's events carry in `source` and `detail-type`, as tightly as the rule itself tells. */
import { deliveredAs, detailTypesOf, signInDetailTypes } from '../../aws/detail-types.ts'
import { pathText } from '../../ir/path.ts'
import type { Check } from '../../ir/predicate.ts'
import type { Observation } from '../../ir/rule.ts'
import type { ToldWay } from './pattern-json.ts'
import type { Way } from './ways.ts'

/**
 * `source` is always pinned: anybody may put events on a bus under any detail-type, but only AWS
 * under `aws.…`. Where a way pins `eventSource`, the service's own source follows from it.
 */
export function deliveredFields(on: Observation, way: Way): ToldWay {
  const sources = equalTo(way, 'eventSource')
  const source = on.source.endsWith('.')
    ? sources?.every((each) => each.endsWith('.amazonaws.com'))
      ? [...new Set(sources.map((eventSource) => deliveredAs({ eventSource }).source))]
      : [{ prefix: on.source }]
    : [on.source]
  return [
    { path: ['envelope', 'source'], any: source },
    { path: ['envelope', 'detail-type'], any: detailTypes(on, way, sources) },
  ]
}

/** Sign-ins come under detail-types of their own, in two spellings, and from one service only. */
function detailTypes(
  on: Observation,
  way: Way,
  sources: readonly string[] | undefined,
): readonly string[] {
  const isSignIn = (detailType: string) => signInDetailTypes.includes(detailType)
  if (!on.detailTypes.some(isSignIn)) return on.detailTypes
  const eventTypes = equalTo(way, 'eventType')
  if (eventTypes !== undefined) {
    const narrowed = eventTypes.flatMap((eventType) => detailTypesOf(eventType) ?? on.detailTypes)
    return on.detailTypes.filter((detailType) => narrowed.includes(detailType))
  }
  const names = equalTo(way, 'eventName')
  if (names?.every((name) => name === 'ConsoleLogin')) return on.detailTypes.filter(isSignIn)
  const elsewhere = sources !== undefined && !sources.includes('signin.amazonaws.com')
  return elsewhere ? on.detailTypes.filter((detailType) => !isSignIn(detailType)) : on.detailTypes
}

/** The texts that a field is pinned to; undefined where it may be anything else. */
export function equalTo(way: Way, path: string): readonly string[] | undefined {
  const field = way.find((each) => pathText(each.path) === path)
  return field && texts(field.check)
}

function texts(check: Check): readonly string[] | undefined {
  if (check.op === 'equals') return typeof check.value === 'string' ? [check.value] : undefined
  if (check.op === 'any') {
    const all = check.of.map(texts)
    return all.every((each) => each !== undefined) ? all.flat() : undefined
  }
  if (check.op === 'all') return check.of.map(texts).find((each) => each !== undefined)
  return undefined
}
