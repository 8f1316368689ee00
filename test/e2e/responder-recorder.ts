/** Stands in front of the emulator and writes down what is called, as actions of IAM policies. */
import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface CallRecorder {
  readonly url: string
  readonly actions: ReadonlySet<string>
  readonly close: () => void
}

export async function startCallRecorder(target: string): Promise<CallRecorder> {
  const { hostname, port } = new URL(target)
  const actions = new Set<string>()
  const server = createServer(async (incoming, answer) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    actions.add(actionOf(incoming, body.toString()))
    const { method = '', headers, url = '' } = incoming
    const passed = request({ hostname, port, path: url, method, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 500, reply.headers)
      reply.pipe(answer)
    })
    passed.on('error', () => answer.destroy())
    passed.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    actions,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const s3Actions: readonly [RegExp, string][] = [
  [/^GET \/v20180820\/configuration\/publicAccessBlock/, 's3:GetAccountPublicAccessBlock'],
  [/^(?:PUT|DELETE) \/v20180820\/configuration\//, 's3:PutAccountPublicAccessBlock'],
  [/^GET .*[?&]publicAccessBlock/, 's3:GetBucketPublicAccessBlock'],
  [/^(?:PUT|DELETE) .*[?&]publicAccessBlock/, 's3:PutBucketPublicAccessBlock'],
  [/^GET .*[?&]policy/, 's3:GetBucketPolicy'],
  [/^GET .*[?&]acl/, 's3:GetBucketAcl'],
]

/** The service stands in the signature's scope; the call in a header, in the form, or in the path. */
function actionOf({ headers, method, url }: IncomingMessage, body: string): string {
  const [, service = ''] =
    /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '') ?? []
  const line = `${method} ${url}`
  if (service === 's3') return s3Actions.find(([form]) => form.test(line))?.[1] ?? line
  const target = headers['x-amz-target']
  const call =
    typeof target === 'string' ? target.split('.').at(-1) : new URLSearchParams(body).get('Action')
  return `${service}:${call ?? line}`
}
