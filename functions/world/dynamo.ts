import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { once } from './once.ts'

/** Throttled calls are tried again, at growing distances, for some seconds. */
const maxAttempts = 8

export const dynamo = once(() => new DynamoDBClient({ maxAttempts }))
