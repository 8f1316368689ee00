/** Who scans: this thread between other things, and threads beside it. */
import { getCompileCacheDir } from 'node:module'
import { Worker } from 'node:worker_threads'
import type { FileScan, ScannedRule } from '../scan/bytes-scanner.ts'
import { fileScanner } from './file-scanner.ts'
import type { Answered, Asked } from './scan-worker.ts'

export interface Thread {
  /** Whether it can be given a file now. */
  readonly isFree: () => boolean
  readonly scan: (number: number, path: string) => void
  readonly stop: () => Promise<unknown>
}

export interface Listener {
  readonly answered: (number: number, scan: FileScan | undefined) => void
  readonly failed: (number: number, problem: unknown) => void
  /** A thread may be free now. */
  readonly free: () => void
}

export function thisThread(rules: readonly ScannedRule[], listener: Listener): Thread {
  const scan = fileScanner(rules)
  let isBusy = false
  return {
    isFree: () => !isBusy,
    scan: (number, path) => {
      isBusy = true
      // After what other threads have sent: they must not wait for their next file.
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

/** One it works on and one that waits for it. */
const mostGiven = 2

export function otherThread(rules: readonly ScannedRule[], listener: Listener): Thread {
  const worker = new Worker(new URL('./scan-worker.ts', import.meta.url), {
    // New objects are soon garbage here; by default a thread lets 48 MB of them gather.
    resourceLimits: { maxYoungGenerationSizeMb: 12 },
    env: { ...process.env, ...compileCache() },
    workerData: rules.map(({ id, on, match, unless }) => ({ id, on, match, unless })),
  })
  const given = new Set<number>()
  let isStarted = false
  worker.on('message', (message: Answered | 'started') => {
    if (message === 'started') isStarted = true
    else {
      given.delete(message.number)
      listener.answered(message.number, message.scan)
    }
    listener.free()
  })
  worker.on('error', (problem) => {
    isStarted = false
    for (const number of given) listener.failed(number, problem)
  })
  return {
    isFree: () => isStarted && given.size < mostGiven,
    scan: (number, path) => {
      given.add(number)
      worker.postMessage({ number, path } satisfies Asked)
    },
    stop: () => worker.terminate(),
  }
}

/** Without compiled code at hand a thread loads what strips types, 20 MB of it. */
function compileCache(): NodeJS.ProcessEnv {
  const folder = getCompileCacheDir()
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder }
}
