/**
 * The messages of AWS for patterns it refuses, word for word, including wrong ones (it calls a bad
 * `cidr` a bad prefix). Users search for these sentences, and tests compare against them.
 */

/** EventBridge puts this before the reason (seen in recorded answers of TestEventPattern). */
export const invalidPattern = (reason: string): string =>
  `Event pattern is not valid. Reason: ${reason}`
/** Our own sentence. No recorded answer shows the message of AWS for a broken event. */
export const invalidEvent = (reason: string): string =>
  `Parameter Event is not valid. Reason: ${reason}`

export const notAnObject = 'Filter is not an object'
export const eventNotAnObject = 'Event must be a JSON object'
export const emptyObject = 'Empty objects are not allowed'
export const emptyArray = 'Empty arrays are not allowed'
export const scalarField = (name: string): string => `"${name}" must be an object or an array`
export const nestedArray = 'Match value must be String, number, true, false, or null'

export const orNotAnArray = 'It must be an Array followed with $or.'
export const orOfNonObject = 'Only JSON object is allowed in array of $or relationship.'
export const orTooShort = 'There must have at least 2 Objects in $or relationship.'
export const reservedInOr = (name: string): string =>
  `${name} is Ruler reserved fieldName which cannot be used inside $or.`

export const noOperator = 'Match expression name not found'
export const unknownOperator = (name: string): string => `Unrecognized match type ${name}`
export const secondKey = 'Only one key allowed in match expression'
/** AWS uses this sentence for `anything-but` as well, numeric or not. */
export const tooManyElements = 'Too many elements in numeric expression'

export const notAString = (operator: string): string => `${operator} match pattern must be a string`
export const existsNotBoolean = 'exists match pattern must be either true or false.'
export const noNestedOperator = (operator: 'Prefix' | 'Suffix' | 'Anything-But'): string =>
  `${operator} expression name not found`
export const unsupportedNested = (operator: string, nested: string): string =>
  `Unsupported ${operator} pattern: ${nested}`

export const anythingButValue =
  'Value of anything-but must be an array or single string/number value.'
export const anythingButListValue = 'Inside anything but list, start|null|boolean is not supported.'
export const anythingButMixed =
  'Inside anything but list, either all values are number or string, mixed type is not supported'
export const anythingButIgnoreCaseValue =
  'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.'
export const emptyAffix = 'Null prefix/suffix not allowed'

export const numericNotAnArray = 'Value of numeric must be an array.'
export const numericMember = (text: string): string => `Invalid member in numeric match: ${text}`
export const numericOperator = (text: string): string =>
  `Unrecognized numeric range operator: ${text}`
export const numericValue = (operator: string): string =>
  `Value of ${operator === '=' ? 'equals' : operator} must be numeric`
export const numericSecond = (text: string): string => `Bad value in numeric range: ${text}`
export const numericSecondOperator = (text: string): string => `Bad numeric range operator: ${text}`
export const numericTooLong = 'Too many terms in numeric range expression'
export const numericOrder = 'Bottom must be less than top'
export const numericPrecision = (text: string): string => `Cannot compare number : ${text}`

export const tooComplex =
  'Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character'
