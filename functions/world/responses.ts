/** The table of responses: each item has a version, and is replaced only by who has read the last one. */
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import type { JsonObject } from '../../src/ir/json.ts'
import type { ResponseStore } from '../../src/respond/contract/ports.ts'

export interface ResponsesConfig {
  readonly table: string
  readonly client: () => DynamoDBClient
  readonly signal: () => AbortSignal
}

export const responseStore = ({ table, client, signal }: ResponsesConfig): ResponseStore => ({
  get: async (id) => {
    const command = new GetItemCommand({
      TableName: table,
      Key: { id: { S: id } },
      ConsistentRead: true,
    })
    const { Item: item } = await client().send(command, { abortSignal: signal() })
    return item === undefined
      ? null
      : { version: Number(item.version?.N), body: JSON.parse(item.body?.S ?? '{}') as JsonObject }
  },

  put: async (id, { version, body }) => {
    const isFirst = version === 1
    const command = new PutItemCommand({
      TableName: table,
      Item: { id: { S: id }, version: { N: String(version) }, body: { S: JSON.stringify(body) } },
      ConditionExpression: isFirst ? 'attribute_not_exists(id)' : '#version = :last',
      ...(isFirst
        ? {}
        : {
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':last': { N: String(version - 1) } },
          }),
    })
    try {
      await client().send(command, { abortSignal: signal() })
      return true
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false
      throw error
    }
  },
})
