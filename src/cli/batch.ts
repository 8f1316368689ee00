/** Answers many match requests: reads rows of NDJSON, and writes one answer for each, in order. */
import { createInterface } from 'node:readline'
import { exit } from './exit.ts'
import { nothingFound, type Outcome } from './outcome.ts'
import type { Terminal } from './terminal.ts'

export interface BatchAnswer {
  readonly result: 'match' | 'nomatch' | 'invalid'
  readonly error?: string
}

/**
 * Answers rows of `{pattern, <subject>}`. A value that is a string is raw text, so that duplicate
 * keys and `300.0` survive; any other value is used as JSON. The answer to an unreadable row is
 * `invalid`.
 */
export async function answerBatch(
  subject: 'event' | 'message',
  answer: (pattern: string, subject: string) => BatchAnswer,
  terminal: Terminal,
): Promise<Outcome> {
  for await (const line of createInterface({
    input: terminal.stdin,
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    if (line.trim() !== '') terminal.out(`${JSON.stringify(answerRow(line, subject, answer))}\n`)
  }
  return { ...nothingFound, exit: exit.yes, pretty: '', data: {}, rows: [] }
}

function answerRow(
  line: string,
  subject: 'event' | 'message',
  answer: (pattern: string, subject: string) => BatchAnswer,
): BatchAnswer {
  const row = parseRow(line)
  if (row?.pattern === undefined || row[subject] === undefined) {
    return {
      result: 'invalid',
      error: `a row must be a JSON object with \`pattern\` and \`${subject}\``,
    }
  }
  const { result, error } = answer(rawText(row.pattern), rawText(row[subject]))
  return error === undefined ? { result } : { result, error }
}

function parseRow(line: string): Record<string, unknown> | undefined {
  try {
    const row: unknown = JSON.parse(line)
    return typeof row === 'object' && row !== null ? (row as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

const rawText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value)
