import { GetItemCommand } from '@aws-sdk/client-dynamodb'
import type { Attributes, Table } from './table.ts'

/** A consistent read of an item; undefined where there is none. */
export async function getItem(
  { table, client, signal }: Table,
  key: Attributes,
): Promise<Attributes | undefined> {
  const command = new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true })
  return (await client().send(command, { abortSignal: signal() })).Item
}
