import type { Json } from './json.ts'

export type Parsed =
  | { readonly ok: true; readonly json: Json }
  /** `message` is that of `JSON.parse`. */
  | { readonly ok: false; readonly message: string }

/**
 * Parses JSON of any origin. It skips a byte order mark, which PowerShell writes. It never throws.
 */
export function parseJson(text: string): Parsed {
  try {
    return { ok: true, json: JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text) }
  } catch (problem) {
    return { ok: false, message: (problem as Error).message }
  }
}
