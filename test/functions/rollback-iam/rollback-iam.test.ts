/** Every row on the local account, which has all of IAM that the rows need. */
import { startLocal } from '../../../src/simulate/local.ts'
import { account } from './deployed.ts'
import { rows } from './rows.ts'
import { suite } from './suite.ts'

suite(
  async () => {
    const local = await startLocal({ accounts: [account], startAt: new Date() })
    const { credentials } = local.config(local.root(account))
    return { url: local.endpoint, credentials, stop: local.stop }
  },
  rows,
  true,
)
