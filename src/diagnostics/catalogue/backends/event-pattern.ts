/**
 * Every sentence about what an event pattern cannot express: why a rule is refused, and which checks
 * are left to `detect`. Each residual reads as a reason why EventBridge delivers too many events.
 */
import { Uncompilable } from '../../uncompilable.ts'

export const neverMatches = (): Uncompilable =>
  new Uncompilable(
    'no event can match it',
    'look for two tests of one field that exclude each other',
  )

// Residuals of whole rules.

export const noneTogether =
  'EventBridge cannot exclude array elements that pass several tests together'
export const noComparison = 'EventBridge cannot compare two fields'

export const noPolicies = 'EventBridge cannot read policy documents'
export const productTooLarge =
  'its alternatives have more combinations than one pattern can express'
export const tooManyAlternatives = 'it has more alternatives than one pattern can have'
export const sourcePinned =
  '`envelope.source`: the pattern leaves this test out, and requires any source of AWS instead'

export const computedValue =
  '`actor`: EventBridge cannot test this value, because it is not in the record; `detect` computes it'

export const noneOfSeveral = (path: string): string =>
  `\`${path}\` can have several values, and EventBridge cannot test that none of them passes`

export const inTwoBlocks = (path: string): string =>
  `\`${path}\` is tested in two blocks, and EventBridge would use the same array element for both`

export const oneElement = (path: string): string =>
  `\`each: ${path}\` tests one element by itself, and EventBridge can express only a part of this test`

export const fieldTooLong = (path: string): string =>
  `the test of \`${path}\` is longer than the limit of a pattern`

// Residuals of one field.

/** A sentence about a field, with the field's name before it. */
export const ofField = (path: string, residual: string): string => `\`${path}\`: ${residual}`

export const listInside =
  'EventBridge treats a list and the values inside it differently from Tripline'
export const sameElementOnly =
  'EventBridge cannot test that this value is in the same array element as the others'
export const absentFromAll =
  'EventBridge accepts an event if one array element lacks this field, but the rule requires that every element lacks it'

// Residuals of one check.

export const checkTooLarge =
  'its alternatives have more combinations than the test of one field can express'
export const severalTests = 'EventBridge cannot require that one value passes several tests at once'
export const partlyExcluded = '`anything-but` cannot exclude all of these values'
export const noCaselessContains = 'EventBridge cannot ignore letter case in `contains`'
export const noCaselessWildcard = 'EventBridge cannot ignore letter case in `wildcard`'
export const otherLetterCase =
  'EventBridge ignores letter case differently for some of these characters'
export const noRegularExpressions = 'EventBridge has no regular expressions'
export const noSuchNumber = 'EventBridge cannot compare this number exactly'
export const quoteAtEdge =
  'EventBridge compares a text together with its quotation marks in JSON, so the pattern also matches a value without this `"`'
export const halfPair = 'EventBridge reads half of a surrogate pair as `?`'
export const otherSpellings = 'EventBridge does not read all spellings of an IPv6 address'
export const moreSpellings = 'EventBridge also accepts other spellings of the same address'
export const wildcardRationed =
  'the pattern leaves this wildcard out, because one event bus allows only 30 rules with wildcards'
