/** Public access as a whole account blocks it. */
import type { Script } from '../../support/differential.ts'

const AccountId = '123456789012'

export const s3ControlCases: Readonly<Record<string, Script>> = {
  'public access of the account': async (call) => {
    await call('GetPublicAccessBlock', { AccountId })
    await call('PutPublicAccessBlock', {
      AccountId,
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true },
    })
    await call('GetPublicAccessBlock', { AccountId })
    await call('DeletePublicAccessBlock', { AccountId })
    await call('GetPublicAccessBlock', { AccountId })
  },
}
