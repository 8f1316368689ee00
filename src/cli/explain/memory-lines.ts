import { pathText } from '../../ir/path.ts'
import type { Rule } from '../../ir/rule.ts'

/**
 * Lines that explain how the rule's memory decides over several events, which one event cannot
 * show.
 */
export function memoryLines({ threshold, firstSeen, dedup }: Rule): string[] {
  const minutes = (ms: number) => `${ms / 60_000} min`
  const by = (paths: readonly (readonly string[])[]) =>
    paths.length > 0 ? `, for each ${paths.map(pathText).join(', ')}` : ''
  return [
    ...(threshold
      ? [
          `then: an alert after ${threshold.count} ${threshold.distinct ? `values of ${pathText(threshold.distinct)}` : 'such events'} within ${minutes(threshold.windowMs)}${by(threshold.by)}`,
        ]
      : []),
    ...(firstSeen
      ? [
          `then: an alert if there was no such event for ${minutes(firstSeen.windowMs)}${by(firstSeen.by)}`,
        ]
      : []),
    ...(dedup
      ? [
          `then: repeats within ${minutes(dedup.windowMs)} are counted${by(dedup.by)}`,
          ...(dedup.new.length > 0
            ? [`      an alert at once for each new value of ${dedup.new.map(pathText).join(', ')}`]
            : []),
        ]
      : []),
  ]
}
