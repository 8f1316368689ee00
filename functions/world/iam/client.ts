import { IAMClient } from '@aws-sdk/client-iam'
import { once } from '../../support/once.ts'
import { maxAttempts } from '../attempts.ts'

/**
 * IAM allows few calls a second for a whole account; throttled calls are retried with growing
 * delays.
 */
export const iamClient = once(() => new IAMClient({ maxAttempts, retryMode: 'adaptive' }))
