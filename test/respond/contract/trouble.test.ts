/** AWS, the network and the queue at their worst: late, throttled, answers lost, given up half-way. */
import { describe, expect, test } from 'vitest'
import { increment } from '../../../src/respond/history/iam/increment.ts'
import { cloudTrailEvent } from '../cloudtrail-event.ts'
import { type IamAccount, iamAccount, idOf } from '../iam-account.ts'
import { IamError } from '../iam-model.ts'
import { limits } from '../memory-world.ts'
import { admin } from '../random-calls.ts'

const inline = { RoleName: 'web', PolicyName: 'one', PolicyDocument: '{"Statement":[]}' }
const attach = { RoleName: 'web', PolicyArn: admin }
const role = ({ memory }: IamAccount): string => memory.iam.meaning('role/web')
const alertsOf = ({ memory }: IamAccount) => [...memory.alerts.values()]

/** Two changes of mallory's, which take two calls to undo: the policy first, then the attachment. */
async function attacked() {
  const on = await iamAccount()
  const before = role(on)
  await on.does('mallory', 'PutRolePolicy', inline)
  const event = await on.does('mallory', 'AttachRolePolicy', attach)
  on.memory.nowMs += 200_000
  return { on, event, id: idOf(event), before, after: role(on) }
}

/**
 * Every call of that name fails with `error` until it is mended. `does`: whether the call takes
 * effect all the same.
 */
function broken(
  { memory: { iam } }: IamAccount,
  name: string,
  error: Error,
  does = false,
): () => void {
  const call = iam.call.bind(iam)
  iam.call = (called, input) => {
    if (called !== name) return call(called, input)
    if (does) call(called, input)
    throw error
  }
  return () => {
    iam.call = call
  }
}

/** As the queue does: five times, with three minutes between. */
async function fiveTimes(on: IamAccount, deliver: (isLastDelivery: boolean) => Promise<unknown>) {
  for (let time = 1; time < 5; time++) {
    await expect(deliver(false)).rejects.toThrow('Throttling')
    on.memory.nowMs += 180_000
  }
  await deliver(true)
}

describe('throttled until it is given up', () => {
  async function givenUp() {
    const ready = await attacked()
    const { on, event } = ready
    const mend = broken(on, 'DetachRolePolicy', new Error('Throttling'))
    await fiveTimes(on, (isLastDelivery) => on.request(event, 'enforce', { isLastDelivery }))
    mend()
    return ready
  }

  test('a response says how far it came, and can be undone', async () => {
    const { on, id, after } = await givenUp()
    expect(alertsOf(on)).toMatchObject([
      {
        response: {
          state: 'failed',
          steps: [{ done: true }, { done: false }],
          command: `tripline undo ${id}`,
          remains: expect.arrayContaining([expect.stringMatching(/^1 of 2 calls .* or undo/)]),
        },
      },
    ])
    expect(role(on)).not.toBe(after)
    await on.command('undo', id)
    expect(on.memory.record(id)?.state).toBe('undone')
    expect(role(on)).toBe(after)
  })

  test('what changed since is left alone', async () => {
    const { on, id } = await givenUp()
    await on.does('alice', 'PutRolePolicy', inline)
    const before = role(on)
    await on.command('undo', id)
    expect(on.memory.record(id)?.command?.answer).toMatch(/changed since/)
    expect(role(on)).toBe(before)
  })

  test('an undo is not taken for the rollback, and can be asked for again', async () => {
    const { on, event, id, before, after } = await attacked()
    await on.request(event)
    const mend = broken(on, 'AttachRolePolicy', new Error('Throttling'))
    await fiveTimes(on, (isLastDelivery) => on.command('undo', id, 'carol', { isLastDelivery }))
    mend()
    expect(alertsOf(on).at(-1)).toMatchObject({
      title: expect.stringMatching(/^Could not undo the response to/),
      response: { state: 'failed', command: `tripline undo ${id}` },
    })
    expect([before, after]).not.toContain(role(on))
    await on.command('undo', id)
    expect(on.memory.record(id)?.state).toBe('undone')
    expect(role(on)).toBe(after)
  })
})

test('an undo whose first call was refused can be asked for again', async () => {
  const { on, event, id, after } = await attacked()
  await on.request(event)
  const mend = broken(on, 'PutRolePolicy', new IamError('AccessDenied'))
  await on.command('undo', id)
  expect(on.memory.record(id)?.state).toBe('failed')
  mend()
  await on.command('undo', id)
  expect(role(on)).toBe(after)
})

test('a response whose first call was refused has nothing to undo, and says so', async () => {
  const { on, event, id, after } = await attacked()
  broken(on, 'DeleteRolePolicy', new IamError('AccessDenied'))
  await on.request(event)
  expect(alertsOf(on)[0]?.response).toMatchObject({ state: 'failed', command: null })
  await on.command('undo', id)
  expect(on.memory.record(id)?.command?.answer).toMatch(/no call was made/)
  expect(role(on)).toBe(after)
})

test('a call whose answer was lost, and that was refused when made again, is made', async () => {
  const { on, event, id, before } = await attacked()
  broken(on, 'DeleteRolePolicy', new IamError('NoSuchEntity'), true)
  await on.request(event)
  expect(on.memory.record(id)?.state).toBe('done')
  expect(role(on)).toBe(before)
})

test('a response that stopped at what somebody else changed does not offer an undo', async () => {
  const { on, event } = await attacked()
  const mend = broken(on, 'DetachRolePolicy', new Error('Throttling'))
  await expect(on.request(event)).rejects.toThrow('Throttling')
  mend()
  on.memory.iam.call('PutRolePolicy', inline)
  on.memory.nowMs += 180_000
  await on.request(event)
  const { response } = alertsOf(on)[0] ?? {}
  expect(response).toMatchObject({ state: 'changed-since', command: null })
  expect(response?.remains[0]).toBe('1 of 2 calls were made. Make the others by hand.')
})

test('a person who approves is not held up by the actions of the hour', async () => {
  const on = await iamAccount({ limits: { ...limits, maxActionsPerHour: 0 } })
  const event = await on.does('mallory', 'AttachRolePolicy', attach)
  await on.request(event)
  expect(on.memory.record(idOf(event))?.state).toBe('waiting')
  await on.command('approve', idOf(event))
  expect(on.memory.record(idOf(event))?.state).toBe('done')
})

test('an event that CloudTrail delivers late waits for the history, which has it late as well', async () => {
  const on = await iamAccount()
  on.memory.iam.call('AttachRolePolicy', attach)
  const made = { call: 'AttachRolePolicy', input: attach, by: 'mallory', id: 'late' }
  const event = cloudTrailEvent({ ...made, at: on.memory.now })
  on.memory.nowMs += 900_000
  const sentMs = on.memory.nowMs
  await expect(on.request(event, 'enforce', { sentMs })).rejects.toThrow(
    /does not contain the event/,
  )
  await increment(event, on.memory.snapshotWorld())
  expect((await on.request(event, 'enforce', { sentMs }))?.state).toBe('done')
  expect(on.memory.iam.facets('role/web')).not.toHaveProperty([`attached:${admin}`])
})
