import type { Scalar } from '../ir/json.ts'
import type { CheckOf, ValueOperator } from './operator.ts'
import { textOperatorIgnoringCase } from './text.ts'

/** A scalar standing alone: `eventName: StopLogging`. It has no word of its own. */
export const equals: ValueOperator<CheckOf<'equals'>> = {
  name: 'equals',
  summary: 'exactly this value',
  example: 'eventName: StopLogging',
  operand: { type: ['string', 'number', 'boolean', 'null'] },
  takesList: true,
  read: (operand) => ({ op: 'equals', value: operand.value }),
  says: ({ value }) => `is ${scalarText(value)}`,
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

/** Text in backticks, everything else as JSON: `` `Root` ``, `443`, `null`, and the text `` `"443"` `` told apart from the number. */
export const scalarText = (value: Scalar): string =>
  typeof value !== 'string'
    ? String(value)
    : /^(?:-?\d+(?:\.\d+)?|true|false|null|)$/.test(value)
      ? `\`"${value}"\``
      : `\`${value}\``
