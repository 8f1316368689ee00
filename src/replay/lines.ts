/** Bytes to lines, whatever the bytes are wrapped in. */
import { PassThrough, pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** A JavaScript string cannot be much longer; a value that is must be split by whoever wrote it. */
export const maxTextLength = 400_000_000

/** The lines of a stream of UTF-8 text, gunzipped first where its first two bytes say gzip. */
export async function* linesOf(stream: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8')
  let pending = ''
  for await (const chunk of await gunzipped(stream)) {
    const text = decoder.decode(chunk, { stream: true })
    const lines = text.split('\n')
    lines[0] = pending + lines[0]
    pending = lines.pop() ?? ''
    if (pending.length > maxTextLength)
      throw new Error(`a line is longer than ${maxTextLength} characters`)
    yield* lines
  }
  pending += decoder.decode()
  if (pending !== '') yield pending
}

async function gunzipped(stream: Readable): Promise<AsyncIterable<Buffer>> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer | string>
  let start = Buffer.alloc(0)
  let next = await chunks.next()
  // A pipe may hand over single bytes, and it takes two to tell.
  for (; !next.done && start.length < 2; next = await chunks.next())
    start = Buffer.concat([start, bytesOf(next.value)])
  const whole = async function* (): AsyncGenerator<Buffer> {
    if (start.length > 0) yield start
    for (; !next.done; next = await chunks.next()) yield bytesOf(next.value)
  }
  const isGzip = start[0] === 0x1f && start[1] === 0x8b
  // The pipeline's error reaches whoever reads its end; the callback only keeps it from being thrown twice.
  return isGzip
    ? pipeline(whole, createGunzip({ chunkSize: 1 << 18 }), new PassThrough(), () => undefined)
    : whole()
}

const bytesOf = (chunk: Buffer | string): Buffer =>
  typeof chunk === 'string' ? Buffer.from(chunk) : chunk
