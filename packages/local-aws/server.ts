/**
 * The HTTP server of the local account: one port on 127.0.0.1 for all services, regions and
 * accounts.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Cloud } from './accounts.ts'
import { answer } from './answer.ts'
import type { Service } from './call.ts'
import type { RecordSink } from './cloudtrail-record.ts'
import type { WireRequest, WireResponse } from './protocols/protocol.ts'

export interface LocalServer {
  /** `http://127.0.0.1:<port>`, the `endpoint` of SDK clients. */
  readonly endpoint: string
  readonly stop: () => Promise<void>
}

/** The limit on a request body: larger than any request that the local account answers. */
const longestBodyBytes = 16 * 1024 * 1024

export async function startServer(
  cloud: Cloud,
  services: readonly Service[],
  sink: RecordSink,
): Promise<LocalServer> {
  let endpoint = ''
  const server = createServer((request, response) => {
    // The machine's time is not sent. An SDK with a driven clock would compute a clock skew from
    // it, and would retry every failed call up to eight times, conditional writes included.
    response.sendDate = false
    read(request)
      .then((wire) => answer(wire, { cloud, services, sink, endpoint }))
      .catch((error: unknown) => broken(error))
      .then(({ status, headers, body }) => {
        response.writeHead(status, headers)
        response.end(request.method === 'HEAD' ? undefined : body)
      })
      .catch(() => response.destroy())
  })
  // Clients keep connections open. An idle one must not be closed while a request is in transit.
  server.keepAliveTimeout = 0
  endpoint = await listen(server)
  return { endpoint, stop: () => stop(server) }
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (typeof address === 'object' && address !== null) {
        resolve(`http://127.0.0.1:${address.port}`)
      } else reject(new Error('The local account got no port.'))
    })
  })
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

async function read(request: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length > longestBodyBytes) throw new Error('The request is longer than 16 MiB.')
    chunks.push(chunk)
  }
  const [path = '/', search = ''] = (request.url ?? '/').split(/\?(.*)/s)
  return {
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(search),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    ),
    body: Buffer.concat(chunks),
  }
}

const broken = (error: unknown): WireResponse => ({
  status: 500,
  headers: { 'content-type': 'text/plain' },
  body: `The local account broke: ${error instanceof Error ? error.stack : String(error)}`,
})
