/** Third-party cases for event patterns. They are run where they lie beside the checkout, row by row. */

import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parsePattern } from '../src/eventbridge/parse-pattern.ts'
import { testEventPattern } from '../src/eventbridge/test-event-pattern.ts'

const folder = resolve(import.meta.dirname, '..', '../shared/corpora', 'eventbridge')

interface Row {
  readonly id?: string
  readonly pattern?: unknown
  readonly pattern_raw?: string
  readonly event?: unknown
  readonly event_raw?: string
  readonly detail?: unknown
  readonly expected?: string
  readonly valid?: boolean
  readonly match?: boolean | null
  readonly error?: string | null
  readonly ruler_error?: string | null
  readonly aws_error?: { readonly MessageRaw?: string }
}

/** JSON text as the recordings have it: a value that JavaScript cannot print is there as text. */
const patternText = (row: Row): string => row.pattern_raw ?? JSON.stringify(row.pattern)

function eventText(row: Row): string | undefined {
  if (row.event_raw !== undefined) return row.event_raw
  if ('event' in row) return JSON.stringify(row.event)
  return 'detail' in row ? JSON.stringify({ detail: row.detail }) : undefined
}

function expected(row: Row): string | undefined {
  if (row.expected !== undefined) return row.expected
  if (row.valid === false) return 'invalid'
  return row.match ? 'match' : 'nomatch'
}

function answer(row: Row): { result: string; error?: string } {
  const event = eventText(row)
  if (event !== undefined) return testEventPattern(patternText(row), event)
  const parsed = parsePattern(patternText(row))
  return parsed.ok ? { result: 'valid' } : { result: 'invalid', error: parsed.error }
}

/** The first line of the recorded message, with AWS's prefix. */
function reason(row: Row): string | undefined {
  const recorded = row.error ?? row.ruler_error ?? undefined
  return recorded && `Event pattern is not valid. Reason: ${recorded.split('\n')[0]}`
}

/** AWS repeats the text it was given, so a recorded message says what it is an answer to. */
function recordedSource(message: string): string | undefined {
  const source = /\[Source: \(String\)"(.*)"; line: \d+, column: \d+\]$/.exec(
    message.split('\n').at(-1) ?? '',
  )?.[1]
  // The recording masks account data as `<region>`, which makes its columns those of another text.
  return source?.includes('<') ? undefined : source
}

const files = [
  'golden.json',
  'golden-fuzz.jsonl',
  'localstack.jsonl',
  'moto.jsonl',
  'event-ruler-unit.jsonl',
  'quamina.jsonl',
  'event-ruler-validity.jsonl',
  'real-world-patterns.jsonl',
]

function read(file: string): Row[] {
  const text = readFileSync(join(folder, file), 'utf8')
  if (file.endsWith('.json')) return JSON.parse(text)
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

describe.runIf(existsSync(folder))('recorded answers', () => {
  describe.each(existsSync(folder) ? files : [])('%s', (file) => {
    const rows = read(file).map((row, line) => ({ row, name: row.id ?? `line ${line + 1}` }))
    let passed = 0
    afterAll(() => {
      process.stdout.write(`${file}: ${passed} of ${rows.length}\n`)
    })

    test.each(rows)('$name', ({ row }) => {
      const { result, error } = answer(row)
      expect(result).toBe(expected(row))
      if (reason(row) !== undefined) expect(error?.split('\n')[0]).toBe(reason(row))
      const recorded = row.aws_error?.MessageRaw
      if (recorded !== undefined) {
        expect(error?.split('\n')[0]).toBe(recorded.split('\n')[0])
        const source = recordedSource(recorded)
        if (source !== undefined)
          expect(parsePattern(source)).toEqual({ ok: false, error: recorded })
      }
      passed++
    })
  })
})
