import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { maxAttempts } from '../support/attempts.ts'
import { once } from '../support/once.ts'

export const dynamo = once(() => new DynamoDBClient({ maxAttempts }))
