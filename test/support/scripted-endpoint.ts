/**
 * An AWS endpoint that answers what it is told, for what an emulator never does: pages without
 * events, a failure half-way, silence. The SDK's real clients find it by AWS_ENDPOINT_URL.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  /** `Logs_20140328.FilterLogEvents` */
  readonly operation: string
  readonly body: Readonly<Record<string, unknown>>
}

export type Reply =
  | { readonly kind: 'answer'; readonly body: object }
  | { readonly kind: 'error'; readonly code: string; readonly status: number }
  | { readonly kind: 'silence' }

export interface ScriptedEndpoint {
  readonly received: Received[]
  /** What is answered from now on. */
  readonly script: (replyTo: (received: Received) => Reply) => void
  readonly close: () => void
}

export async function startScriptedEndpoint(): Promise<ScriptedEndpoint> {
  const received: Received[] = []
  let replyTo: (received: Received) => Reply = () => ({ kind: 'silence' })
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const operation = String(request.headers['x-amz-target'])
    const question = { operation, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) }
    received.push(question)
    const reply = replyTo(question)
    if (reply.kind === 'silence') return
    const headers = { 'content-type': 'application/x-amz-json-1.1' }
    if (reply.kind === 'answer') {
      response.writeHead(200, headers).end(JSON.stringify(reply.body))
      return
    }
    const body = { __type: reply.code, message: 'as scripted' }
    response.writeHead(reply.status, headers).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const variables = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
  }
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const)
  Object.assign(process.env, variables)
  return {
    received,
    script: (next) => {
      received.length = 0
      replyTo = next
    },
    close: () => {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name]
        else process.env[name] = value
      }
      server.close()
      server.closeAllConnections()
    },
  }
}
