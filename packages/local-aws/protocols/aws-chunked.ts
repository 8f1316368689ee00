/**
 * Decodes bodies that S3 clients send in chunks with a checksum at the end.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
import { AwsError } from '../errors.ts'
import type { WireRequest } from './protocol.ts'

/** The decoded body. */
export function bodyBytes({ headers, body }: WireRequest): Buffer {
  const inPieces =
    headers['content-encoding']?.includes('aws-chunked') ||
    headers['x-amz-content-sha256']?.startsWith('STREAMING-')
  return inPieces ? joinPieces(body) : body
}

function joinPieces(body: Buffer): Buffer {
  const pieces: Buffer[] = []
  let at = 0
  for (;;) {
    const lineEnd = body.indexOf('\r\n', at)
    const size = lineEnd < 0 ? '' : body.toString('latin1', at, lineEnd).split(';')[0]
    const length = /^[0-9a-f]{1,8}$/i.test(size ?? '') ? Number.parseInt(size ?? '', 16) : -1
    const end = lineEnd + 2 + length
    if (length < 0 || end > body.length) {
      throw new AwsError('IncompleteBody', 'The chunks of the body do not fit together.')
    }
    if (length === 0) return Buffer.concat(pieces)
    pieces.push(body.subarray(lineEnd + 2, end))
    at = end + 2
  }
}
