/** Third-party cases for filter patterns. They are run where they lie beside the checkout, row by row. */

import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseFilterPattern } from '../src/cloudwatch-logs/parse-filter-pattern.ts'
import { testMetricFilter } from '../src/cloudwatch-logs/test-metric-filter.ts'

const folder = resolve(import.meta.dirname, '..', '../shared/corpora', 'filter-patterns')

interface DocumentedRow {
  readonly id: string
  readonly pattern: string
  readonly message: string | null
  readonly expected: 'match' | 'nomatch' | 'valid' | 'invalid'
  readonly extracted?: Readonly<Record<string, string>>
}

interface ApiRow {
  readonly id: string
  readonly pattern: string
  readonly messages: readonly string[]
  readonly matches: readonly { readonly eventNumber: number; readonly extractedValues: unknown }[]
}

interface PublishedRow {
  readonly id: string
  readonly pattern: string
  readonly raw?: string
  readonly parses: boolean
}

function rows<Row>(file: string): readonly Row[] {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Row)
}

function answer({ pattern, message }: DocumentedRow): string {
  if (message !== null) return testMetricFilter(pattern, message).result
  return parseFilterPattern(pattern).ok ? 'valid' : 'invalid'
}

describe.runIf(existsSync(folder))('filter patterns of third parties', () => {
  if (!existsSync(folder)) return

  for (const row of rows<DocumentedRow>('awsdocs-expected.jsonl')) {
    test(`${row.id} ${row.pattern}`, () => {
      expect(answer(row)).toBe(row.expected)
      if (row.extracted === undefined) return
      const { extracted } = row
      expect(testMetricFilter(row.pattern, row.message ?? '')).toEqual({
        result: 'match',
        extractedValues: extracted,
      })
    })
  }

  for (const row of rows<ApiRow>('testmetricfilter-api.jsonl')) {
    test(`${row.id} ${row.pattern}`, () => {
      const matches = row.messages.flatMap((message, eventNumber) => {
        const tested = testMetricFilter(row.pattern, message)
        if (tested.result !== 'match') return []
        return [{ eventNumber, extractedValues: tested.extractedValues }]
      })
      expect(matches).toEqual(row.matches)
    })
  }

  for (const row of rows<PublishedRow>('real-world.jsonl')) {
    test(`${row.id} ${row.pattern.slice(0, 80)}`, () => {
      expect(parseFilterPattern(row.pattern).ok).toBe(row.parses)
    })
  }
})
