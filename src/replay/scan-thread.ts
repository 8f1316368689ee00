/** The threads that scan files: this one, between other work, and worker threads. */
import { getCompileCacheDir } from 'node:module'
import { Worker } from 'node:worker_threads'
import type { FileScan, ScannedRule } from '../scan/bytes-scanner.ts'
import { fileScanner } from './file-scanner.ts'
import type { ScanRequest, ScanResult } from './scan-worker.ts'

export interface Thread {
  /** Whether the thread can take a file now. */
  readonly isFree: () => boolean
  readonly scan: (number: number, path: string) => void
  readonly stop: () => Promise<unknown>
}

export interface Listener {
  readonly answered: (number: number, scan: FileScan | undefined) => void
  readonly failed: (number: number, problem: unknown) => void
  /** Called when a thread may have become free. */
  readonly free: () => void
}

export function thisThread(rules: readonly ScannedRule[], listener: Listener): Thread {
  const scan = fileScanner(rules)
  let isBusy = false
  return {
    isFree: () => !isBusy,
    scan: (number, path) => {
      isBusy = true
      // Runs after the messages of other threads, which must not wait for their next file.
      setImmediate(() => {
        try {
          listener.answered(number, scan(path))
        } catch (problem) {
          listener.failed(number, problem)
        }
        isBusy = false
        listener.free()
      })
    },
    stop: async () => {},
  }
}

/** The file that the worker scans, and one that waits for it. */
const maxQueued = 2

export function otherThread(rules: readonly ScannedRule[], listener: Listener): Thread {
  const worker = new Worker(new URL('./scan-worker.ts', import.meta.url), {
    // Most new objects die young here. By default a thread lets 48 MB of them gather.
    resourceLimits: { maxYoungGenerationSizeMb: 12 },
    env: { ...process.env, ...compileCache() },
    workerData: rules.map(({ id, on, match, unless, severity }) => ({
      id,
      on,
      match,
      unless,
      severity,
    })),
  })
  const queued = new Set<number>()
  let isStarted = false
  worker.on('message', (message: ScanResult | 'started') => {
    if (message === 'started') isStarted = true
    else {
      queued.delete(message.number)
      listener.answered(message.number, message.scan)
    }
    listener.free()
  })
  worker.on('error', (problem) => {
    isStarted = false
    for (const number of queued) listener.failed(number, problem)
  })
  return {
    isFree: () => isStarted && queued.size < maxQueued,
    scan: (number, path) => {
      queued.add(number)
      worker.postMessage({ number, path } satisfies ScanRequest)
    },
    stop: () => worker.terminate(),
  }
}

/**
 * Passes the folder of compiled code on to the worker. Without it a thread loads the code that
 * strips types, which takes 20 MB.
 */
function compileCache(): NodeJS.ProcessEnv {
  const folder = getCompileCacheDir()
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder }
}
