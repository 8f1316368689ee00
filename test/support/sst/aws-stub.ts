/** As much of AWS as `sst diff` asks by itself: its bootstrap, a passphrase, a state that is not there, whose credentials these are. */
import { createServer, type ServerResponse } from 'node:http'

export interface AwsStub {
  readonly url: string
  /** What was asked, in order: `POST AmazonSSM.GetParameter`, `POST GetCallerIdentity`, `GET`. */
  readonly requested: readonly string[]
  readonly close: () => void
}

export async function awsStub(account: string): Promise<AwsStub> {
  const requested: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (data) => {
      body += data
    })
    request.on('end', () => {
      const target = String(request.headers['x-amz-target'] ?? '')
      const action = /Action=(\w+)/.exec(body)?.[1] ?? ''
      requested.push([request.method, target, action].filter(Boolean).join(' '))
      if (target.startsWith('AmazonSSM.GetParameter')) parameter(response, body)
      else if (action === 'GetCallerIdentity') callerIdentity(response, account)
      else if (request.method === 'GET') missing(response)
      else response.writeHead(501).end()
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `http://127.0.0.1:${port}`, requested, close: () => server.close() }
}

function parameter(response: ServerResponse, body: string): void {
  const { Name } = JSON.parse(body) as { Name: string }
  const Value =
    Name === '/sst/bootstrap'
      ? JSON.stringify({ version: 99, asset: 'sst-asset-test', state: 'sst-state-test' })
      : 'passphrase'
  response
    .writeHead(200, { 'content-type': 'application/x-amz-json-1.1' })
    .end(JSON.stringify({ Parameter: { Name, Value, Type: 'String' } }))
}

function callerIdentity(response: ServerResponse, account: string): void {
  const result = `<GetCallerIdentityResult><Arn>arn:aws:iam::${account}:user/deployer</Arn><UserId>AIDA</UserId><Account>${account}</Account></GetCallerIdentityResult>`
  response
    .writeHead(200, { 'content-type': 'text/xml' })
    .end(
      `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${result}</GetCallerIdentityResponse>`,
    )
}

const missing = (response: ServerResponse): void =>
  void response
    .writeHead(404, { 'content-type': 'application/xml' })
    .end('<Error><Code>NoSuchKey</Code><Message>none</Message></Error>')
