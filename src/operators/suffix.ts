import type { CheckOf } from './operator.ts'
import { textOperator, textOperatorIgnoringCase } from './text.ts'

const fits = (value: string, text: string): boolean => value.endsWith(text)

/** `userIdentity.arn: { suffix: ':root' }` */
export const suffix = textOperator<CheckOf<'suffix'>>('suffix', {
  summary: 'text that ends with this text',
  example: "userIdentity.arn: { suffix: ':root' }",
  verb: 'ends with',
  fits,
})

export const suffixIgnoreCase = textOperatorIgnoringCase<CheckOf<'suffix-ignore-case'>>(
  'suffix-ignore-case',
  {
    summary: 'text that ends with this text, in any letter case',
    example: 'requestParameters.bucketName: { suffix-ignore-case: -logs }',
    verb: 'ends, in any letter case, with',
    fits,
  },
)
