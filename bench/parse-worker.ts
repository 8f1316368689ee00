/** One of two threads that gunzip and parse, as a baseline for `replay.ts`. */
import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { gunzipSync } from 'node:zlib'

let count = 0
for (const file of workerData as readonly string[]) {
  const bytes = readFileSync(file)
  const chunkSize = Math.max(bytes.readUInt32LE(bytes.length - 4) + 1024, 1 << 16)
  count += JSON.parse(gunzipSync(bytes, { chunkSize }).toString('utf8')).Records.length
}
parentPort?.postMessage(count)
