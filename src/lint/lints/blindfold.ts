import { usualEventType } from '../../aws/event-types.ts'
import { withoutObject } from '../../aws/record-values.ts'
import { blindfold } from '../../diagnostics/catalogue/lint/memory.ts'
import { namedObjects, objectFields } from '../../ir/named-objects.ts'
import { type Path, pathText } from '../../ir/path.ts'
import type { Lint } from '../subject.ts'

/** Where records name what a call was made to, or the call itself: a key of such a value hides no other call. */
const distinguishing: ReadonlySet<string> = new Set([
  ...objectFields,
  'serviceEventDetails',
  'eventID',
  'requestID',
  'sharedEventID',
])

const isDistinguishing = ([root = '']: Path): boolean => distinguishing.has(root)

/**
 * A `dedup` by the caller alone hides a victim behind an earlier, harmless one. A threshold is about
 * the number of calls, and its first alert reports the caller.
 */
export const blindfolds: Lint = ({ rule, idSpan, call, implied }) => {
  const { dedup, threshold, severity, alert, match } = rule
  if (dedup === undefined || threshold !== undefined) return []
  if (severity === 'info' || severity === 'low') return []
  if (call?.name.length !== 1) return []
  if ([...dedup.by, ...dedup.new].some(isDistinguishing)) return []
  const [names, sources = []] = [implied(match, call.name), implied(match, call.source)]
  const hasObject = (name: string): boolean =>
    !withoutObject.has(name) &&
    [...sources].every((source) => usualEventType(source, name) === 'AwsApiCall')
  if (names !== undefined && ![...names].some(hasObject)) return []
  return [blindfold(namedObjects(alert).map(pathText), idSpan)]
}
