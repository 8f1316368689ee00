/** Scans files on all processors, and hands the results over in the order of the files. */
import { statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { FileScan, ScannedRule } from '../scan/bytes-scanner.ts'
import { fileScanner } from './file-scanner.ts'
import { otherThread, type Thread, thisThread } from './scan-thread.ts'

/** A thread takes a tenth of a second to start; less than this is read by then. */
const worthThreadsBytes = 16 << 20

/** A thread of its own has some forty megabytes before it has read anything. */
const mostThreads = 4

/** How far files may be ahead of the oldest one that is not done, results being kept until then. */
const mostAhead = 8

type Path = string | undefined

/**
 * The scan of each path, in order; undefined for a file that is to be read in another way. Paths that
 * are undefined give undefined.
 */
export async function* scanFiles(
  paths: readonly Path[],
  rules: readonly ScannedRule[],
  threadCount = threadsFor(paths),
): AsyncGenerator<FileScan | undefined> {
  if (threadCount < 2) {
    const scan = fileScanner(rules)
    for (const path of paths) yield path === undefined ? undefined : scan(path)
    return
  }
  const answers = new Map<number, PromiseWithResolvers<FileScan | undefined>>()
  const answerTo = (number: number): PromiseWithResolvers<FileScan | undefined> => {
    const answer = answers.get(number) ?? Promise.withResolvers<FileScan | undefined>()
    // An answer nobody waits for any more may fail without ending the process.
    answer.promise.catch(() => undefined)
    answers.set(number, answer)
    return answer
  }
  let [oldest, begun] = [0, 0]
  const listener = {
    answered: (number: number, scan: FileScan | undefined) => answerTo(number).resolve(scan),
    failed: (number: number, problem: unknown) => answerTo(number).reject(problem),
    free: feed,
  }
  const threads: Thread[] = [thisThread(rules, listener)]
  while (threads.length < threadCount) threads.push(otherThread(rules, listener))
  try {
    for (; oldest < paths.length; oldest++) {
      feed()
      yield await answerTo(oldest).promise
      answers.delete(oldest)
    }
  } finally {
    await Promise.all(threads.map(({ stop }) => stop()))
  }

  /** Whoever has nothing to do takes the next file, so nobody waits for a thread that is still starting. */
  function feed(): void {
    for (const thread of threads) {
      while (thread.isFree() && begun < Math.min(paths.length, oldest + mostAhead)) {
        const number = begun++
        const path = paths[number]
        if (path === undefined) answerTo(number).resolve(undefined)
        else thread.scan(number, path)
      }
    }
  }
}

function threadsFor(paths: readonly Path[]): number {
  let left = worthThreadsBytes
  for (const path of paths) {
    left -= sizeOf(path)
    if (left <= 0) return Math.min(availableParallelism(), mostThreads)
  }
  return 1
}

function sizeOf(path: Path): number {
  if (path === undefined) return 0
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
