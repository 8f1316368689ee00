/** Stands in front of a bundle in its folder, and tells with its first answer how long that took. */
import { registerHooks } from 'node:module'
import type { Context } from 'aws-lambda'

/** Files of the package that were read, where they are asked for: to tell them takes time. */
const files: string[] = []
if (process.env.REPORT_FILES !== undefined)
  registerHooks({
    load: (url, context, next) => {
      files.push(url)
      return next(url, context)
    },
  })

/** Of the machine, so that other processes' times can be held against it. */
const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6

export interface Timed {
  readonly answer: unknown
  /** Loading the bundle. */
  readonly importMs: number
  /** When the first event came, milliseconds of the machine's clock. */
  readonly startedMs: number
  /** From the first event until the answer to it. */
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
