/** Scans files on several threads, and yields the results in the order of the files. */
import { statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { FileScan, ScannedRule } from '../scan/bytes-scanner.ts'
import { fileScanner } from './file-scanner.ts'
import { otherThread, type Thread, thisThread } from './scan-thread.ts'

/** A thread takes a tenth of a second to start. One thread reads this many bytes in that time. */
const worthThreadsBytes = 16 << 20

/** The maximum number of threads: each takes some forty megabytes before it reads anything. */
const maxThreads = 4

/**
 * How many files may be scanned ahead of the oldest unfinished one. Their results are kept until
 * then.
 */
const maxAhead = 8

type Path = string | undefined

/**
 * Yields the scan of each path, in order; undefined for a file that must be read record by record,
 * and for a path that is undefined.
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
    // A result that is no longer awaited may fail without ending the process.
    answer.promise.catch(() => undefined)
    answers.set(number, answer)
    return answer
  }
  let [oldest, started] = [0, 0]
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

  /**
   * Gives the next files to free threads, so that no file waits for a thread that is still
   * starting.
   */
  function feed(): void {
    for (const thread of threads) {
      while (thread.isFree() && started < Math.min(paths.length, oldest + maxAhead)) {
        const number = started++
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
    if (left <= 0) return Math.min(availableParallelism(), maxThreads)
  }
  return 1
}

function sizeOf(path: Path): number {
  if (path === undefined) return 0
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
