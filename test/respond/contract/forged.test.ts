/**
 * Requests that `detect` did not send are refused and reported, from any sender and any number of
 * times.
 */
import { describe, expect, test } from 'vitest'
import { handleMessage } from '../../../src/respond/contract/queue-message.ts'
import { rollbackIam } from '../../../src/respond/responders/rollback-iam/rollback-iam.ts'
import { type IamAccount, iamAccount, idOf, requestFor } from '../iam-account.ts'
import { processOf } from '../memory-world.ts'
import { admin } from '../random-calls.ts'

const attach = { RoleName: 'web', PolicyArn: admin }

async function attacked() {
  const on = await iamAccount()
  const event = await on.does('mallory', 'AttachRolePolicy', attach)
  on.memory.nowMs += 200_000
  return { on, event, id: idOf(event) }
}

const isAttached = ({ memory }: IamAccount): boolean =>
  `attached:${admin}` in memory.iam.facets('role/web')

const others = [
  'AIDACAROL',
  'AROASOMEBODY:detect',
  // The session's name is its user's choice.
  'AROASOMEBODY:AROADETECT',
  'AROADETECTOR:detect',
  'AROADETECT',
  '111122223333',
  '',
]

describe.each(others)('%j', (senderId) => {
  test('begins no response', async () => {
    const { on, event } = await attacked()
    await on.request(event, 'enforce', { senderId })
    await on.request(event, 'enforce', { senderId, isLastDelivery: true })
    expect(isAttached(on)).toBe(true)
    expect([...on.memory.items.keys()]).toEqual([])
    expect(on.memory.alerts.size).toBe(0)
    const why = `${senderId || 'nobody'} requests a response, which only the responder may`
    expect(on.memory.refused).toEqual([why, why])
  })

  test('does not make of what was to be approved what is enforced', async () => {
    const { on, event, id } = await attacked()
    await on.request(event, 'approve')
    const [before] = [JSON.stringify(on.memory.record(id))]
    await on.request(event, 'enforce', { senderId })
    expect(JSON.stringify(on.memory.record(id))).toBe(before)
    expect(isAttached(on)).toBe(true)
    expect(on.memory.refused).toEqual([])
  })
})

test('what detect asks for is done, and what people say of it is heard', async () => {
  const { on, event, id } = await attacked()
  await on.request(event, 'approve')
  await on.command('approve', id)
  expect(on.memory.record(id)?.state).toBe('done')
  expect(isAttached(on)).toBe(false)
  expect(on.memory.refused).toEqual([])
})

describe('a request that is sent again from the dead letters under another name', () => {
  const senderId = 'AIDACAROL'

  test('tells what was done, where nobody could be told', async () => {
    const { on, event, id } = await attacked()
    // The last call to the outside is the note that the alert was sent; the one before sends it.
    const message = { body: JSON.stringify(requestFor(event)), isLastDelivery: false }
    const request = { ...message, senderId: 'AROADETECT:detect' }
    const deaf = {
      ...processOf(on.memory),
      announce: () => Promise.reject(new Error('the channel is down')),
    }
    await expect(handleMessage(request, rollbackIam, deaf)).rejects.toThrow('channel is down')
    expect(on.memory.record(id)?.state).toBe('done')
    const made = on.memory.calls.length
    await on.request(event, 'enforce', { senderId })
    expect([...on.memory.alerts.values()]).toMatchObject([{ response: { state: 'done' } }])
    expect(on.memory.calls).toHaveLength(made)
    expect(on.memory.refused).toEqual([])
  })

  test('goes on with what was broken off', async () => {
    const { on, event, id } = await attacked()
    const dies = on.request(event, 'enforce', { killAt: 9 })
    await expect(dies).rejects.toThrow('before call 9')
    expect(on.memory.record(id)?.state).toBe('acting')
    on.memory.nowMs += 180_000
    await on.request(event, 'enforce', { senderId })
    expect(on.memory.record(id)?.state).toBe('done')
    expect(isAttached(on)).toBe(false)
  })
})

test('where it cannot be put aside it is tried again, and still not acted on', async () => {
  const { on, event } = await attacked()
  const world = {
    ...processOf(on.memory),
    refuse: () => Promise.reject(new Error('SQS is not there')),
  }
  const body = JSON.stringify(requestFor(event))
  for (const isLastDelivery of [false, true]) {
    const message = { body, senderId: 'AIDACAROL', isLastDelivery }
    await expect(handleMessage(message, rollbackIam, world)).rejects.toThrow('SQS is not there')
  }
  expect(isAttached(on)).toBe(true)
  expect(on.memory.items.size).toBe(0)
})
