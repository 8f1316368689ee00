/** Wraps a bundle in its folder, and reports the times with its first answer. */
import { registerHooks } from 'node:module'
import type { Context } from 'aws-lambda'

/** Files of the package that were read, if requested: collecting them takes time. */
const files: string[] = []
if (process.env.REPORT_FILES !== undefined)
  registerHooks({
    load: (url, context, next) => {
      files.push(url)
      return next(url, context)
    },
  })

/** Milliseconds of the machine's clock, so that times of several processes can be compared. */
const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6

export interface Timed {
  readonly answer: unknown
  /** Milliseconds for loading the bundle. */
  readonly importMs: number
  /** The time of the first event, in milliseconds of the machine's clock. */
  readonly startedMs: number
  /** Milliseconds from the first event until its answer. */
  readonly firstMs: number
  readonly files: readonly string[]
}

type Handler = (event: unknown, context: Context) => Promise<unknown>

const startedMs = nowMs()
const bundle = './bundle.mjs'
const loaded = (await import(bundle)) as { readonly handler: Handler }
const importMs = nowMs() - startedMs

export async function handler(event: unknown, context: Context): Promise<Timed> {
  const startedMs = nowMs()
  const answer = await loaded.handler(event, context)
  return { answer, importMs, startedMs, firstMs: nowMs() - startedMs, files }
}
