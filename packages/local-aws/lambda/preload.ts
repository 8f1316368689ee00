/**
 * Loaded before a function (`node --import`). Its clock is the local account's, which is driven and
 * leaps; and it does not outlive the process that started it, however that ended.
 */
import dns from 'node:dns'
import { openSync, readSync } from 'node:fs'
import { isMainThread, Worker } from 'node:worker_threads'

/** How far the local account's clock is from the machine's, ms: eight bytes, written before each call. */
const file = process.env.LOCAL_AWS_CLOCK_FILE

if (isMainThread && file !== undefined) {
  followClock(openSync(file, 'r'))
  endWithParent(process.ppid)
  knowLocalhost()
}

function followClock(descriptor: number): void {
  const offset = new Float64Array(1)
  const bytes = new Uint8Array(offset.buffer)
  const Machine = Date
  const now = (): number => {
    readSync(descriptor, bytes, 0, bytes.length, 0)
    return Machine.now() + (offset[0] ?? 0)
  }
  globalThis.Date = class extends Machine {
    constructor(...parts: unknown[]) {
      if (parts.length === 0) super(now())
      else super(...(parts as [number]))
    }
    static override now = now
  } as DateConstructor
}

/** The client of S3 Control asks for `111122223333.localhost`, which not every system resolves. */
function knowLocalhost(): void {
  const lookup = dns.lookup as (...parts: unknown[]) => void
  const known = (host: unknown, ...rest: unknown[]): void =>
    lookup(String(host).endsWith('.localhost') ? '127.0.0.1' : host, ...rest)
  Object.assign(dns, { lookup: known })
}

/** From a thread of its own: a function that never gives the processor back ends too. */
function endWithParent(parent: number): void {
  const watch = `
    setInterval(() => {
      if (process.ppid !== ${parent}) process.kill(process.pid, 'SIGKILL')
    }, 200)
  `
  new Worker(watch, { eval: true, env: {}, execArgv: [] }).unref()
}
