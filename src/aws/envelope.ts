import { deliveredAs } from './detail-types.ts'

type Fields = { readonly [key: string]: FieldValue }
type FieldValue = string | number | boolean | null | readonly FieldValue[] | Fields

/** A record and its EventBridge envelope. See `Event` of the middle form. */
export interface EnvelopedRecord {
  readonly record: Fields
  readonly envelope: Fields
}

const isFields = (value: FieldValue | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Splits an event of EventBridge into record and envelope. A bare record gets the envelope in which
 * EventBridge would have delivered it, so that the same rule reads history and live events.
 */
export function inEnvelope(json: Fields): EnvelopedRecord {
  if (typeof json['detail-type'] === 'string' && isFields(json.detail)) {
    const { detail, ...envelope } = json
    return { record: json.detail, envelope }
  }
  const { 'detail-type': detailType, source } = deliveredAs(json)
  return {
    record: json,
    envelope: {
      version: '0',
      id: textOf(json.eventID),
      'detail-type': detailType,
      source,
      account:
        textOf(json.recipientAccountId) || textOf(json.awsAccountId) || identityAccount(json),
      time: textOf(json.eventTime) || textOf(json.notificationCreationTime),
      region: textOf(json.awsRegion),
      resources: [],
    },
  }
}

const textOf = (value: FieldValue | undefined): string => (typeof value === 'string' ? value : '')

function identityAccount({ userIdentity }: Fields): string {
  return isFields(userIdentity) ? textOf(userIdentity.accountId) : ''
}
