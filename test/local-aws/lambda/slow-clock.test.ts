/** A function's clock goes on slowly: what takes a second of the machine is a tenth of one in the account. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LocalAws, startLocalAws } from '../../../packages/local-aws/local-aws.ts'

const account = '111122223333'
const startAt = new Date('2026-11-21T08:00:00Z')
const timeoutMs = 60_000

const source = `
export const handler = async (_, context) => {
  const [sinceMs, startMs] = [performance.now(), Date.now()]
  let abortedMs
  AbortSignal.timeout(50).addEventListener('abort', () => { abortedMs = performance.now() - sinceMs })
  while (abortedMs === undefined) await new Promise((resolve) => setTimeout(resolve, 10))
  const machineMs = performance.now() - sinceMs
  return { startMs, machineMs, abortedMs, ownMs: Date.now() - startMs, leftMs: context.getRemainingTimeInMillis() }
}
`

let aws: LocalAws
beforeAll(async () => {
  aws = await startLocalAws({ accounts: [account], startAt, patience: 10 })
})
afterAll(() => aws.stop())

test('and so do its deadlines', async () => {
  const region = aws.cloud.accounts.get(account)?.region('eu-west-1')
  if (region === undefined) throw new Error('there is no such region')
  const folder = join(aws.folder, 'waits')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'bundle.mjs'), source)
  const role = { roleId: 'AROA', roleName: 'r', roleArn: `arn:aws:iam::${account}:role/r` }
  const plan = { name: 'waits', region, role, folder, handler: 'bundle.handler', environment: {} }
  const outcome = await aws.runner.create({ ...plan, timeoutMs }).invoke({})
  expect(outcome.kind).toBe('response')
  const { body } = outcome as unknown as { body: Record<string, number> }
  const { startMs = 0, machineMs = 0, abortedMs = 0, ownMs = 0, leftMs = 0 } = body
  expect(startMs).toBeGreaterThanOrEqual(startAt.getTime())
  expect(abortedMs).toBeGreaterThan(450)
  expect(ownMs).toBeLessThan(machineMs / 5)
  expect(ownMs).toBeGreaterThan(machineMs / 20)
  expect(leftMs).toBeGreaterThan(timeoutMs - (startMs - startAt.getTime()) - machineMs / 5 - 1000)
})
