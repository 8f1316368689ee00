import { pathText } from '../../ir/path.ts'
import type { Rule } from '../../ir/rule.ts'

/**
 * Lines that explain how the rule's memory decides over several events, which one event cannot
 * show.
 */
export function memoryLines({ threshold, firstSeen, dedup }: Rule): string[] {
  const minutes = (ms: number) => `${ms / 60_000} min`
  const by = (paths: readonly (readonly string[])[]) =>
    paths.length > 0 ? ` by ${paths.map(pathText).join(', ')}` : ''
  return [
    ...(threshold
      ? [
          `then: an alert once ${threshold.count} ${threshold.distinct ? `values of ${pathText(threshold.distinct)}` : 'such events'} lie within ${minutes(threshold.windowMs)}${by(threshold.by)}`,
        ]
      : []),
    ...(firstSeen
      ? [`then: an alert if not seen for ${minutes(firstSeen.windowMs)}${by(firstSeen.by)}`]
      : []),
    ...(dedup
      ? [`then: repeats within ${minutes(dedup.windowMs)}${by(dedup.by)} are counted`]
      : []),
  ]
}
