/** DynamoDB in this process (dynalite, somebody else's), with Tripline's state table. */
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'

export interface Dynalite {
  readonly url: string
  readonly client: DynamoDBClient
  /** Makes a new table with the key of the state table, and gives its name. */
  readonly newTable: () => Promise<string>
  readonly stop: () => Promise<void>
}

type Start = (options: { createTableMs: number }) => Server

export async function startDynalite(): Promise<Dynalite> {
  const start = createRequire(import.meta.url)('dynalite') as Start
  const server = start({ createTableMs: 0 })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = new DynamoDBClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    maxAttempts: 1,
  })
  let tables = 0
  return {
    url,
    client,
    newTable: async () => {
      const name = `state-${++tables}`
      await client.send(
        new CreateTableCommand({
          TableName: name,
          KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
          AttributeDefinitions: [{ AttributeName: 'key', AttributeType: 'S' }],
          BillingMode: 'PAY_PER_REQUEST',
        }),
      )
      while (!(await isActive(client, name))) await new Promise((resolve) => setTimeout(resolve, 5))
      return name
    },
    stop: async () => {
      client.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function isActive(client: DynamoDBClient, name: string): Promise<boolean> {
  const { Table: table } = await client.send(new DescribeTableCommand({ TableName: name }))
  return table?.TableStatus === 'ACTIVE'
}
