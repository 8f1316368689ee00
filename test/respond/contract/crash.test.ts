/** The process is killed before each of its calls to the outside, and the message comes again. */
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../src/ir/json.ts'
import { type DeliveryOptions, type IamAccount, iamAccount, idOf } from '../iam-account.ts'
import { type Input, policyArn } from '../iam-model.ts'
import { Killed } from '../memory-world.ts'
import { admin } from '../random-calls.ts'

const open = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
})

const app = policyArn('app')

/** Each a burst of mallory's; the last event is the one that is responded to. */
const attacks: Readonly<Record<string, readonly (readonly [string, Input])[]>> = {
  'a new default version, and the former one deleted': [
    ['CreatePolicyVersion', { PolicyArn: app, PolicyDocument: open, SetAsDefault: true }],
    ['DeletePolicyVersion', { PolicyArn: app, VersionId: 'v2' }],
  ],
  'power for a role': [
    ['PutRolePolicy', { RoleName: 'web', PolicyName: 'one', PolicyDocument: open }],
    ['AttachRolePolicy', { RoleName: 'web', PolicyArn: admin }],
    ['UpdateAssumeRolePolicy', { RoleName: 'web', PolicyDocument: open }],
    ['DeleteRolePermissionsBoundary', { RoleName: 'web' }],
  ],
  'a user deleted': [
    ['DeleteUserPolicy', { UserName: 'ann', PolicyName: 'one' }],
    ['RemoveUserFromGroup', { UserName: 'ann', GroupName: 'dev' }],
    ['DeleteUser', { UserName: 'ann' }],
  ],
  'a key and a password': [
    ['CreateAccessKey', { UserName: 'ann' }],
    ['CreateLoginProfile', { UserName: 'ann' }],
  ],
}

interface Ready {
  readonly on: IamAccount
  readonly event: JsonObject
  readonly before: string
}

async function attacked(calls: readonly (readonly [string, Input])[]): Promise<Ready> {
  const on = await iamAccount()
  const before = meaningOf(on)
  let event: JsonObject = {}
  for (const [name, input] of calls) event = await on.does('mallory', name, input)
  on.memory.nowMs += 200_000
  return { on, event, before }
}

const meaningOf = ({ memory: { iam } }: IamAccount): string =>
  JSON.stringify(
    iam
      .entities()
      .map((entity) => [entity, iam.meaning(entity)])
      .sort(),
  )

/** Once with a kill before call `killAt`, then again as SQS does; false where there were fewer calls. */
async function killed(
  deliver: (options: DeliveryOptions) => Promise<unknown>,
  killAt: number,
  { memory }: IamAccount,
): Promise<boolean> {
  try {
    await deliver({ killAt })
    return false
  } catch (error) {
    if (!(error instanceof Killed)) throw error
  }
  memory.nowMs += 180_000
  await deliver({})
  return true
}

describe.each(Object.entries(attacks))('%s', (_name, calls) => {
  test('the rollback is the same wherever it was broken off', async () => {
    const whole = await attacked(calls)
    await whole.on.request(whole.event)
    let killAt = 1
    for (; ; killAt++) {
      const { on, event } = await attacked(calls)
      const wasKilled = await killed((options) => on.request(event, 'enforce', options), killAt, on)
      expect(meaningOf(on)).toEqual(meaningOf(whole.on))
      expect(on.memory.calls).toEqual(whole.on.memory.calls)
      expect([...on.memory.alerts.keys()]).toEqual([...whole.on.memory.alerts.keys()])
      expect(on.memory.record(idOf(event))).toMatchObject({ state: 'done', alertsSent: 1 })
      if (!wasKilled) break
    }
    expect(killAt).toBeGreaterThan(10)
  })

  test('so is the way back', async () => {
    const done = async () => {
      const ready = await attacked(calls)
      await ready.on.request(ready.event)
      ready.on.memory.nowMs += 200_000
      return ready
    }
    const whole = await done()
    const id = idOf(whole.event)
    await whole.on.command('undo', id)
    for (let killAt = 1; ; killAt++) {
      const { on } = await done()
      const wasKilled = await killed(
        (options) => on.command('undo', id, 'carol', options),
        killAt,
        on,
      )
      expect(meaningOf(on)).toEqual(meaningOf(whole.on))
      expect(on.memory.calls).toEqual(whole.on.memory.calls)
      expect(on.memory.record(id)?.state).toBe(whole.on.memory.record(id)?.state)
      if (!wasKilled) break
    }
  })
})

test('the attacks of this file are undone, and brought back', async () => {
  for (const [name, calls] of Object.entries(attacks)) {
    const { on, event, before } = await attacked(calls)
    const after = meaningOf(on)
    await on.request(event)
    const isKeys = name.startsWith('a key')
    const now = meaningOf(on)
    if (isKeys) expect(now).toContain('Inactive')
    else expect([name, now]).toEqual([name, before])
    on.memory.nowMs += 200_000
    await on.command('undo', idOf(event))
    if (isKeys) expect(on.memory.record(idOf(event))?.command?.answer).toMatch(/login/)
    else expect([name, meaningOf(on)]).toEqual([name, after])
  }
})
