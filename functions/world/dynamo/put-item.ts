import { PutItemCommand, type PutItemCommandInput } from '@aws-sdk/client-dynamodb'
import { isWritten } from './is-written.ts'
import type { Attributes, Table } from './table.ts'

type Condition = Pick<
  PutItemCommandInput,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>

/** Whether the item was written; false where the condition does not hold. */
export async function putItem(
  { table, client, signal }: Table,
  item: Attributes,
  condition: Condition = {},
): Promise<boolean> {
  const command = new PutItemCommand({ TableName: table, Item: item, ...condition })
  return await isWritten(client().send(command, { abortSignal: signal() }))
}

/** The condition that the stored version is `version`, or that there is no item, where it is 0. */
export const after = (version: number, key: string): Condition =>
  version === 0
    ? {
        ConditionExpression: 'attribute_not_exists(#key)',
        ExpressionAttributeNames: { '#key': key },
      }
    : {
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': { N: String(version) } },
      }
