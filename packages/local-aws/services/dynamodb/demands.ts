/**
 * What calls of DynamoDB need to be allowed.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
import type { Demand } from '../../authorization/authorization.ts'
import type { Call } from '../../call.ts'
import { tablesOf } from './tables.ts'

interface Input {
  readonly TableName?: string
  readonly ResourceArn?: string
  readonly IndexName?: string
  /** By table, for batches. */
  readonly RequestItems?: Readonly<Record<string, unknown>>
}

export function dynamoDbDemands(input: Input, call: Call): readonly Demand[] {
  const action = `dynamodb:${call.operation}`
  if (call.operation === 'ListTables') return [{ action }]
  const { TableName, ResourceArn, RequestItems = {} } = input
  const single = TableName ?? ResourceArn
  const tables = single === undefined ? Object.keys(RequestItems) : [single]
  return tables.map((table) => {
    const name = table.split('/').at(-1) ?? ''
    const arn = `arn:aws:dynamodb:${call.region.name}:${call.account.id}:table/${name}`
    return {
      action,
      resource: input.IndexName === undefined ? arn : `${arn}/index/${input.IndexName}`,
      policy: tablesOf(call.cloud, call.region).policies.get(name)?.text,
    }
  })
}
