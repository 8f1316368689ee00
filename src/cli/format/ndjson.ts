import type { Outcome } from '../outcome.ts'

export function* ndjson({ rows }: Outcome): Generator<string> {
  for (const row of rows) yield `${JSON.stringify(row)}\n`
}
