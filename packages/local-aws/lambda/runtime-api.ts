/**
 * The Lambda Runtime API of one sandbox, from which AWS's runtime client fetches events and to
 * which it posts results. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The end of an invocation as the function reported it. */
export type Answer =
  | { readonly kind: 'response'; readonly body: unknown }
  | { readonly kind: 'error'; readonly body: unknown }

export interface RuntimeApi {
  /** `host:port`, for AWS_LAMBDA_RUNTIME_API. */
  readonly address: string
  /** Resolves when the function is loaded: undefined, or the error of loading. */
  readonly loaded: Promise<unknown>
  readonly invoke: (event: unknown, deadlineMs: number) => Promise<Answer>
  readonly close: () => void
}

interface Invocation {
  readonly id: string
  readonly event: unknown
  readonly deadlineMs: number
}

/** Starts the API. `functionArn` is the ARN in the function's context. */
export async function startRuntimeApi(functionArn: string): Promise<RuntimeApi> {
  const waiting: Invocation[] = []
  const open = new Map<string, (answer: Answer) => void>()
  const { promise: loaded, resolve: settle } = Promise.withResolvers<unknown>()
  let idle: ServerResponse | undefined

  const next = (response: ServerResponse): void => {
    settle(undefined)
    const invocation = waiting.shift()
    if (invocation === undefined) idle = response
    else give(response, invocation, functionArn)
  }

  const take = (path: string, body: unknown): void => {
    if (path === '/init/error') settle(body)
    const [, id = '', kind] = /^\/invocation\/([^/]+)\/(response|error)$/.exec(path) ?? []
    open.get(id)?.({ kind: kind === 'response' ? 'response' : 'error', body })
    open.delete(id)
  }

  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace('/2018-06-01/runtime', '')
    if (path === '/invocation/next') return next(response)
    void bodyOf(request).then((text) => {
      take(path, text === '' ? null : JSON.parse(text))
      response.writeHead(202).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    loaded,
    invoke: (event, deadlineMs) => {
      const invocation = { id: randomUUID(), event, deadlineMs }
      const { promise, resolve } = Promise.withResolvers<Answer>()
      open.set(invocation.id, resolve)
      if (idle === undefined) waiting.push(invocation)
      else give(idle, invocation, functionArn)
      idle = undefined
      return promise
    },
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

function give(response: ServerResponse, invocation: Invocation, functionArn: string): void {
  response
    .writeHead(200, {
      'content-type': 'application/json',
      'Lambda-Runtime-Aws-Request-Id': invocation.id,
      'Lambda-Runtime-Deadline-Ms': String(invocation.deadlineMs),
      'Lambda-Runtime-Invoked-Function-Arn': functionArn,
    })
    .end(JSON.stringify(invocation.event))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
