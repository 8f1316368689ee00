/** A thread that scans files. What it found is handed over and not copied. */
import { parentPort, workerData } from 'node:worker_threads'
import type { FileScan, ScannedRule } from '../scan/bytes-scanner.ts'
import { memoryOf } from '../scan/hits.ts'
import { fileScanner } from './file-scanner.ts'

export interface Asked {
  readonly number: number
  readonly path: string
}

export interface Answered {
  readonly number: number
  readonly scan: FileScan | undefined
}

const scan = fileScanner(workerData as readonly ScannedRule[])

parentPort?.on('message', ({ number, path }: Asked) => {
  const found = scan(path)
  const answer: Answered = { number, scan: found }
  parentPort?.postMessage(answer, found === undefined ? [] : memoryOf(found))
})
parentPort?.postMessage('started')
