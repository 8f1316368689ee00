/** A function that does nothing: it measures what Lambda and Node take by themselves. */
import type { SQSEvent } from 'aws-lambda'

export const handler = async ({ Records: [first] }: SQSEvent): Promise<unknown> =>
  JSON.parse(first?.body ?? '{}') as unknown
