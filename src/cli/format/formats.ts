/** How an outcome can be written. Adding a format: a file here and a line below. */
import type { Outcome } from '../outcome.ts'
import { github } from './github.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { ndjson } from './ndjson.ts'
import { sarif } from './sarif.ts'

export type Format = (outcome: Outcome) => string | Iterable<string>

export const formats = {
  pretty: ({ pretty }: Outcome) => pretty,
  json,
  ndjson,
  sarif,
  junit,
  github,
} as const satisfies Record<string, Format>

export type FormatName = keyof typeof formats

export const formatNames = Object.keys(formats) as FormatName[]
