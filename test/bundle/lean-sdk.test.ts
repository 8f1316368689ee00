/** What is left out of the SDK: found in it as it is installed, and told by whoever asks for it. */
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OnLoadOptions, PluginBuild } from 'esbuild'
import { afterAll, expect, test } from 'vitest'
import { startSandbox } from '../../packages/local-aws/lambda/sandbox.ts'
import { bundledHandler, bundleFunction } from '../../src/bundle/bundle.ts'
import { leanSdk } from '../../src/bundle/lean-sdk.ts'

const folder = mkdtempSync(join(import.meta.dirname, 'lean-'))
const into = mkdtempSync(join(tmpdir(), 'tripline-lean-'))
afterAll(() => {
  for (const each of [folder, into]) rmSync(each, { recursive: true })
})

test('each file that is replaced is there', async () => {
  const filters: RegExp[] = []
  const onLoad = ({ filter, namespace }: OnLoadOptions) => {
    if (namespace === undefined) filters.push(filter)
  }
  await leanSdk.setup({ onLoad, onResolve: () => {} } as unknown as PluginBuild)
  const files = globSync([
    'node_modules/@{aws-sdk,smithy}/*/dist-es/**/*.js',
    'node_modules/@aws-sdk/*/package.json',
  ])
  expect(filters.length).toBeGreaterThan(5)
  expect(filters.filter((filter) => !files.some((file) => filter.test(file)))).toEqual([])
})

const source = `
import { DynamoDBClient, ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { Sha256Node } from '@smithy/core/checksum'

const said = async (ask: () => unknown) => {
  try { return String(await ask()) } catch (error) { return String(error) }
}

export const handler = async () => {
  const client = new DynamoDBClient({})
  const hash = new Sha256Node()
  hash.update(Buffer.from('x'))
  const error = new ConditionalCheckFailedException({ message: 'no', $metadata: {}, Item: { a: { S: 'b' } } })
  return {
    version: (await client.config.defaultUserAgentProvider()).find(([name]) => name === 'aws-sdk-js')?.[1],
    hash: Buffer.from(await hash.digest()).toString('hex').slice(0, 8),
    endpoints: await said(() => client.config.endpointCache.getEndpoint('any')),
    streams: await said(() => client.config.protocol.serializeEventStream({})),
    error: [error instanceof ConditionalCheckFailedException, error.name, error.constructor.name, String(error), error.Item?.a?.S],
  }
}
`

test('what is there works, and what is not says so', async () => {
  writeFileSync(join(folder, 'uses.ts'), source)
  const bundle = await bundleFunction(join(folder, 'uses.ts'), into)
  const sandbox = await startSandbox({
    folder: bundle.folder,
    handler: bundledHandler,
    functionName: 'tripline-test-lean',
    region: 'eu-west-3',
    account: '111122223333',
    environment: { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' },
    timeoutMs: 600_000,
    clockOffsetMs: 0,
  })
  try {
    const { version } = JSON.parse(
      readFileSync('node_modules/@aws-sdk/client-dynamodb/package.json', 'utf8'),
    ) as { readonly version: string }
    expect(await sandbox.invoke({})).toEqual({
      kind: 'response',
      body: {
        version,
        hash: '2d711642',
        endpoints: 'Error: the bundle was made without a cache of endpoints',
        streams: 'Error: the bundle was made without streams of events',
        error: [
          true,
          'ConditionalCheckFailedException',
          'ConditionalCheckFailedException',
          'ConditionalCheckFailedException: no',
          'b',
        ],
      },
    })
  } finally {
    await sandbox.close()
  }
})
