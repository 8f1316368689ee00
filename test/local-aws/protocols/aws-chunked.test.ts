import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bodyBytes } from '../../../packages/local-aws/protocols/aws-chunked.ts'
import { probe } from '../../probes/probe.ts'

const request = (body: Buffer, headers: Record<string, string> = {}) => ({
  method: 'PUT',
  path: '/b/k',
  query: new URLSearchParams(),
  headers,
  body,
})

const chunked = {
  'content-encoding': 'aws-chunked',
  'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
}

test('pieces are joined, whatever stands in them, with signatures and trailers left out', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ minLength: 1 })), fc.boolean(), (pieces, isSigned) => {
      const extension = isSigned ? ';chunk-signature=abc' : ''
      const body = Buffer.concat([
        ...pieces.flatMap((piece) => [
          Buffer.from(`${piece.length.toString(16)}${extension}\r\n`),
          piece,
          Buffer.from('\r\n'),
        ]),
        Buffer.from('0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n'),
      ])
      expect(bodyBytes(request(body, chunked))).toEqual(Buffer.concat(pieces))
    }),
    probe('local-aws/protocols/aws-chunked/pieces', { short: 100, long: 20_000 }),
  )
})

test('a plain body is left alone', () => {
  const body = Buffer.from('5\r\nhello\r\n0\r\n\r\n')
  expect(bodyBytes(request(body))).toBe(body)
})

test.each(['', 'hello', '5\r\nhi', 'zz\r\nhi\r\n0\r\n', '-1\r\n', 'fffffffff\r\n'])(
  'pieces that do not fit together are refused: %j',
  (text) => {
    expect(() => bodyBytes(request(Buffer.from(text), chunked))).toThrow(
      expect.objectContaining({ code: 'IncompleteBody' }),
    )
  },
)
