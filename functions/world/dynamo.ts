import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { maxAttempts } from './attempts.ts'
import { once } from './once.ts'

export const dynamo = once(() => new DynamoDBClient({ maxAttempts }))
