/** A padded change: CloudTrail leaves its parameters out. No rollback restores what it may have set. */
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../../src/ir/json.ts'
import { takeBaseline } from '../../../../src/respond/history/iam/baseline.ts'
import { increment } from '../../../../src/respond/history/iam/increment.ts'
import { cloudTrailEvent } from '../../cloudtrail-event.ts'
import { type IamAccount, iamAccount } from '../../iam-account.ts'
import type { Input } from '../../iam-model.ts'
import { admin } from '../../random-calls.ts'

const hour = 3_600_000

const documentOf = (Action: string): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource: '*' } })

const policy = (Action: string) => ({
  ...{ UserName: 'ann', PolicyName: 'one', PolicyDocument: documentOf(Action) },
})

/** Makes a call whose record has no parameters, and lets the history see it and then the account. */
async function padded(on: IamAccount, call: string, input: Input): Promise<JsonObject> {
  on.memory.iam.call(call, input)
  on.memory.nowMs += 1000
  const made = { call, input, by: 'mallory', at: on.memory.now, id: `padded ${call}` }
  const { detail, ...envelope } = cloudTrailEvent(made)
  const requestParameters = { omitted: true, reason: 'requestParameters too large' }
  const event = { ...envelope, detail: { ...(detail as JsonObject), requestParameters } }
  on.memory.nowMs += 2000
  const { needsBaseline, entities } = await increment(event, on.memory.snapshotWorld())
  expect({ needsBaseline, entities }).toEqual({ needsBaseline: true, entities: [] })
  await takeBaseline(on.memory.snapshotWorld())
  on.memory.nowMs += hour
  return event
}

async function responseTo(on: IamAccount, event: JsonObject) {
  on.memory.nowMs += 200_000
  return await on.request(event)
}

const inline = ({ memory }: IamAccount) => memory.iam.facets('user/ann')['inline:one']

const disputed = expect.stringMatching(
  /^CloudTrail left out the parameters of an earlier change, which may have set inline:one/,
)

test('the padded call itself is not rolled back, and the reason is reported', async () => {
  const on = await iamAccount()
  const event = await padded(on, 'PutUserPolicy', policy('*'))
  expect(await responseTo(on, event)).toMatchObject({
    state: 'refused',
    why: 'the event does not show what PutUserPolicy changed',
  })
})

test('a burst of padded calls causes one look at the account, and not one for each', async () => {
  const on = await iamAccount()
  const event = await padded(on, 'PutUserPolicy', policy('*'))
  const { needsBaseline } = await increment(event, on.memory.snapshotWorld())
  expect(needsBaseline).toBe(false)
})

describe('after a padded policy', () => {
  test('a rollback of the next change does not restore it', async () => {
    const on = await iamAccount()
    await padded(on, 'PutUserPolicy', policy('*'))
    const event = await on.does('mallory', 'PutUserPolicy', policy('s3:Put*'))
    expect(await responseTo(on, event)).toMatchObject({ state: 'refused', why: disputed })
    expect(inline(on)).toBe(documentOf('s3:Put*'))
  })

  test('nor days later, when the account was read again', async () => {
    const on = await iamAccount()
    await padded(on, 'PutUserPolicy', policy('*'))
    for (let day = 0; day < 3; day++) {
      on.memory.nowMs += 24 * hour
      await takeBaseline(on.memory.snapshotWorld())
      const call = day % 2 === 0 ? 'AttachUserPolicy' : 'DetachUserPolicy'
      await on.does('bob', call, { UserName: 'ann', PolicyArn: admin })
      on.memory.nowMs += hour
    }
    const event = await on.does('mallory', 'PutUserPolicy', policy('s3:Put*'))
    expect(await responseTo(on, event)).toMatchObject({ state: 'refused', why: disputed })
  })

  test('nor if the account was not read since', async () => {
    const on = await iamAccount()
    on.memory.iam.call('PutUserPolicy', policy('*'))
    await on.memory.snapshotWorld().putTruncatedAt(on.memory.now)
    on.memory.nowMs += hour
    const event = await on.does('bob', 'AttachUserPolicy', { UserName: 'ann', PolicyArn: admin })
    expect(event.detail).toMatchObject({ eventName: 'AttachUserPolicy' })
    on.memory.nowMs += hour
    const next = await on.does('mallory', 'PutUserPolicy', policy('s3:Put*'))
    expect(await responseTo(on, next)).toMatchObject({ state: 'refused', why: disputed })
  })

  test('nor after a rollback of something else, which leaves the entity as it found it', async () => {
    const on = await iamAccount()
    await padded(on, 'PutUserPolicy', policy('*'))
    const attach = await on.does('mallory', 'AttachUserPolicy', {
      ...{ UserName: 'ann', PolicyArn: admin },
    })
    expect((await responseTo(on, attach))?.state).toBe('done')
    on.memory.nowMs += hour
    const event = await on.does('mallory', 'PutUserPolicy', policy('s3:Put*'))
    expect(await responseTo(on, event)).toMatchObject({ state: 'refused', why: disputed })
  })

  test('a deleted user is not created again with it', async () => {
    const on = await iamAccount()
    await padded(on, 'PutUserPolicy', policy('*'))
    await on.does('mallory', 'DeleteUserPolicy', { UserName: 'ann', PolicyName: 'one' })
    await on.does('mallory', 'RemoveUserFromGroup', { UserName: 'ann', GroupName: 'dev' })
    const event = await on.does('mallory', 'DeleteUser', { UserName: 'ann' })
    expect(event.detail).not.toHaveProperty('errorCode')
    expect(await responseTo(on, event)).toMatchObject({ state: 'refused', why: disputed })
  })

  test('a document that an event shows is restored again', async () => {
    const on = await iamAccount()
    await padded(on, 'PutUserPolicy', policy('*'))
    await on.does('bob', 'PutUserPolicy', policy('s3:List*'))
    on.memory.nowMs += hour
    const event = await on.does('mallory', 'PutUserPolicy', policy('iam:*'))
    expect((await responseTo(on, event))?.state).toBe('done')
    expect(inline(on)).toBe(documentOf('s3:List*'))
  })

  test('other entities, and other facets of this one, are rolled back as always', async () => {
    const on = await iamAccount()
    await padded(on, 'PutUserPolicy', policy('*'))
    for (const UserName of ['ben', 'ann']) {
      const input = { UserName, PolicyArn: admin }
      const event = await on.does('mallory', 'AttachUserPolicy', input)
      expect((await responseTo(on, event))?.state).toBe('done')
      expect(on.memory.iam.facets(`user/${UserName}`)).not.toHaveProperty([`attached:${admin}`])
      on.memory.nowMs += hour
    }
    const event = await on.does('mallory', 'PutUserPolicy', { ...policy('*'), UserName: 'ben' })
    expect((await responseTo(on, event))?.state).toBe('done')
  })
})

test('a change without an event is disputed only after a truncated one', async () => {
  const on = await iamAccount()
  on.memory.iam.call('PutUserPolicy', policy('s3:List*'))
  on.memory.nowMs += hour
  await takeBaseline(on.memory.snapshotWorld())
  on.memory.nowMs += hour
  const event = await on.does('mallory', 'PutUserPolicy', policy('*'))
  expect((await responseTo(on, event))?.state).toBe('done')
  expect(inline(on)).toBe(documentOf('s3:List*'))
})
