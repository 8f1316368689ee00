/** The outcome as it reads on a phone, one golden file for each. */
import { expect, test } from 'vitest'
import { render } from '../../../src/alert/formats.ts'
import { type IamAccount, iamAccount, idOf } from '../iam-account.ts'
import { limits } from '../memory-world.ts'
import { admin } from '../random-calls.ts'

const attach = { RoleName: 'web', PolicyArn: admin }
const trust = {
  RoleName: 'web',
  PolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
}

async function attacked() {
  const on = await iamAccount()
  await on.does('mallory', 'UpdateAssumeRolePolicy', trust)
  const event = await on.does('mallory', 'AttachRolePolicy', attach)
  on.memory.nowMs += 130_000
  return { on, event, id: idOf(event) }
}

const outcomes: Readonly<Record<string, () => Promise<IamAccount>>> = {
  done: async () => {
    const { on, event } = await attacked()
    await on.request(event)
    return on
  },
  'would-do': async () => {
    const { on, event } = await attacked()
    await on.request(event, 'observe')
    return on
  },
  waiting: async () => {
    const { on, event } = await attacked()
    await on.request(event, 'approve')
    return on
  },
  expired: async () => {
    const { on, event, id } = await attacked()
    await on.request(event, 'approve')
    on.memory.nowMs += limits.approvalExpiresMs + 1
    await on.command('approve', id)
    return on
  },
  'changed-since': async () => {
    const { on, event } = await attacked()
    await on.does('alice', 'DetachRolePolicy', attach)
    await on.request(event)
    return on
  },
  refused: async () => {
    const on = await iamAccount()
    const event = await on.does('break-glass-1', 'AttachRolePolicy', attach)
    await on.request(event)
    return on
  },
  undone: async () => {
    const { on, event, id } = await attacked()
    await on.request(event)
    await on.command('undo', id)
    return on
  },
}

test.each(Object.entries(outcomes))('%s', async (state, bring) => {
  const alert = [...(await bring()).memory.alerts.values()].at(-1)
  expect(alert?.response?.state).toBe(state)
  if (alert === undefined) return
  const { subject, message } = render(alert, 'text')
  await expect(`${subject}\n\n${message}\n`).toMatchFileSnapshot(
    `../../golden/response/${state}.txt`,
  )
})
