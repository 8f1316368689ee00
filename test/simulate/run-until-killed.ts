/** Started by `killed.test.ts`: a local account with a function that never ends, and one that waits. */
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { startLocal } from '../../src/simulate/local.ts'

const account = '111122223333'
const local = await startLocal({ accounts: [account], startAt: new Date('2026-11-21T08:00:00Z') })
const region = local.cloud.accounts.get(account)?.region('eu-west-1')
if (region === undefined) throw new Error('no region')

const create = (name: string, source: string) => {
  const folder = mkdtempSync(join(tmpdir(), `local-aws-account-${process.pid}-`))
  writeFileSync(join(folder, 'bundle.mjs'), source)
  const role = { roleId: 'AROA', roleName: name, roleArn: `arn:aws:iam::${account}:role/${name}` }
  return local.runner.create({
    name,
    region,
    role,
    folder,
    handler: 'bundle.handler',
    environment: {},
    timeoutMs: 60_000,
  })
}

await create('waits', 'export const handler = async () => 1').invoke({})
const spins =
  "import { writeFileSync } from 'node:fs'; export const handler = async () => { writeFileSync('spins', ''); for (;;) {} }"
const { plan, invoke } = create('spins', spins)
void invoke({})
// Whoever reads this knows that the loop has begun: nothing stands between it and the file.
while (!existsSync(join(plan.folder, 'spins'))) await setTimeout(20)
process.stdout.write(`${local.endpoint}\n`)
