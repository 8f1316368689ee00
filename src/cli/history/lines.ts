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
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  const first = await chunks.next()
  const whole = async function* (): AsyncGenerator<Buffer> {
    for (let next = first; !next.done; next = await chunks.next()) yield next.value
  }
  const isGzip = !first.done && first.value[0] === 0x1f && first.value[1] === 0x8b
  // The pipeline's error reaches whoever reads its end; the callback only keeps it from being thrown twice.
  return isGzip
    ? pipeline(whole, createGunzip({ chunkSize: 1 << 18 }), new PassThrough(), () => undefined)
    : whole()
}
