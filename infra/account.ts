/**
 * The account of the credentials. It is checked before SST writes anything into an account that may
 * be the wrong one.
 */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { wrongAccount } from '../src/diagnostics/catalogue/deployment.ts'
import type { Manifest } from '../src/plan/manifest.ts'

/**
 * The account of the credentials. Undefined if no credentials work: SST reports that itself, and
 * better.
 */
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

/**
 * A sentence if the credentials belong to another account than the stage. Undefined if they fit or
 * if there are none.
 */
export const otherAccount = (
  { stage, account }: Manifest,
  actual: string | undefined,
): string | undefined =>
  actual === undefined || actual === account ? undefined : wrongAccount(stage, account, actual)
