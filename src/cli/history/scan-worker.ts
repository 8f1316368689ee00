/** A thread that scans files. Events travel as text: a string is copied faster than an object is cloned. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Rule } from '../../ir/rule.ts'
import { type FileScan, fileScanner } from './file-scanner.ts'

export interface Asked {
  readonly number: number
  readonly path: string
}

export interface Answered {
  readonly number: number
  readonly scan: SentScan | undefined
}

/** A scan whose events are JSON. */
export interface SentScan extends Omit<FileScan, 'hits'> {
  readonly hits: readonly { readonly event: string; readonly rules: readonly number[] }[]
}

const scan = fileScanner(workerData as readonly Rule[])

parentPort?.on('message', ({ number, path }: Asked) => {
  const found = scan(path)
  const sent = found && {
    ...found,
    hits: found.hits.map(({ event, rules }) => ({ event: JSON.stringify(event), rules })),
  }
  parentPort?.postMessage({ number, scan: sent } satisfies Answered)
})
