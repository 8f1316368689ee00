/**
 * Loaded before a function (`node --import`). It sets the function's clock to the local account's,
 * which is driven and jumps. It also ends the process when its parent ends, however that happens.
 */
import dns from 'node:dns'
import { openSync, readSync } from 'node:fs'
import { isMainThread, Worker } from 'node:worker_threads'

/**
 * A file with two doubles, written before each call: the local account's clock and the machine's
 * clock, in milliseconds. From there the function's clock runs slower by the factor `patience`.
 */
const file = process.env.LOCAL_AWS_CLOCK_FILE
const patience = Number(process.env.LOCAL_AWS_PATIENCE ?? 1)

if (isMainThread && file !== undefined) {
  followClock(openSync(file, 'r'))
  slowDeadlines()
  endWithParent(process.ppid)
  knowLocalhost()
}

function followClock(descriptor: number): void {
  const times = new Float64Array(2)
  const bytes = new Uint8Array(times.buffer)
  const Machine = Date
  const now = (): number => {
    readSync(descriptor, bytes, 0, bytes.length, 0)
    const [accountMs = 0, machineMs = 0] = times
    return Math.floor(accountMs + Math.max(0, Machine.now() - machineMs) / patience)
  }
  globalThis.Date = class extends Machine {
    constructor(...parts: unknown[]) {
      if (parts.length === 0) super(now())
      else super(...(parts as [number]))
    }
    static override now = now
  } as DateConstructor
}

/**
 * Scales `AbortSignal.timeout` to the function's clock: a deadline passes after that time on its
 * own clock. Timers stay at the machine's speed, so a pause is shorter on the function's clock.
 */
function slowDeadlines(): void {
  const timeout = AbortSignal.timeout.bind(AbortSignal)
  AbortSignal.timeout = (ms) => timeout(Math.min(ms * patience, 2 ** 31 - 1))
}

/**
 * Resolves names below `localhost`. The client of S3 Control calls `111122223333.localhost`, which
 * not every system resolves.
 */
function knowLocalhost(): void {
  const lookup = dns.lookup as (...parts: unknown[]) => void
  const known = (host: unknown, ...rest: unknown[]): void =>
    lookup(String(host).endsWith('.localhost') ? '127.0.0.1' : host, ...rest)
  Object.assign(dns, { lookup: known })
}

/**
 * Ends the process with its parent. It runs in a thread of its own, so that a function in an
 * endless loop ends too.
 */
function endWithParent(parent: number): void {
  const watch = `
    setInterval(() => {
      if (process.ppid !== ${parent}) process.kill(process.pid, 'SIGKILL')
    }, 200)
  `
  new Worker(watch, { eval: true, env: {}, execArgv: [] }).unref()
}
