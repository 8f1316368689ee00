/** Two hands: a responder's own function only takes powers away, the function `restore` gives them. */
import { describe, expect, test } from 'vitest'
import type { Limits } from '../../../src/respond/contract/ports.ts'
import { type DeliveryOptions, type IamAccount, iamAccount, idOf } from '../iam-account.ts'
import { policyArn } from '../iam-model.ts'
import { limits } from '../memory-world.ts'
import { admin } from '../random-calls.ts'

const taking = { hand: 'taking' } as const
const alone = { hand: 'taking', restores: false } as const
const byPerson = { limits: { ...limits, confirm: 'person' } satisfies Limits }

/** Mallory takes the policy `app` from the role `web`: to undo that is to give. */
async function robbed(options?: { readonly limits: Limits }) {
  const on = await iamAccount(options)
  const given = { RoleName: 'web', PolicyArn: policyArn('app') }
  const event = await on.does('mallory', 'DetachRolePolicy', given)
  on.memory.nowMs += 200_000
  return { on, event, id: idOf(event) }
}

/** Mallory gives the role `web` all powers: to undo that is to take. */
async function empowered(options?: { readonly limits: Limits }) {
  const on = await iamAccount(options)
  const event = await on.does('mallory', 'AttachRolePolicy', { RoleName: 'web', PolicyArn: admin })
  on.memory.nowMs += 200_000
  return { on, event, id: idOf(event) }
}

const has = ({ memory }: IamAccount, policy: string): boolean =>
  `attached:${policy}` in memory.iam.facets('role/web')

const lastAlert = ({ memory }: IamAccount) => [...memory.alerts.values()].at(-1)

describe('the hand that takes', () => {
  test('takes back what an attacker gave, at once', async () => {
    const { on, event } = await empowered(byPerson)
    await on.request(event, 'enforce', taking)
    expect(has(on, admin)).toBe(false)
    expect(on.memory.handedOver).toEqual([])
  })

  test('hands over what gives powers, and stores nothing of it', async () => {
    const { on, event, id } = await robbed()
    await on.request(event, 'enforce', taking)
    expect(has(on, policyArn('app'))).toBe(false)
    expect(on.memory.handedOver).toMatchObject([{ kind: 'respond', rule: 'iam-policy-changed' }])
    expect(on.memory.record(id)).toBeUndefined()
    expect(on.memory.alerts.size).toBe(0)
  })

  test('hands over again when its message comes again, and the other hand acts once', async () => {
    const { on, event, id } = await robbed()
    await on.request(event, 'enforce', taking)
    await on.request(event, 'enforce', taking)
    for (const _ of on.memory.handedOver) await on.request(event, 'enforce')
    expect(has(on, policyArn('app'))).toBe(true)
    expect(on.memory.calls).toHaveLength(1)
    expect(on.memory.record(id)).toMatchObject({ state: 'done', alertsSent: 1 })
    await on.request(event, 'enforce', taking)
    expect(on.memory.handedOver).toHaveLength(2)
  })

  test('leaves a record that the other hand began', async () => {
    const { on, event, id } = await robbed()
    await expect(on.request(event, 'enforce', { killAt: 9 })).rejects.toThrow('before call 9')
    expect(on.memory.record(id)?.state).toBe('acting')
    on.memory.nowMs += 180_000
    const made = on.memory.calls.length
    await on.request(event, 'enforce', taking)
    expect(on.memory.record(id)?.state).toBe('acting')
    expect(on.memory.calls).toHaveLength(made)
    await on.request(event, 'enforce')
    expect(on.memory.record(id)?.state).toBe('done')
  })

  test('undoes nothing', async () => {
    const { on, event, id } = await empowered()
    await on.request(event, 'enforce', taking)
    await on.command('undo', id, 'carol', alone)
    expect(has(on, admin)).toBe(false)
    expect(on.memory.record(id)).toMatchObject({
      state: 'done',
      command: { answer: expect.stringContaining('by hand: iam:AttachRolePolicy {') },
    })
  })
})

test.each<DeliveryOptions>([taking, {}])(
  'what gives powers waits for a person, unless the team says otherwise: %j',
  async (options) => {
    const { on, event, id } = await robbed(byPerson)
    await on.request(event, 'enforce', options)
    expect(on.memory.record(id)).toMatchObject({
      state: 'waiting',
      why: 'it gives powers back, so a person must approve it',
    })
    expect(has(on, policyArn('app'))).toBe(false)
    await on.command('approve', id)
    expect(has(on, policyArn('app'))).toBe(true)
    expect(on.memory.record(id)?.state).toBe('done')
  },
)

describe('a stage without the function `restore`', () => {
  test.each(['enforce', 'approve'] as const)('lists the calls for a person: %s', async (mode) => {
    const { on, event, id } = await robbed()
    await on.request(event, mode, alone)
    expect(on.memory.record(id)).toMatchObject({
      state: 'refused',
      why: expect.stringContaining('make this call by hand: iam:AttachRolePolicy {'),
    })
    expect(on.memory.calls).toEqual([])
    expect(lastAlert(on)?.response?.steps).toMatchObject([{ done: false }])
  })

  test('still says what it would do', async () => {
    const { on, event, id } = await robbed()
    await on.request(event, 'observe', alone)
    expect(on.memory.record(id)?.state).toBe('would-do')
  })

  test('does not give after an approval either', async () => {
    const { on, event, id } = await robbed(byPerson)
    await on.request(event, 'enforce')
    await on.command('approve', id, 'carol', alone)
    expect(has(on, policyArn('app'))).toBe(false)
    expect(on.memory.record(id)?.command?.answer).toContain('by hand: iam:AttachRolePolicy {')
  })
})

const denyAll = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
})

test.each([
  ['PutRolePolicy', { RoleName: 'web', PolicyName: 'quarantine', PolicyDocument: denyAll }],
  ['AttachRolePolicy', { RoleName: 'web', PolicyArn: 'arn:aws:iam::aws:policy/AWSDenyAll' }],
] as const)('to take a protection away is to give: %s', async (call, input) => {
  const on = await iamAccount()
  const event = await on.does('responder', call, input)
  on.memory.nowMs += 200_000
  await on.request(event, 'enforce', taking)
  expect(on.memory.calls).toEqual([])
  expect(on.memory.handedOver).toHaveLength(1)
})
