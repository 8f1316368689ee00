/** A file of history in memory, gunzipped. */
import { readFileSync, statSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { release } from '../scan/release.ts'

/** CloudTrail's files have a few megabytes; a larger one is read as a stream, so that memory has an end. */
const mostSizeBytes = 32 << 20

/** Undefined for a file that is too large, cannot be read, or is no whole gzip: who reads it as a stream says why. */
export function bytesOfFile(path: string): Buffer | undefined {
  try {
    const stats = statSync(path)
    if (!stats.isFile() || stats.size > mostSizeBytes) return undefined
    const bytes = readFileSync(path)
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
    const unpacked = gunzipSync(bytes, {
      chunkSize: sizeHint(bytes),
      maxOutputLength: mostSizeBytes,
    })
    release(bytes)
    return unpacked
  } catch {
    return undefined
  }
}

/**
 * The last four bytes of a gzip are its size modulo 2³²: with an output buffer of that size gunzip
 * is a third faster. Of several members it is the last one's, and anybody may write what he likes, so
 * it is no more than a hint. https://www.rfc-editor.org/rfc/rfc1952#page-5
 */
function sizeHint(bytes: Buffer): number {
  const stated = bytes.length < 18 ? 0 : bytes.readUInt32LE(bytes.length - 4)
  return Math.min(Math.max(stated + 1024, 1 << 16), mostSizeBytes)
}
