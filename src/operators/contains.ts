import type { CheckOf } from './operator.ts'
import { textOperator, textOperatorIgnoringCase } from './text.ts'

const fits = (value: string, text: string): boolean => value.includes(text)

/** `userAgent: { contains: kali }` */
export const contains = textOperator<CheckOf<'contains'>>('contains', {
  summary: 'text with this text anywhere in it',
  example: 'userAgent: { contains: kali }',
  verb: 'contains',
  fits,
})

export const containsIgnoreCase = textOperatorIgnoringCase<CheckOf<'contains-ignore-case'>>(
  'contains-ignore-case',
  {
    summary: 'text with this text anywhere in it, in any letter case',
    example: 'userAgent: { contains-ignore-case: pacu }',
    verb: 'contains, in any letter case,',
    fits,
  },
)
