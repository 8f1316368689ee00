/** Whose credentials these are, asked before anything of SST's own is written into an account that may be the wrong one. */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import type { Manifest } from '../src/plan/manifest.ts'

/** Undefined where there are no credentials that work: SST says so itself, and better. */
export async function accountAtHand(region: string): Promise<string | undefined> {
  const client = new STSClient({ region, maxAttempts: 2 })
  try {
    return (await client.send(new GetCallerIdentityCommand({}))).Account
  } catch {
    return undefined
  } finally {
    client.destroy()
  }
}

/** Why these credentials do not do for a stage; undefined where they do, or where there are none. */
export const otherAccount = (
  { stage, account }: Manifest,
  actual: string | undefined,
): string | undefined =>
  actual === undefined || actual === account
    ? undefined
    : `stage ${stage} is account ${account}, and these credentials are of account ${actual}; nothing was changed`
