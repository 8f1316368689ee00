/** A file of history in memory, gunzipped. */
import { readFileSync, statSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { release } from '../scan/release.ts'

/**
 * Files of CloudTrail have a few megabytes. A larger file is read as a stream, so that memory is
 * bounded.
 */
const maxSizeBytes = 32 << 20

/**
 * The content of a file, gunzipped. Undefined for a file that is too large, cannot be read, or is
 * no complete gzip: reading it as a stream reports the reason.
 */
export function bytesOfFile(path: string): Buffer | undefined {
  try {
    const stats = statSync(path)
    if (!stats.isFile() || stats.size > maxSizeBytes) return undefined
    const bytes = readFileSync(path)
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
    const unpacked = gunzipSync(bytes, {
      chunkSize: sizeHint(bytes),
      maxOutputLength: maxSizeBytes,
    })
    release(bytes)
    return unpacked
  } catch {
    return undefined
  }
}

/**
 * A buffer size for gunzip, in bytes. The last four bytes of a gzip are its size modulo 2³²; with
 * an output buffer of that size gunzip is a third faster. With several members it is the size of
 * the last one, and an author may write any number, so it is only a hint.
 * https://www.rfc-editor.org/rfc/rfc1952#page-5
 */
function sizeHint(bytes: Buffer): number {
  const stated = bytes.length < 18 ? 0 : bytes.readUInt32LE(bytes.length - 4)
  return Math.min(Math.max(stated + 1024, 1 << 16), maxSizeBytes)
}
