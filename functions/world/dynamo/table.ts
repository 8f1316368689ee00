import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { InTime } from '../../support/invocation.ts'

export interface Table {
  /** Name of the table. */
  readonly table: string
  readonly client: () => DynamoDBClient
  readonly signal: InTime['signal']
}

export type Attributes = Record<string, AttributeValue>
