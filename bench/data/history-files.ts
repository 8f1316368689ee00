/**
 * Writes a history to disk, a thousand records in each file as CloudTrail does, and keeps it
 * between runs.
 */
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { recordBy } from './events.ts'
import { randomFrom } from './random.ts'

export interface History {
  readonly folder: string
  readonly files: readonly string[]
  /** The size of all files, gunzipped. */
  readonly sizeBytes: number
  readonly recordCount: number
}

const recordsInFile = 1000

/**
 * Part of the folder's name. Increase it when the generator changes, so that no stale history is
 * measured.
 */
const edition = 4

/**
 * `times` is the number of links to each file: gunzip and parsing see separate files, and the disk
 * use stays small.
 */
export function historyIn(parent: string, fileCount: number, times: number): History {
  const folder = join(parent, `history-${edition}-${fileCount}x${times}`)
  if (!existsSync(folder)) {
    const draft = `${folder}.draft-${process.pid}`
    mkdirSync(draft, { recursive: true })
    write(draft, fileCount, times)
    renameSync(draft, folder)
  }
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.gz'))
    .sort()
    .map((file) => join(folder, file))
  const sizeBytes = Number(readFileSync(join(folder, 'size.txt'), 'utf8'))
  return { folder, files, sizeBytes, recordCount: files.length * recordsInFile }
}

function write(folder: string, fileCount: number, times: number): void {
  const random = randomFrom(42)
  let sizeBytes = 0
  for (let file = 0; file < fileCount; file++) {
    const records = Array.from({ length: recordsInFile }, (_, at) =>
      JSON.stringify(recordBy(random, file * recordsInFile + at)),
    )
    const text = `{"Records":[${records.join(',')}]}`
    sizeBytes += text.length * times
    // Copies are far apart, so that caches of one have expired when the next is read.
    const path = (copy: number) => join(folder, `${copy}-${String(file).padStart(5, '0')}.json.gz`)
    writeFileSync(path(0), gzipSync(text))
    for (let copy = 1; copy < times; copy++) linkSync(path(0), path(copy))
  }
  writeFileSync(join(folder, 'size.txt'), String(sizeBytes))
}
