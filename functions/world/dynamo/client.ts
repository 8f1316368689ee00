import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { once } from '../../support/once.ts'
import { maxAttempts } from '../attempts.ts'

export const dynamo = once(() => new DynamoDBClient({ maxAttempts }))
