/**
 * A server that gives the answers of AWS that an alert needs, without delay, so that only the
 * function is measured.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Stub {
  readonly url: string
  /**
   * The names of the calls since the last `take`, and the time when SNS received its first message,
   * in milliseconds of the machine's clock.
   */
  readonly take: () => { readonly calls: readonly string[]; readonly publishedMs: number }
  readonly close: () => void
}

const published = `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m</MessageId></PublishResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PublishResponse>`

const answers: Readonly<Record<string, string>> = {
  ChangeMessageVisibilityBatch: '{"Successful":[{"Id":"0"}],"Failed":[]}',
  Publish: published,
  PutEvents: '{"FailedEntryCount":0,"Entries":[{"EventId":"e"}]}',
  UpdateItem: '{}',
}

export async function startStub(): Promise<Stub> {
  let calls: string[] = []
  let publishedMs = Number.NaN
  const server = createServer((request, response) => {
    void nameOf(request).then((name) => {
      calls.push(name)
      if (name === 'Publish' && Number.isNaN(publishedMs))
        publishedMs = Number(process.hrtime.bigint()) / 1e6
      answer(name, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take: () => {
      const taken = { calls, publishedMs }
      calls = []
      publishedMs = Number.NaN
      return taken
    },
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** The name of the operation, in the JSON or the query protocol. */
async function nameOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const target = String(request.headers['x-amz-target'] ?? '')
  if (target !== '') return target.split('.')[1] ?? ''
  return new URLSearchParams(Buffer.concat(chunks).toString()).get('Action') ?? ''
}

function answer(name: string, response: ServerResponse): void {
  const body = answers[name]
  response.writeHead(body === undefined ? 400 : 200).end(body ?? `no answer to ${name}`)
}
