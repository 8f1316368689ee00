/** Turns the error of a failed condition of DynamoDB into a boolean. */
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'

/** Whether a write was made; false where its condition does not hold. Any other error is thrown. */
export const isWritten = (write: Promise<unknown>): Promise<boolean> =>
  write.then(
    () => true,
    (error: unknown) => {
      if (error instanceof ConditionalCheckFailedException) return false
      throw error
    },
  )
