import type { Outcome } from '../outcome.ts'

/** The answer as NDJSON: one JSON object on each line. */
export function* ndjson({ rows }: Outcome): Generator<string> {
  for (const row of rows) yield `${JSON.stringify(row)}\n`
}
