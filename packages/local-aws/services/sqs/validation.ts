/** Checks messages and numeric parameters as SQS does. */
import { AwsError } from '../../errors.ts'
import type { AttributeValue } from './message-digest.ts'
import type { Queue } from './queue.ts'

const refused = (reason: string): AwsError => new AwsError('InvalidParameterValue', reason)

export function checkSeconds(name: string, value: number, max: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= max) return
  throw refused(
    `Value ${value} for parameter ${name} is invalid. Reason: Must be between 0 and ${max}, if provided.`,
  )
}

/** The size of a message in bytes: body and attributes together. */
export function sizeBytes(
  body: string,
  attributes: Readonly<Record<string, AttributeValue>>,
): number {
  return Object.entries(attributes).reduce(
    (size, [name, { DataType, StringValue = '', BinaryValue }]) =>
      size +
      Buffer.byteLength(name) +
      Buffer.byteLength(DataType) +
      (BinaryValue?.length ?? Buffer.byteLength(StringValue)),
    Buffer.byteLength(body),
  )
}

/** Text that SQS accepts: only characters of XML 1.0. */
const allowed = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u

export function checkMessage(
  queue: Queue,
  body: string,
  attributes: Readonly<Record<string, AttributeValue>>,
): void {
  if (body === '')
    throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.')
  if (!allowed.test(body)) {
    throw new AwsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    )
  }
  const limit = Number(queue.attributes.get('MaximumMessageSize'))
  if (sizeBytes(body, attributes) > limit) {
    throw refused(
      `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`,
    )
  }
  checkAttributes(attributes)
}

function checkAttributes(attributes: Readonly<Record<string, AttributeValue>>): void {
  const entries = Object.entries(attributes)
  if (entries.length > 10)
    throw refused(
      `Number of message attributes [${entries.length}] exceeds the allowed maximum [10].`,
    )
  for (const [name, { DataType, StringValue, BinaryValue }] of entries) {
    if (!/^[A-Za-z0-9_.-]{1,256}$/.test(name)) {
      throw refused(
        `The message attribute name '${name}' is invalid. Attribute name can contain A-Z, a-z, 0-9, underscore (_), hyphen (-), and period (.) characters.`,
      )
    }
    if (!/^(?:String|Number|Binary)(?:\..+)?$/.test(DataType ?? '')) {
      throw refused(
        `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
      )
    }
    const isEmpty = DataType.startsWith('Binary')
      ? (BinaryValue?.length ?? 0) === 0
      : (StringValue ?? '') === ''
    if (isEmpty) {
      throw refused(
        `The message attribute '${name}' must contain a non-empty message attribute value for message attribute type '${DataType}'.`,
      )
    }
  }
}
