/** Splits a stream into lines, gunzipped or not. */
import { PassThrough, pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { lineTooLong } from '../diagnostics/catalogue/history-files.ts'

/**
 * The longest text of one value, in UTF-16 units: a JavaScript string cannot be much longer. The
 * author of a longer value has to split it.
 */
export const maxTextLength = 400_000_000

/**
 * The lines of a stream of UTF-8 text, gunzipped first if its first two bytes are those of gzip.
 * Throws for a line longer than `maxTextLength`.
 */
export async function* linesOf(stream: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8')
  let pending = ''
  for await (const chunk of await gunzip(stream)) {
    const text = decoder.decode(chunk, { stream: true })
    const lines = text.split('\n')
    lines[0] = pending + lines[0]
    pending = lines.pop() ?? ''
    if (pending.length > maxTextLength) throw new Error(lineTooLong(maxTextLength))
    yield* lines
  }
  pending += decoder.decode()
  if (pending !== '') yield pending
}

async function gunzip(stream: Readable): Promise<AsyncIterable<Buffer>> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer | string>
  let start = Buffer.alloc(0)
  let next = await chunks.next()
  // A pipe may deliver single bytes, and detection needs two.
  for (; !next.done && start.length < 2; next = await chunks.next())
    start = Buffer.concat([start, bytesOf(next.value)])
  const whole = async function* (): AsyncGenerator<Buffer> {
    if (start.length > 0) yield start
    for (; !next.done; next = await chunks.next()) yield bytesOf(next.value)
  }
  const isGzip = start[0] === 0x1f && start[1] === 0x8b
  // The reader of the pipeline's end receives its error; the callback only prevents a second throw.
  return isGzip
    ? pipeline(whole, createGunzip({ chunkSize: 1 << 18 }), new PassThrough(), () => undefined)
    : whole()
}

const bytesOf = (chunk: Buffer | string): Buffer =>
  typeof chunk === 'string' ? Buffer.from(chunk) : chunk
