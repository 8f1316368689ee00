/**
 * Runs metric filters by our engine for filter patterns, on records in the form of the log group.
 *
 * A filter has to match exactly the records of its rule. With a `threshold`, the alarm of the filter may
 * count more; that is not proven here.
 */
import { inEnvelope } from '../aws/envelope.ts'
import type { Compiled } from '../backends/backend.ts'
import { loggedPath } from '../backends/metric-filter/condition.ts'
import type { MetricFilter } from '../backends/metric-filter/metric-filter.ts'
import { type JsonPattern, matchesJson } from '../cloudwatch-logs/json-pattern.ts'
import { parseFilterPattern } from '../cloudwatch-logs/parse-filter-pattern.ts'
import { notAJsonPattern } from '../diagnostics/catalogue/results.ts'
import type { Event } from '../ir/event.ts'
import { fieldsIn, matchAndNotUnless } from '../ir/logic.ts'
import { certainly } from './certainty.ts'
import type { InvalidOutput, Judged, MatchedRule } from './judge.ts'
import { bare, loggedEvents, type Tested } from './logged-events.ts'

export function judgeMetricFilter(rule: MatchedRule, compiled: Compiled<MetricFilter>): Judged {
  if (compiled.kind === 'refused') return { compiled, judge: undefined }
  const pattern = patternIn(compiled.output.pattern)
  if (pattern.kind === 'invalid') return { compiled, judge: pattern }
  const tested = testedBy(rule)
  return {
    compiled,
    judge: {
      reaching: (derived) => loggedOnce(tested, derived),
      delivered({ record }) {
        const inLog = bare(tested, inEnvelope(record) as Event)
        return JSON.stringify(inLog?.record) === JSON.stringify(record) ? inLog : undefined
      },
      matches: ({ record }) => matchesJson(pattern, record),
      isDocumented: ({ record }) => certainly(pattern, record) !== undefined,
      isExact: true,
    },
  }
}

function patternIn(text: string): JsonPattern | InvalidOutput {
  const parsed = parseFilterPattern(text)
  if (parsed.ok && parsed.pattern.kind === 'json') return parsed.pattern
  const error = parsed.ok ? notAJsonPattern : parsed.error.message
  return { kind: 'invalid', pattern: text, error }
}

/** The events in the form of the log group, and their neighbours there, each once. */
function* loggedOnce(tested: Tested, derived: Iterable<Event>): Generator<Event> {
  const seen = new Set<string>()
  for (const event of derived) {
    for (const inLog of loggedEvents(tested, event)) {
      const key = JSON.stringify(inLog.record)
      if (!seen.has(key)) yield inLog
      seen.add(key)
    }
  }
}

function testedBy(rule: MatchedRule): Tested {
  const paths = fieldsIn(matchAndNotUnless(rule)).map(({ path }) => path)
  return {
    on: rule.on,
    paths: paths.map(loggedPath),
    envelope: paths.flatMap(([first, key]) => (first === 'envelope' && key ? [key] : [])),
  }
}
