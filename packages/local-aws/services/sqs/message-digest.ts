/**
 * The MD5 digests in SQS answers. The SDK compares that of the body; scripts compare that of the
 * attributes.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 */
import { createHash } from 'node:crypto'

/** A message attribute. `DataType` selects one of the two values. */
export interface AttributeValue {
  readonly DataType: string
  readonly StringValue?: string | undefined
  readonly BinaryValue?: Uint8Array | undefined
}

const md5 = (data: string | Buffer): string => createHash('md5').update(data).digest('hex')

export const bodyDigest = (body: string): string => md5(body)

/** The digest of attributes; undefined without attributes, for which SQS omits it. */
export function attributesDigest(
  attributes: Readonly<Record<string, AttributeValue>>,
): string | undefined {
  const names = Object.keys(attributes).sort()
  if (names.length === 0) return undefined
  return md5(
    Buffer.concat(
      names.flatMap((name) => {
        const { DataType, StringValue, BinaryValue } = attributes[name] ?? { DataType: '' }
        const value = Buffer.from(BinaryValue ?? Buffer.from(StringValue ?? ''))
        const transport = Buffer.from([BinaryValue === undefined ? 1 : 2])
        return [
          ...withLength(Buffer.from(name)),
          ...withLength(Buffer.from(DataType)),
          transport,
          ...withLength(value),
        ]
      }),
    ),
  )
}

function withLength(bytes: Buffer): Buffer[] {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return [length, bytes]
}
