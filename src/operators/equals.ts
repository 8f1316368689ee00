import type { Scalar } from '../ir/json.ts'
import type { CheckOf, ValueOperator } from './operator.ts'
import { textOperatorIgnoringCase } from './text.ts'

/** `eventName: StopLogging`: a value without an operator. */
export const equals: ValueOperator<CheckOf<'equals'>> = {
  name: 'equals',
  summary: 'exactly this value',
  example: 'eventName: StopLogging',
  operand: { type: ['string', 'number', 'boolean', 'null'] },
  takesList: true,
  read: (operand) => ({ op: 'equals', value: operand.value }),
  describe: ({ value }) => `is ${scalarText(value)}`,
  holds: (check, value) => check.value === value,
  nearMiss: ({ value: wanted }, value) =>
    typeof wanted === typeof value
      ? equalsIgnoreCase.holds({ op: 'equals-ignore-case', text: String(wanted) }, value)
        ? 'letter case'
        : undefined
      : String(wanted).toLowerCase() === String(value).toLowerCase()
        ? 'wrong type'
        : undefined,
}

/** `eventName: { equals-ignore-case: stoplogging }` */
export const equalsIgnoreCase = textOperatorIgnoringCase<CheckOf<'equals-ignore-case'>>(
  'equals-ignore-case',
  {
    summary: 'this text, in any letter case',
    example: 'eventName: { equals-ignore-case: stoplogging }',
    verb: 'is, in any letter case,',
    fits: (value, text) => value === text,
  },
)

/**
 * A value for a sentence: text in backticks (`` `Root` ``), everything else as JSON (`443`,
 * `null`). Text that looks like a number or a word of JSON gets quotes as well: `` `"443"` ``.
 */
export const scalarText = (value: Scalar): string =>
  typeof value !== 'string'
    ? String(value)
    : /^(?:-?\d+(?:\.\d+)?|true|false|null|)$/.test(value)
      ? `\`"${value}"\``
      : `\`${value}\``
