/**
 * A Lambda execution environment: a bundle in a process of its own, run by AWS's runtime client
 * (aws-lambda-ric), with none of this process's code around it.
 */
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { type Answer, startRuntimeApi } from './runtime-api.ts'

export interface SandboxOptions {
  /** The folder of `bundle.mjs` and the files deployed with it. */
  readonly folder: string
  /** File and export, e.g. `bundle.handler`. */
  readonly handler: string
  readonly functionName: string
  readonly region: string
  readonly account: string
  /** The function's environment variables. Of this process's environment it sees only PATH. */
  readonly environment: Readonly<Record<string, string>>
  /** Lambda's timeout. The process is killed if an invocation takes longer. */
  readonly timeoutMs: number
  /** The factor by which the machine's time may exceed `timeoutMs`; 1 by default. */
  readonly patience?: number
  /** The offset of the function's clock from this machine's. */
  readonly clockOffsetMs: number
}

/** The end of an invocation: reported by the function, or the end of its process. */
export type Outcome =
  | Answer
  | { readonly kind: 'exit'; readonly code: number | null; readonly signal: string | null }
  | { readonly kind: 'timeout' }

export interface Sandbox {
  /** Invokes the function. Throws, with its output, if it cannot be loaded. */
  readonly invoke: (event: unknown) => Promise<Outcome>
  /** The output of the function, stdout and stderr; complete after `close`. */
  readonly written: () => string
  /** Milliseconds from the start of the process until the function waits for its first event. */
  readonly initMs: () => number
  /** Kills the process, like a crash. */
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
    // On `close`, unlike on `exit`, all its output has arrived.
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
