/**
 * Loaded before aws-lambda-ric (`node --import`). It replaces the client's HTTP transport, its only
 * compiled C++ part, by node:http. The rest of AWS's runtime client runs unchanged, and no compiler
 * is needed.
 */
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import Module from 'node:module'

// Not an import, because that loads far more than Lambda's own transport does: the function would
// find these modules loaded, and its cold start would be measured without them.
const { Agent, request } = process.getBuiltinModule('node:http')

interface Answer {
  readonly bodyJson: string
  readonly headers: IncomingHttpHeaders
}

const [hostname = '127.0.0.1', port = ''] = (process.env.AWS_LAMBDA_RUNTIME_API ?? '').split(':')
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

const call = (
  method: string,
  path: string,
  body?: string,
  more: OutgoingHttpHeaders = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    const headers = { 'content-type': 'application/json', ...length, ...more }
    const options = { hostname, port, method, path: `/2018-06-01/runtime${path}`, agent, headers }
    request(options, (response) => {
      let bodyJson = ''
      response
        .setEncoding('utf8')
        .on('data', (text: string) => {
          bodyJson += text
        })
        .on('end', () => resolve({ bodyJson, headers: response.headers }))
    })
      .on('error', reject)
      .end(body)
  })

// The runtime client does not wait until its answer was accepted, so the next request waits.
let latest: Promise<unknown> = Promise.resolve()
const post = (path: string, body: string, headers?: OutgoingHttpHeaders): void => {
  latest = call('POST', path, body, headers)
}

const transport = {
  initializeClient: (): void => {},
  next: (): Promise<Answer> => latest.then(() => call('GET', '/invocation/next')),
  done: (id: string, body: string): void => post(`/invocation/${id}/response`, body),
  error: (id: string, body: string, cause?: string): void =>
    post(
      `/invocation/${id}/error`,
      body,
      cause === undefined ? {} : { 'Lambda-Runtime-Function-XRay-Error-Cause': cause },
    ),
}

type Load = (this: unknown, name: string, ...rest: unknown[]) => unknown
const loader = Module as unknown as { _load: Load }
const load = loader._load
loader._load = function (name, ...rest) {
  return /rapid-client(?:\.node)?$/.test(name) ? transport : load.call(this, name, ...rest)
}
