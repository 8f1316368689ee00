/** A worker thread that scans files. It transfers its results instead of copying them. */
import { parentPort, workerData } from 'node:worker_threads'
import type { FileScan, ScannedRule } from '../scan/bytes-scanner.ts'
import { memoryOf } from '../scan/hits.ts'
import { fileScanner } from './file-scanner.ts'

export interface ScanRequest {
  readonly number: number
  readonly path: string
}

export interface ScanResult {
  readonly number: number
  readonly scan: FileScan | undefined
}

const scan = fileScanner(workerData as readonly ScannedRule[])

parentPort?.on('message', ({ number, path }: ScanRequest) => {
  const found = scan(path)
  const answer: ScanResult = { number, scan: found }
  parentPort?.postMessage(answer, found === undefined ? [] : memoryOf(found))
})
parentPort?.postMessage('started')
