/** What the check of one field becomes in EventBridge's words. */
import type { Json } from '../../ir/json.ts'

/**
 * EventBridge takes the field if one of `any` does; together they take every value the check
 * holds for. `residual` says what they take beyond, and is undefined where that is nothing.
 * `any` undefined: whatever the field is, nothing can be said about it.
 */
export interface Matchers {
  readonly any: readonly Json[] | undefined
  readonly residual: string | undefined
}

/** Whether a pattern may have wildcards: a bus takes 30 rules with one, a quota that cannot be raised. */
export type Wildcards = 'allowed' | 'rationed'

/** Runs of `*` are one, because EventBridge refuses two in a row. */
export const wildcardText = (runs: readonly string[]): string =>
  runs
    .filter((run, index) => run !== '' || index === 0 || index === runs.length - 1)
    .map((run) => run.replaceAll(/[*\\]/g, (character) => `\\${character}`))
    .join('*')

/**
 * Whether EventBridge would take a text for an IP address. It compares those as numbers, so that
 * `2001:DB8::1` equals `2001:db8::1`, where a rule compares the text.
 */
export const looksLikeAddress = (text: string): boolean =>
  /^[\da-f:.]+$/i.test(text) && /[:.]/.test(text)

/** Whether both fold letter case alike: EventBridge goes by UTF-16 units, and beyond ASCII by another Unicode version. */
export const foldsAlike = (text: string): boolean => /^[\0-\x7f]*$/.test(text)
