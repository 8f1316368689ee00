import { deliveredAs } from './detail-types.ts'

type Fields = { readonly [key: string]: FieldValue }
type FieldValue = string | number | boolean | null | readonly FieldValue[] | Fields

/** A record and the envelope EventBridge delivers it in; see `Event` of the middle form. */
export interface EnvelopedRecord {
  readonly record: Fields
  readonly envelope: Fields
}

const isFields = (value: FieldValue | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Takes an event as EventBridge delivers it apart, or puts the envelope around a bare record that
 * EventBridge would have delivered it in: the same rule then reads history and live events.
 */
export function inEnvelope(json: Fields): EnvelopedRecord {
  if (typeof json['detail-type'] === 'string' && isFields(json.detail)) {
    const { detail, ...envelope } = json
    return { record: json.detail, envelope }
  }
  const text = (key: string): string => (typeof json[key] === 'string' ? json[key] : '')
  return {
    record: json,
    envelope: {
      version: '0',
      id: text('eventID'),
      ...deliveredAs(json),
      account: text('recipientAccountId') || text('awsAccountId') || identityAccount(json),
      time: text('eventTime') || text('notificationCreationTime'),
      region: text('awsRegion'),
      resources: [],
    },
  }
}

function identityAccount({ userIdentity }: Fields): string {
  const id = isFields(userIdentity) ? userIdentity.accountId : undefined
  return typeof id === 'string' ? id : ''
}
