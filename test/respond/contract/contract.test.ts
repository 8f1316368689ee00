/**
 * The guarantees of every responder: modes, exempt actors, idempotence, the hourly limit, and who
 * may approve.
 */
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../src/ir/json.ts'
import { handleMessage } from '../../../src/respond/contract/queue-message.ts'
import { rollbackIam } from '../../../src/respond/responders/rollback-iam/rollback-iam.ts'
import { cloudTrailEvent, principalIdOf } from '../cloudtrail-event.ts'
import { type IamAccount, iamAccount, idOf } from '../iam-account.ts'
import { policyArn } from '../iam-model.ts'
import { limits, ownRole, processOf } from '../memory-world.ts'
import { admin } from '../random-calls.ts'

const attach = { RoleName: 'web', PolicyArn: admin }
const isAttached = ({ memory }: IamAccount): boolean =>
  `attached:${admin}` in memory.iam.facets('role/web')

async function attacked(by = 'mallory', options?: Parameters<typeof iamAccount>[0]) {
  const on = await iamAccount(options)
  const event = await on.does(by, 'AttachRolePolicy', attach)
  on.memory.nowMs += 200_000
  return { on, event, id: idOf(event) }
}

const alertsOf = ({ memory }: IamAccount) => [...memory.alerts.values()]

describe('modes', () => {
  test('observe says what it would do, to the letter, and does nothing', async () => {
    const { on, event } = await attacked()
    await on.request(event, 'observe')
    expect(isAttached(on)).toBe(true)
    expect(alertsOf(on)).toMatchObject([
      {
        kind: 'response',
        title:
          'Would reverse: AttachRolePolicy of role web by arn:aws:iam::111122223333:user/mallory',
        response: {
          state: 'would-do',
          command: null,
          steps: [{ call: `iam:DetachRolePolicy ${JSON.stringify(attach)}`, done: false }],
        },
      },
    ])
  })

  test('enforce does it, says how long it stood and how to bring it back', async () => {
    const { on, event, id } = await attacked()
    await on.request(event)
    expect(isAttached(on)).toBe(false)
    expect(alertsOf(on)[0]?.response).toMatchObject({
      state: 'done',
      command: `tripline undo ${id}`,
      steps: [{ done: true }],
      summary:
        'AttachRolePolicy by arn:aws:iam::111122223333:user/mallory was reversed. The change was in effect for 3 min 20 s.',
    })
    expect(alertsOf(on)[0]?.response?.remains.join('\n')).toMatch(/Sessions of role web/)
  })

  test('the stronger of two rules counts, in whichever order they ask', async () => {
    for (const modes of [['observe', 'enforce'] as const, ['enforce', 'observe'] as const]) {
      const { on, event, id } = await attacked()
      for (const mode of modes) await on.request(event, mode)
      expect(on.memory.record(id)?.state).toBe('done')
      expect(on.memory.calls).toHaveLength(1)
    }
  })
})

describe('approval', () => {
  test('acts when somebody else approves', async () => {
    const { on, event, id } = await attacked()
    await on.request(event, 'approve')
    expect(alertsOf(on)[0]?.response?.command).toBe(`tripline approve ${id}`)
    expect(isAttached(on)).toBe(true)
    await on.command('approve', id)
    expect(isAttached(on)).toBe(false)
    const approvedBy = principalIdOf('carol')
    expect(on.memory.record(id)).toMatchObject({ state: 'done', approvedBy, alertsSent: 2 })
    await on.command('approve', id)
    expect(on.memory.calls).toHaveLength(1)
  })

  test('is refused to who made the change, and told', async () => {
    const { on, event, id } = await attacked()
    await on.request(event, 'approve')
    const { expiresAt } = on.memory.record(id) ?? {}
    await on.command('approve', id, 'mallory')
    expect(isAttached(on)).toBe(true)
    expect(on.memory.record(id)).toMatchObject({ state: 'waiting', expiresAt, alertsSent: 2 })
  })

  test('expires', async () => {
    const { on, event, id } = await attacked()
    await on.request(event, 'approve')
    on.memory.nowMs += limits.approvalExpiresMs + 1
    await on.command('approve', id)
    expect(isAttached(on)).toBe(true)
    expect(on.memory.record(id)?.state).toBe('expired')
  })

  test('says what changed since', async () => {
    const { on, event, id } = await attacked()
    await on.request(event, 'approve')
    await on.does('alice', 'DetachRolePolicy', attach)
    on.memory.nowMs += 200_000
    await on.command('approve', id)
    expect(on.memory.record(id)).toMatchObject({
      state: 'changed-since',
      why: expect.stringMatching(/DetachRolePolicy by .*alice/),
    })
  })

  test('of nothing is nothing', async () => {
    const { on } = await attacked()
    await on.command('approve', '0123456789abcdef')
    expect(on.memory.alerts.size).toBe(0)
  })
})

