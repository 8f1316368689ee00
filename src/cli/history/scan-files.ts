/** Scans files on all processors, and hands the results over in the order of the files. */
import { statSync } from 'node:fs'
import { getCompileCacheDir } from 'node:module'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Rule } from '../../ir/rule.ts'
import { type FileScan, fileScanner } from './file-scanner.ts'
import type { Answered, Asked } from './scan-worker.ts'

/** A thread takes a fifth of a second to start; less than this is read by then. */
const worthThreadsBytes = 16 << 20

/** A thread of its own has some forty megabytes before it has read anything. */
const mostThreads = 4

/** How far files may be ahead of the oldest one that is not done, results being kept until then. */
const mostAhead = 8

/**
 * The scan of each path, in order; undefined for a file that is to be read in another way. Paths that
 * are undefined give undefined.
 */
export async function* scanFiles(
  paths: readonly (string | undefined)[],
  rules: readonly Rule[],
  threadCount = threadsFor(paths),
): AsyncGenerator<FileScan | undefined> {
  if (threadCount < 2) {
    const scan = fileScanner(rules)
    for (const path of paths) yield path === undefined ? undefined : scan(path)
    return
  }
  const threads = Array.from({ length: threadCount }, () => thread(rules))
  try {
    const pending: (Promise<FileScan | undefined> | undefined)[] = []
    let begun = 0
    for (const [number] of paths.entries()) {
      for (; begun < Math.min(paths.length, number + mostAhead); begun++) {
        const path = paths[begun]
        const idlest = threads.reduce((one, other) => (other.waiting < one.waiting ? other : one))
        pending[begun] = path === undefined ? undefined : idlest.scan({ number: begun, path })
      }
      const found = await pending[number]
      pending[number] = undefined
      yield found
    }
  } finally {
    await Promise.all(threads.map(({ stop }) => stop()))
  }
}

function threadsFor(paths: readonly (string | undefined)[]): number {
  let left = worthThreadsBytes
  for (const path of paths) {
    left -= sizeOf(path)
    if (left <= 0) return Math.min(availableParallelism(), mostThreads)
  }
  return 1
}

function sizeOf(path: string | undefined): number {
  if (path === undefined) return 0
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

/** Without compiled code at hand a thread loads what strips types, 20 MB of it. */
function compileCache(): NodeJS.ProcessEnv {
  const folder = getCompileCacheDir()
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder }
}

interface Thread {
  /** How many files it was asked for and has not answered. */
  waiting: number
  readonly scan: (asked: Asked) => Promise<FileScan | undefined>
  readonly stop: () => Promise<unknown>
}

function thread(rules: readonly Rule[]): Thread {
  const worker = new Worker(new URL('./scan-worker.ts', import.meta.url), {
    // New objects are soon garbage here; by default a thread lets 48 MB of them gather.
    resourceLimits: { maxYoungGenerationSizeMb: 12 },
    env: { ...process.env, ...compileCache() },
    workerData: rules.map((rule) => ({ ...rule, tests: [] })),
  })
  const asked = new Map<number, PromiseWithResolvers<FileScan | undefined>>()
  worker.on('message', ({ number, scan }: Answered) => {
    self.waiting--
    asked.get(number)?.resolve(scan)
    asked.delete(number)
  })
  worker.on('error', (problem) => {
    for (const { reject } of asked.values()) reject(problem)
  })
  const self: Thread = {
    waiting: 0,
    scan: (message) => {
      self.waiting++
      const answer = Promise.withResolvers<FileScan | undefined>()
      // An answer nobody waits for any more may fail without ending the process.
      answer.promise.catch(() => undefined)
      asked.set(message.number, answer)
      worker.postMessage(message)
      return answer.promise
    },
    stop: () => worker.terminate(),
  }
  return self
}
