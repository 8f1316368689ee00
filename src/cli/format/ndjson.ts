import type { Outcome } from '../outcome.ts'

export const ndjson = ({ rows }: Outcome): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join('')
