/** Scans files of history for records that can match a rule. */
import { readFileSync } from 'node:fs'
import { bytesScanner, type FileScan, type ScannedRule } from '../scan/bytes-scanner.ts'
import { compileWalk, type WalkModule } from '../scan/walk/walker.ts'
import { bytesOfFile } from './file-bytes.ts'

/**
 * Scans the file at a path. Undefined for a file that `read.ts` must read: it reads any file and
 * reports its problems.
 */
export type FileScanner = (path: string) => FileScan | undefined

export function fileScanner(rules: readonly ScannedRule[]): FileScanner {
  const scan = bytesScanner(rules, walkModule())
  return (path) => {
    const bytes = bytesOfFile(path)
    return bytes === undefined ? undefined : scan(bytes)
  }
}

let compiled: WalkModule | undefined

export function walkModule(): WalkModule {
  compiled ??= compileWalk(readFileSync(new URL('../scan/walk/walk.wasm', import.meta.url)))
  return compiled
}
