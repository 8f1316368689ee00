/** The output formats. To add one, add a file here and a line below. */
import type { Outcome } from '../outcome.ts'
import { github } from './github.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { ndjson } from './ndjson.ts'
import { sarif } from './sarif.ts'

interface Format {
  readonly write: (outcome: Outcome) => string | Iterable<string>
  /**
   * The full name of a format with an option of its own: `--sarif FILE` writes that format in
   * addition.
   */
  readonly asWell?: string
}

export const formats = {
  pretty: { write: ({ pretty }) => pretty },
  json: { write: json },
  ndjson: { write: ndjson },
  sarif: { write: sarif, asWell: 'SARIF 2.1.0' },
  junit: { write: junit, asWell: 'JUnit XML' },
  github: { write: github },
} as const satisfies Record<string, Format>

export type FormatName = keyof typeof formats

export const formatNames = Object.keys(formats) as FormatName[]

/** The names of formats with an option of their own. */
export type FileFormatName = {
  [Name in FormatName]: (typeof formats)[Name] extends { readonly asWell: string } ? Name : never
}[FormatName]

export const fileFormats = Object.entries<Format>(formats).flatMap(([name, { write, asWell }]) =>
  asWell === undefined ? [] : [{ name: name as FileFormatName, write, asWell }],
)
