import { IAMClient } from '@aws-sdk/client-iam'
import { once } from '../../support/once.ts'
import { maxAttempts } from '../attempts.ts'

/** Few calls a second are allowed for a whole account; what is throttled is tried again, ever later. */
export const iamClient = once(() => new IAMClient({ maxAttempts, retryMode: 'adaptive' }))
