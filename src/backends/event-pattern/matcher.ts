/** The check of one field as matchers of EventBridge. */
import type { Json } from '../../ir/json.ts'

/**
 * EventBridge matches the field if one of `any` matches. Together they match every value for which the
 * check holds. `residual` says which other values they match; undefined if there are none. If `any` is
 * undefined, the field cannot be in the pattern.
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
