/** The check of one field as matchers of EventBridge. */
import type { Json } from '../../ir/json.ts'
import type { OperatorCheck } from '../../ir/predicate.ts'

/**
 * EventBridge matches the field if one of `any` matches. Together they match every value for which the
 * check holds. `residual` says which other values they match; undefined if there are none. If `any` is
 * undefined, the field cannot be in the pattern.
 */
export interface Matchers {
  readonly any: readonly Json[] | undefined
  readonly residual: string | undefined
}

/** Whether a pattern may have wildcards: a bus accepts 30 rules with one, a quota that cannot be raised. */
export type Wildcards = 'allowed' | 'rationed'

/** Several `*` in a row become one, because EventBridge refuses two. */
export const wildcardText = (runs: readonly string[]): string =>
  runs
    .filter((run, index) => run !== '' || index === 0 || index === runs.length - 1)
    .map((run) => run.replaceAll(/[*\\]/g, (character) => `\\${character}`))
    .join('*')

/**
 * Whether EventBridge reads a text as an IP address. It compares those as numbers, so `2001:DB8::1`
 * equals `2001:db8::1`. A rule compares the texts.
 */
export const looksLikeAddress = (text: string): boolean =>
  /^[\da-f:.]+$/i.test(text) && /[:.]/.test(text)

/** Whether EventBridge and Tripline fold the letter case of a text equally: EventBridge uses another version of Unicode. */
export const foldsAlike = (text: string): boolean => /^[\0-\x7f]*$/.test(text)

/**
 * Whether EventBridge matches a shorter value too. It compares a text together with its quotation
 * marks, so `{"prefix":"x\""}` also matches `x`, and `{"suffix":"\"x"}` too. (event-ruler,
 * `PrefixMatch` and `SuffixMatch` of `Patterns.java`.)
 */
export const meetsQuote = (affix: 'prefix' | 'suffix', text: string): boolean =>
  affix === 'prefix' ? text.endsWith('"') : text.startsWith('"')

/**
 * How EventBridge compares a text. It compares UTF-8, which has no form for half of a surrogate pair:
 * in a pattern and in an event, a half becomes `?`.
 *
 * - `alike`: as Tripline does.
 * - `looser`: the text has a `?`, which also matches half a pair.
 * - `different`: the text has half a pair, so that nothing of it can be compared.
 */
export function comparison(text: string): 'alike' | 'looser' | 'different' {
  if (!text.isWellFormed()) return 'different'
  return text.includes('?') ? 'looser' : 'alike'
}

/** The texts that an operator compares with a value. */
export function textsOf(check: OperatorCheck): readonly string[] {
  if ('text' in check) return [check.text]
  if ('pattern' in check) return [check.pattern]
  return check.op === 'equals' && typeof check.value === 'string' ? [check.value] : []
}
