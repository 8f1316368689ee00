/**
 * Writes the sample history: `node scripts/generate-sample-history.ts`.
 *
 * `samples/history` is the content of a CloudTrail bucket after one day; `test/samples` lists facts
 * that tests use. The same code writes the same bytes; see samples/README.md.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { sampleHistory } from './sample-history/sample-history.ts'

const root = join(import.meta.dirname, '..')
const { files, attack, delivery } = sampleHistory()

function write(path: string, content: string | Uint8Array): void {
  const target = join(root, path)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, content)
}

/**
 * Compresses a text. Node writes no time into the header; the operating system byte depends on the
 * platform.
 */
function gzip(content: string): Uint8Array {
  const packed = gzipSync(content, { level: 9 })
  packed[9] = 255 // "unknown", RFC 1952
  return packed
}

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

// File names depend on the content, so old files would stay next to new ones.
rmSync(join(root, 'samples/history'), { recursive: true, force: true })
for (const [path, content] of files) write(join('samples/history', path), gzip(content))
write('test/samples/attack.json', pretty(attack))
write('test/samples/delivery.json', pretty(delivery))
process.stdout.write(`${files.size} files, ${attack.length} records of the attack\n`)