describe('undo', () => {
  test('brings it back, once', async () => {
    const { on, event, id } = await attacked()
    await on.request(event)
    await on.command('undo', id)
    await on.command('undo', id)
    expect(isAttached(on)).toBe(true)
    expect(on.memory.record(id)).toMatchObject({
      state: 'undone',
      undoneBy: principalIdOf('carol'),
    })
    expect(on.memory.calls).toHaveLength(2)
    expect(alertsOf(on).at(-1)?.title).toMatch(/^In effect again/)
  })

  test('is refused to who made the change', async () => {
    const { on, event, id } = await attacked()
    await on.request(event)
    await on.command('undo', id, 'mallory')
    expect(isAttached(on)).toBe(false)
    expect(alertsOf(on).at(-1)?.notes.join()).toMatch(
      /Result of undo by AIDAMALLORY: .* another person must answer/,
    )
  })

  test('leaves alone what changed since', async () => {
    const { on, event, id } = await attacked()
    await on.request(event)
    await on.does('alice', 'AttachRolePolicy', attach)
    await on.command('undo', id)
    expect(on.memory.record(id)?.command?.answer).toMatch(/changed since/)
    expect(on.memory.calls).toHaveLength(1)
  })

  test('is not undone again by the next event of the same burst', async () => {
    const { on, event, id } = await attacked()
    await on.request(event)
    await on.command('undo', id)
    const inline = { RoleName: 'web', PolicyName: 'one', PolicyDocument: '{}' }
    const next = await on.does('mallory', 'PutRolePolicy', inline)
    on.memory.nowMs += 200_000
    await on.request(next)
    expect(on.memory.record(idOf(next))?.state).toBe('done')
    expect(isAttached(on)).toBe(true)
  })
})

describe('nothing happens, and nothing is said, after', () => {
  const quiet = async (event: JsonObject, on: IamAccount) => {
    await on.request(event)
    expect(on.memory.calls).toEqual([])
    expect(on.memory.alerts.size).toBe(0)
    expect(on.memory.record(idOf(event))).toBeUndefined()
  }

  test.each([
    ['a change of our own', ownRole],
    ['a change of the role that deploys', limits.deployRole ?? ''],
  ])('%s', async (_name, by) => {
    const { on, event } = await attacked(by)
    await quiet(event, on)
  })

  test('a failed call', async () => {
    const on = await iamAccount()
    const event = await on.does('mallory', 'AttachRolePolicy', { ...attach, RoleName: 'nobody' })
    await quiet(event, on)
  })
})

test('break-glass principals are told about and never rolled back', async () => {
  const { on, event } = await attacked('break-glass-1')
  await on.request(event)
  expect(isAttached(on)).toBe(true)
  expect(alertsOf(on)[0]?.response).toMatchObject({
    state: 'refused',
    summary: expect.stringMatching(/break-glass/),
  })
})

test('an event of another account is not answered in this one', async () => {
  const { on } = await attacked()
  const made = { call: 'AttachRolePolicy', input: attach, by: 'mallory', at: on.memory.now, id: 9 }
  const event = cloudTrailEvent({ ...made, account: '999900001111' })
  await on.request(event)
  expect(on.memory.record(idOf(event))?.why).toMatch(/account 999900001111/)
})

test('the same event twice, and its corrected copy, is one response and one alert', async () => {
  const { on, event, id } = await attacked()
  const detail = event.detail as JsonObject
  const addendum = { originalEventID: detail.eventID ?? null, reason: 'UPDATED_DATA' }
  await on.request(event)
  await on.request(event)
  await on.request({ ...event, detail: { ...detail, eventID: 'another', addendum } })
  expect(on.memory.calls).toHaveLength(1)
  expect(on.memory.alerts.size).toBe(1)
  expect(on.memory.record(id)?.alertsDue).toBe(1)
})

test('at most so many actions an hour; the next one waits for a person', async () => {
  const on = await iamAccount({ limits: { ...limits, maxActionsPerHour: 1 } })
  const events = []
  for (const RoleName of ['web', 'job']) {
    events.push(await on.does('mallory', 'AttachRolePolicy', { ...attach, RoleName }))
  }
  on.memory.nowMs += 200_000
  for (const event of events) await on.request(event)
  const states = events.map((event) => on.memory.record(idOf(event))?.state)
  expect(states).toEqual(['done', 'waiting'])
  expect(on.memory.record(idOf(events[1] ?? {}))?.why).toBe(
    'the limit of actions an hour (1) is reached',
  )
  on.memory.nowMs += limits.approvalExpiresMs
  await on.command('approve', idOf(events[1] ?? {}))
  expect(on.memory.record(idOf(events[1] ?? {}))?.state).toBe('done')
})

test('a message that fails for good is told as failed, not lost', async () => {
  const on = await iamAccount()
  const app = policyArn('app')
  const event = await on.does('mallory', 'DetachRolePolicy', { RoleName: 'web', PolicyArn: app })
  on.memory.nowMs += 200_000
  on.memory.iam.policies.delete(app)
  await expect(on.request(event)).rejects.toThrow('NoSuchEntity')
  expect(on.memory.alerts.size).toBe(0)
  on.memory.nowMs += 180_000
  await on.request(event, 'enforce', { isLastDelivery: true })
  expect(alertsOf(on)).toMatchObject([
    { response: { state: 'failed', summary: expect.stringMatching(/NoSuchEntity/) } },
  ])
})

test.each([
  ['not JSON', /not a JSON object/],
  ['[]', /not a JSON object/],
  ['{"kind":"shout"}', /neither a request nor an answer/],
  ['{"kind":"undo","id":"0123456789abcdef"}', /does not say who/],
  ['{"kind":"undo","id":"../../x"}', /16 hexadecimal/],
  ['{"kind":"respond","responder":"restart-trail"}', /not for rollback-iam/],
  ['{"kind":"respond","responder":"rollback-iam"}', /names no rule/],
  ['{"kind":"respond","responder":"rollback-iam","rule":{"id":"a"}}', /names no rule/],
  ['{"kind":"respond","responder":"rollback-iam","rule":"a"}', /names no alert/],
  ['{"kind":"respond","responder":"rollback-iam","rule":"a","alert":"b"}', /no event/],
])('a message that is none says why: %s', async (body, why) => {
  const { memory } = await iamAccount()
  const message = { body, senderId: 'x', isLastDelivery: false }
  await expect(handleMessage(message, rollbackIam, processOf(memory))).rejects.toThrow(why)
})
