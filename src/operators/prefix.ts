import type { CheckOf } from './operator.ts'
import { textOperator, textOperatorIgnoringCase } from './text.ts'

const fits = (value: string, text: string): boolean => value.startsWith(text)

/** `eventName: { prefix: Delete }` */
export const prefix = textOperator<CheckOf<'prefix'>>('prefix', {
  summary: 'text that starts with this text',
  example: 'eventName: { prefix: Delete }',
  verb: 'starts with',
  fits,
})

export const prefixIgnoreCase = textOperatorIgnoringCase<CheckOf<'prefix-ignore-case'>>(
  'prefix-ignore-case',
  {
    summary: 'text that starts with this text, in any letter case',
    example: 'userAgent: { prefix-ignore-case: python }',
    verb: 'starts, in any letter case, with',
    fits,
  },
)
