/**
 * An endpoint of SQS for bundles that make no other call: every receipt is in flight, unless it
 * begins with `forged` or `returned`. It writes down which calls it got.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ProvingEndpoint {
  readonly url: string
  /** Names of the operations, in order. */
  readonly calls: string[]
  readonly close: () => void
}

interface Entry {
  readonly Id: string
  readonly ReceiptHandle?: string
}

const codes = [
  ['forged', 'ReceiptHandleIsInvalid'],
  ['returned', 'MessageNotInflight'],
] as const

const codeOf = ({ ReceiptHandle = 'forged' }: Entry): string | undefined =>
  codes.find(([start]) => ReceiptHandle.startsWith(start))?.[1]

export async function startProvingEndpoint(): Promise<ProvingEndpoint> {
  const calls: string[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    const operation =
      String(request.headers['x-amz-target'] ?? '').split('.')[1] ??
      new URLSearchParams(text).get('Action') ??
      ''
    calls.push(operation)
    if (operation !== 'ChangeMessageVisibilityBatch') {
      response.writeHead(500).end(`no answer to ${operation}`)
      return
    }
    const { Entries: entries } = JSON.parse(text) as { Entries: readonly Entry[] }
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(
      JSON.stringify({
        Successful: entries.filter((one) => codeOf(one) === undefined).map(({ Id }) => ({ Id })),
        Failed: entries.flatMap((one) => {
          const Code = codeOf(one)
          return Code === undefined ? [] : [{ Id: one.Id, Code, SenderFault: true }]
        }),
      }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
