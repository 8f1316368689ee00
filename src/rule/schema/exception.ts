/** The schema of a file of exceptions. */
import * as z from 'zod'
import { blocks, date, ruleId, text } from './words.ts'

const exception = z
  .strictObject({
    rules: z
      .union([z.literal('*'), z.array(ruleId).min(1)])
      .meta({ description: 'The ids of the rules that stay quiet, or "*" for all' }),
    match: blocks,
    reason: text.meta({ description: 'Why these events are known and accepted' }),
    owner: text.meta({ description: 'Who answers for it' }),
    expires: date.meta({ description: 'The last day it holds, UTC' }),
  })
  .meta({
    title: 'Tripline exception',
    description: 'Events that are known and accepted, until a day',
  })

export const exceptionSchema = exception

export type ExceptionEnvelope = z.infer<typeof exceptionSchema>
