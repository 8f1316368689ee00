/**
 * Letter case as event-ruler folds it: every UTF-16 unit of the *pattern* stands for its lower-case
 * and its upper-case form, and the value must hold one or the other
 * (`EqualsIgnoreCaseParser.java`). That is not Unicode folding: `straße` also matches `STRASSE`,
 * but a pattern `strasse` does not match `straße`.
 */

import { asUtf8 } from './utf8.ts'

/** A text to compare without regard to case: for each unit its lower-case and upper-case form. */
export type CaselessText = readonly (readonly [lower: string, upper: string])[]

/**
 * Characters beyond U+FFFF are two units, and AWS's engine changes the case of each half alone,
 * which leaves a `?`. So a pattern with an emoji matches no such emoji; that is AWS's answer, kept
 * here.
 */
export function caselessText(text: string): CaselessText {
  const known = new Map<string, readonly [lower: string, upper: string]>()
  return text.split('').map((unit) => {
    const forms = known.get(unit) ?? bothCases(unit)
    known.set(unit, forms)
    return forms
  })
}

function bothCases(unit: string): readonly [lower: string, upper: string] {
  return [asUtf8(unit.toLowerCase()), asUtf8(unit.toUpperCase())]
}

export function equalsIgnoreCase(value: string, wanted: CaselessText): boolean {
  return endOfPrefix(value, wanted) === value.length
}

export function startsWithIgnoreCase(value: string, wanted: CaselessText): boolean {
  return endOfPrefix(value, wanted) !== undefined
}

export function endsWithIgnoreCase(value: string, wanted: CaselessText): boolean {
  let end = value.length
  for (let unit = wanted.length - 1; unit >= 0; unit--) {
    const form = wanted[unit]?.find((form) => value.endsWith(form, end))
    if (form === undefined) return false
    end -= form.length
  }
  return true
}

/**
 * Where the part of `value` that is `wanted` ends. No unit's two forms begin alike: no
 * backtracking.
 */
function endOfPrefix(value: string, wanted: CaselessText): number | undefined {
  let at = 0
  for (const forms of wanted) {
    const form = forms.find((form) => value.startsWith(form, at))
    if (form === undefined) return undefined
    at += form.length
  }
  return at
}
