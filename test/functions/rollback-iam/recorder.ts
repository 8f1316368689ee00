/** Stands in front of the emulator and writes down which function calls what, as IAM actions. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Recorder {
  readonly url: string
  /** Who makes the calls from now on; null: nobody that counts. */
  by(name: string | null): void
  /** By name of the function: `iam:GetRole`, `dynamodb:PutItem`, … */
  readonly calls: ReadonlyMap<string, ReadonlySet<string>>
  stop(): void
}

export async function startRecorder(upstream: string): Promise<Recorder> {
  const calls = new Map<string, Set<string>>()
  let caller: string | null = null
  const agent = new http.Agent({ keepAlive: true })
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      const action = actionOf(request.headers, body.toString())
      if (caller !== null && action !== null) {
        calls.set(caller, (calls.get(caller) ?? new Set()).add(action))
      }
      const { hostname, port } = new URL(upstream)
      const { method, url: path, headers } = request
      const onward = http.request({ hostname, port, method, path, headers, agent }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(response)
      })
      onward.on('error', () => response.writeHead(502).end())
      onward.end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    by: (name) => {
      caller = name
    },
    calls,
    stop: () => {
      agent.destroy()
      server.closeAllConnections()
      server.close()
    },
  }
}

/** The service is in the signature's scope; the action is in a header or in the form. */
function actionOf(headers: http.IncomingHttpHeaders, body: string): string | null {
  const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1]
  if (service === undefined) return null
  const target = headers['x-amz-target']
  const action =
    typeof target === 'string' ? target.split('.').at(-1) : new URLSearchParams(body).get('Action')
  // A batch is authorized by the action of its entries.
  return action ? `${service}:${action.replace(/Batch$/, '')}` : null
}
