/**
 * A proxy in front of an emulator that counts the calls a process makes and can tell when each is
 * about to be passed on, and when its answer is: whoever listens may end the process there.
 */
import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export interface EndingProxy {
  readonly url: string
  /** What was called since the last `reset`, in order: `DynamoDB_20120810.GetItem`, `Publish`. */
  readonly calls: readonly string[]
  readonly reset: (listener?: Listener) => void
  /** When nothing that an ended process sent is on its way any more. */
  readonly idle: () => Promise<void>
  readonly close: () => void
}

/** `number` counts from 0. Answers whether the process is to end: then the call goes no further. */
export type Listener = (number: number, moment: 'asked' | 'answered') => boolean

export async function startEndingProxy(target: string): Promise<EndingProxy> {
  const { hostname, port } = new URL(target)
  const calls: string[] = []
  let listener: Listener = () => false
  let passing = 0
  const sockets = new Set<Socket>()
  const server = createServer(async (incoming, answer) => {
    const body = await bodyOf(incoming)
    const number = calls.push(nameOf(incoming, body)) - 1
    const current = listener
    if (current(number, 'asked')) return void answer.destroy()
    const { method, headers, url } = incoming
    passing++
    const passed = request(
      { hostname, port, path: url, ...(method === undefined ? {} : { method }), headers },
      async (reply) => {
        const replied = await bodyOf(reply)
        passing--
        if (current(number, 'answered')) return void answer.destroy()
        const { 'transfer-encoding': _, ...kept } = reply.headers
        answer.writeHead(reply.statusCode ?? 500, { ...kept, 'content-length': replied.length })
        answer.end(replied)
      },
    )
    passed.on('error', () => {
      passing--
      answer.destroy()
    })
    passed.end(body)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    reset: (next = () => false) => {
      calls.length = 0
      listener = next
    },
    idle: async () => {
      while (passing > 0 || sockets.size > 0) await new Promise((resolve) => setTimeout(resolve, 5))
    },
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** The operation, as its protocol names it. */
function nameOf({ headers }: IncomingMessage, body: Buffer): string {
  const target = headers['x-amz-target']
  if (typeof target === 'string') return target
  return new URLSearchParams(body.toString('utf8')).get('Action') ?? 'unknown'
}
