/** CloudWatch Logs' TestMetricFilter for one message, without AWS. */

import { matches } from './match.ts'
import { type FilterPatternError, parseFilterPattern } from './parse-filter-pattern.ts'
import type { ExtractedValues } from './space-delimited-pattern.ts'

export type MetricFilterTest =
  | { readonly result: 'match'; readonly extractedValues: ExtractedValues }
  | { readonly result: 'nomatch' }
  | { readonly result: 'invalid'; readonly error: string }

/**
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html
 */
export function testMetricFilter(patternText: string, messageText: string): MetricFilterTest {
  const parsed = parseFilterPattern(patternText)
  if (!parsed.ok) return { result: 'invalid', error: sentence(parsed.error) }
  const extractedValues = matches(parsed.pattern, messageText)
  return extractedValues === undefined
    ? { result: 'nomatch' }
    : { result: 'match', extractedValues }
}

function sentence({ line, column, message, help }: FilterPatternError): string {
  return [`${line}:${column}: ${message}`, help].filter((part) => part !== undefined).join(' ')
}
