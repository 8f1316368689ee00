/**
 * Events of AWS Health: which of them are copies of one event. Health delivers an event of an account
 * in its region and again in a backup region (`backupEvent`), under another envelope id.
 * https://docs.aws.amazon.com/health/latest/ug/choosing-a-region.html
 */
import type { Event } from '../ir/event.ts'
import type { Scalar } from '../ir/json.ts'
import { numberAt, textAt } from '../ir/reach.ts'

export interface HealthIdentity {
  /** The same in every update of the event: its `eventArn`. */
  readonly arn: string
  /** The account it is about. The account of an organization's administrator gets events of others. */
  readonly account: string | null
  /** What differs between updates of it, and between the pages of one. */
  readonly update: readonly (Scalar | undefined)[]
}

/** Undefined for any other event. */
export function healthIdentity({ record, envelope }: Event): HealthIdentity | undefined {
  const arn = textAt(record, 'eventArn')
  if (envelope.source !== 'aws.health' || arn === null) return undefined
  return {
    arn,
    account: textAt(record, 'affectedAccount') ?? textAt(envelope, 'account'),
    update: [
      textAt(record, 'communicationId'),
      textAt(record, 'statusCode'),
      textAt(record, 'lastUpdatedTime'),
      textAt(record, 'page') ?? numberAt(record, 'page'),
    ],
  }
}
