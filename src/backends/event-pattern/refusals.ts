/** All sentences about rules that EventBridge cannot match exactly: reasons of refusals, and residuals. */
import { type Path, pathText } from '../../ir/path.ts'
import { Uncompilable } from '../uncompilable.ts'

export const neverMatches = (): Uncompilable =>
  new Uncompilable(
    'no event can ever match it',
    'look for a field that is asked to be two things at once',
  )

// Residuals of whole rules.

export const noneTogether =
  'EventBridge cannot ask that no element of an array has several things together'
export const noComparison = 'EventBridge compares no two fields'
export const productTooLarge = 'its alternatives multiply to more than a pattern holds'
export const tooManyAlternatives = 'it has more alternatives than a pattern holds'
export const sourcePinned = '`envelope.source`: the pattern pins it to AWS instead'

export const noneOfSeveral = (path: Path): string =>
  `\`${pathText(path)}\` may have several values, and EventBridge cannot ask that none passes`

export const inTwoBlocks = (path: Path): string =>
  `\`${pathText(path)}\` is asked about by two blocks, and EventBridge would take one element of an array for both`

export const fieldTooLong = (path: Path): string =>
  `\`${pathText(path)}\` alone is longer than a pattern may be`

// Residuals of one field.

/** A sentence about a field, with the field's name before it. */
export const ofField = (path: Path, residual: string): string =>
  `\`${pathText(path)}\`: ${residual}`

export const listInside = 'EventBridge tells a list from what is in it in another way'
export const sameElementOnly = 'EventBridge cannot ask only that it is in the same element'
export const absentFromAll =
  'EventBridge looks for it in one element, where it must be absent from all'

// Residuals of one check.

export const checkTooLarge = 'its alternatives multiply to too many'
export const severalTests = 'EventBridge asks one thing of a value, and this asks several'
export const partlyExcluded = '`anything-but` cannot say all of what is excluded'
export const noCaselessContains = 'EventBridge has no `contains` that ignores letter case'
export const noCaselessWildcard = 'EventBridge has no `wildcard` that ignores letter case'
export const otherLetterCase = 'EventBridge has another idea of letter case here'
export const noRegularExpressions = 'EventBridge has no regular expressions'
export const noSuchNumber = 'EventBridge compares no such number'
export const moreSpellings = 'EventBridge takes more spellings of an address'
export const wildcardRationed = 'the wildcard is saved: a bus takes 30 rules with one'
