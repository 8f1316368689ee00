/**
 * One Lambda execution environment: a bundle in a process of its own, run by AWS's runtime client
 * (aws-lambda-ric), with nothing of our own process around it.
 */
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { type Answer, startRuntimeApi } from './runtime-api.ts'

export interface SandboxOptions {
  /** The folder that holds `bundle.mjs`, and what was deployed beside it. */
  readonly folder: string
  /** File and export, `bundle.handler`. */
  readonly handler: string
  readonly functionName: string
  readonly region: string
  readonly account: string
  /** The function's own variables; nothing else of this process's environment is seen but PATH. */
  readonly environment: Readonly<Record<string, string>>
  /** Lambda's timeout: the process is ended when an invocation takes longer. */
  readonly timeoutMs: number
  /** How many times longer the process may take, by the machine's clock, than `timeoutMs`; once, if not given. */
  readonly patience?: number
  /** How far ahead of this machine's the function's clock goes. */
  readonly clockOffsetMs: number
}

/** How an invocation ended: told by the function, or by the end of its process. */
export type Outcome =
  | Answer
  | { readonly kind: 'exit'; readonly code: number | null; readonly signal: string | null }
  | { readonly kind: 'timeout' }

export interface Sandbox {
  /** Throws where the function cannot be loaded, with what it said. */
  readonly invoke: (event: unknown) => Promise<Outcome>
  /** What the function wrote, stdout and stderr; all of it after `close`. */
  readonly written: () => string
  /** From the start of the process until the function waits for its first event. */
  readonly initMs: () => number
  /** Ends the process where it stands, as a crash would. */
  readonly kill: () => void
  readonly close: () => Promise<void>
}

const local = (name: string): string => new URL(name, import.meta.url).href

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { functionName, region, account, timeoutMs, patience = 1 } = options
  const api = await startRuntimeApi(`arn:aws:lambda:${region}:${account}:function:${functionName}`)
  const startedMs = performance.now()
  const client = createRequire(import.meta.url).resolve('aws-lambda-ric')
  const preloads = ['./shifted-clock.ts', './transport.ts'].flatMap((name) => [
    '--import',
    local(name),
  ])
  const child = spawn(process.execPath, [...preloads, client], {
    cwd: options.folder,
    env: environmentOf(options, api.address),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const written: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => written.push(text))
  }
  const exited = new Promise<Outcome>((resolve) => {
    // With `close`, unlike `exit`, everything it wrote has arrived.
    child.once('close', (code, signal) => resolve({ kind: 'exit', code, signal }))
  })
  let initMs = Number.NaN
  void api.loaded.then(() => {
    initMs = performance.now() - startedMs
  })

  const ready = async (): Promise<void> => {
    const failure = await Promise.race([api.loaded, exited])
    if (failure === undefined) return
    throw new Error(
      `${functionName} does not load: ${JSON.stringify(failure)}\n${written.join('')}`,
    )
  }

  return {
    invoke: async (event) => {
      await ready()
      const timer = Promise.withResolvers<Outcome>()
      const end = setTimeout(() => {
        child.kill('SIGKILL')
        timer.resolve({ kind: 'timeout' })
      }, timeoutMs * patience)
      const deadlineMs = Date.now() + options.clockOffsetMs + timeoutMs
      try {
        return await Promise.race([api.invoke(event, deadlineMs), exited, timer.promise])
      } finally {
        clearTimeout(end)
      }
    },
    written: () => written.join(''),
    initMs: () => initMs,
    kill: () => void child.kill('SIGKILL'),
    close: async () => {
      child.kill('SIGKILL')
      await exited
      api.close()
    },
  }
}

const environmentOf = (options: SandboxOptions, address: string): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  TZ: ':UTC',
  AWS_LAMBDA_RUNTIME_API: address,
  LAMBDA_TASK_ROOT: options.folder,
  _HANDLER: options.handler,
  AWS_LAMBDA_FUNCTION_NAME: options.functionName,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${options.functionName}`,
  AWS_LAMBDA_LOG_STREAM_NAME: 'local',
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_REGION: options.region,
  AWS_DEFAULT_REGION: options.region,
  LOCAL_AWS_CLOCK_OFFSET_MS: String(options.clockOffsetMs),
  ...options.environment,
})
