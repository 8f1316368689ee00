/** What an attacker who knows Tripline would try, so that the rollback does not come, or does damage. */
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../../src/ir/json.ts'
import { takeBaseline } from '../../../../src/respond/history/iam/baseline.ts'
import { increment } from '../../../../src/respond/history/iam/increment.ts'
import { cloudTrailEvent } from '../../cloudtrail-event.ts'
import { type IamAccount, iamAccount, idOf } from '../../iam-account.ts'
import { policyArn } from '../../iam-model.ts'
import { admin } from '../../random-calls.ts'

const attach = { UserName: 'ann', PolicyArn: admin }

/** An event of a call that the model of IAM need not know. */
async function seen(
  on: IamAccount,
  call: string,
  input: object,
  by = 'mallory',
  at = on.memory.now,
) {
  const event = cloudTrailEvent({ call, input, by, at, id: `${call} ${at}` })
  on.memory.nowMs += 2000
  await increment(event, on.memory.snapshotWorld())
  return event
}

async function responseTo(on: IamAccount, event: JsonObject) {
  on.memory.nowMs += 200_000
  return await on.request(event)
}

const powers = ({ memory }: IamAccount, entity = 'user/ann') =>
  Object.keys(memory.iam.facets(entity))

describe('blinding the history', () => {
  test.each([
    [{ UserName: 'ann', NewPath: '/people/' }],
    [{ UserName: 'ann' }],
    [{ UserName: 'ann', NewPath: '/elsewhere/' }],
  ])('with an UpdateUser that renames nothing, in the same burst: %j', async (update) => {
    const on = await iamAccount()
    await seen(on, 'UpdateUser', update)
    const event = await on.does('mallory', 'AttachUserPolicy', attach)
    expect((await responseTo(on, event))?.state).toBe('done')
    expect(powers(on)).not.toContain(`attached:${admin}`)
  })

  test('a rename is said to be one', async () => {
    const on = await iamAccount()
    const event = await on.does('mallory', 'AttachUserPolicy', attach)
    await seen(on, 'UpdateUser', { UserName: 'ann', NewUserName: 'zoe' })
    expect(await responseTo(on, event)).toMatchObject({
      state: 'refused',
      why: expect.stringMatching(/renamed in between \(UpdateUser by .*mallory/),
    })
  })

  test('with a rename there and back, long before', async () => {
    const on = await iamAccount()
    await seen(on, 'UpdateUser', { UserName: 'zoe', NewUserName: 'ann' }, 'bob')
    on.memory.nowMs += 3_600_000
    const event = await on.does('mallory', 'AttachUserPolicy', attach)
    expect((await responseTo(on, event))?.state).toBe('done')
    expect(powers(on)).not.toContain(`attached:${admin}`)
  })

  test('with two changes in one second that leave all as it was', async () => {
    const on = await iamAccount()
    const at = on.memory.now
    await seen(on, 'AttachUserPolicy', attach, 'bob', at)
    on.memory.nowMs += 5000
    await seen(on, 'DetachUserPolicy', attach, 'bob', at)
    on.memory.nowMs += 3_600_000
    const event = await on.does('mallory', 'AttachUserPolicy', attach)
    expect((await responseTo(on, event))?.state).toBe('done')
    expect(powers(on)).not.toContain(`attached:${admin}`)
  })
})

describe('a policy full of spaces', () => {
  /** As long as CloudTrail still records it whole: 6,000 characters that count, and as many quotes as go in. */
  const padded = (marker: string): string =>
    `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":[${Array.from(
      { length: 900 },
      (_, index) => `"${marker}${index}"`,
    ).join()}]}${' '.repeat(80_000)}}`

  test('is rolled back, and the record of it fits into an item', async () => {
    const on = await iamAccount()
    const PolicyArn = policyArn('ci')
    for (const marker of ['é', 'ü', 'ö']) {
      const input = { PolicyArn, PolicyDocument: padded(marker), SetAsDefault: false }
      await on.does('bob', 'CreatePolicyVersion', input)
    }
    on.memory.nowMs += 3_600_000
    const before = on.memory.iam.meaning(`policy/${PolicyArn}`)
    const input = { PolicyArn, PolicyDocument: padded('ß'), SetAsDefault: true }
    const event = await on.does('mallory', 'CreatePolicyVersion', input)
    expect((await responseTo(on, event))?.state).toBe('done')
    expect(on.memory.iam.meaning(`policy/${PolicyArn}`)).toEqual(before)
    const item = JSON.stringify(on.memory.items.get(idOf(event)))
    expect(Buffer.byteLength(item)).toBeLessThan(400_000)
    const [alert] = on.memory.alerts.values()
    expect(Buffer.byteLength(JSON.stringify(alert))).toBeLessThan(256_000)
  })
})

describe('what holds an attacker up is left in place', () => {
  const revoking = (moment: string, effect = 'Deny') => ({
    RoleName: 'web',
    PolicyName: 'AWSRevokeOlderSessions',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: effect,
          Action: ['*'],
          Resource: ['*'],
          Condition: { DateLessThan: { 'aws:TokenIssueTime': moment } },
        },
      ],
    }),
  })
  const facet = 'inline:AWSRevokeOlderSessions'
  const trust = { RoleName: 'web', PolicyDocument: '{"Statement":[]}' }

  test('sessions revoked in the console stay revoked', async () => {
    const on = await iamAccount()
    const event = await on.does('bob', 'PutRolePolicy', revoking(on.memory.now))
    expect(await responseTo(on, event)).toMatchObject({
      state: 'refused',
      why: expect.stringMatching(/so it stays in place/),
    })
    expect(powers(on, 'role/web')).toContain(facet)
  })

  test('and do not keep from being undone what they were revoked for', async () => {
    const on = await iamAccount()
    const event = await on.does('mallory', 'UpdateAssumeRolePolicy', trust)
    await on.does('bob', 'PutRolePolicy', revoking(on.memory.now))
    expect((await responseTo(on, event))?.state).toBe('done')
    expect(powers(on, 'role/web')).toContain(facet)
    expect(on.memory.iam.facets('role/web').trust).not.toBe(trust.PolicyDocument)
  })

  test('nor does the quarantine of AWS', async () => {
    const on = await iamAccount()
    const event = await on.does('mallory', 'AttachUserPolicy', attach)
    const PolicyArn = 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3'
    await on.does('bob', 'AttachUserPolicy', { UserName: 'ann', PolicyArn })
    expect((await responseTo(on, event))?.state).toBe('done')
    expect(powers(on)).toContain(`attached:${PolicyArn}`)
  })

  test.each([
    ['allows', revoking('2026-11-21T10:00:00Z', 'Allow')],
    ['locks out sessions to come', revoking('2036-11-21T10:00:00Z')],
    ['has no moment', revoking('soon')],
  ])('a policy of that name that %s is undone', async (_what, input) => {
    const on = await iamAccount()
    const event = await on.does('mallory', 'PutRolePolicy', input)
    expect((await responseTo(on, event))?.state).toBe('done')
    expect(powers(on, 'role/web')).not.toContain(facet)
  })
})

describe('IAM that answers with what stood before', () => {
  const put = (action: string) => ({
    UserName: 'ann',
    PolicyName: 'one',
    PolicyDocument: JSON.stringify({ Statement: [{ Effect: 'Allow', Action: action }] }),
  })
  const facet = 'inline:one'

  /** bob's change is made and its event comes, while readings still show the time before. */
  async function lagging() {
    const on = await iamAccount()
    const { memory } = on
    const old = memory.iam.facets('user/ann')
    memory.nowMs += 10_000
    memory.iam.call('PutUserPolicy', put('s3:List*'))
    const made = { call: 'PutUserPolicy', input: put('s3:List*'), by: 'bob', id: 'lag' }
    return { on, old, event: cloudTrailEvent({ ...made, at: memory.now }) }
  }

  const attackedLater = async (on: IamAccount) => {
    on.memory.nowMs += 3_600_000
    const event = await on.does('mallory', 'PutUserPolicy', put('*'))
    expect((await responseTo(on, event))?.state).toBe('done')
    expect(on.memory.iam.facets('user/ann')[facet]).toBe(put('s3:List*').PolicyDocument)
  }

  test('for longer than the look after an event', async () => {
    const { on, old, event } = await lagging()
    // Alice's is to be seen already.
    on.memory.iam.call('AttachUserPolicy', attach)
    const world = {
      ...on.memory.snapshotWorld(),
      live: async () => ({ ...old, [`attached:${admin}`]: 'yes' }),
    }
    await increment(event, world)
    const made = { call: 'AttachUserPolicy', input: attach, by: 'alice', id: 'lag too' }
    await increment(cloudTrailEvent({ ...made, at: on.memory.now }), world)
    await attackedLater(on)
  })

  test('in the snapshot of the whole account', async () => {
    const { on, old, event } = await lagging()
    await increment(event, on.memory.snapshotWorld())
    on.memory.nowMs += 10_000
    await takeBaseline({
      ...on.memory.snapshotWorld(),
      accountPage: async () => ({ entities: [{ entity: 'user/ann', facets: old }], next: null }),
    })
    await attackedLater(on)
  })
})

describe('names in another case, which IAM finds all the same', () => {
  const shout = (input: object): Record<string, string> =>
    Object.fromEntries(
      Object.entries(input).map(([key, value]) => [
        key,
        /Name$|Arn$|Boundary$/.test(key) ? String(value).toUpperCase() : value,
      ]),
    )
  const PolicyDocument = '{"Statement":[]}'
  const app = policyArn('app')

  test.each([
    ['AttachUserPolicy', 'user/ann', attach],
    ['AddUserToGroup', 'user/ann', { UserName: 'ann', GroupName: 'ops' }],
    ['RemoveUserFromGroup', 'user/ann', { UserName: 'ann', GroupName: 'dev' }],
    ['DetachRolePolicy', 'role/web', { RoleName: 'web', PolicyArn: app }],
    ['UpdateAssumeRolePolicy', 'role/web', { RoleName: 'web', PolicyDocument }],
    ['PutRolePermissionsBoundary', 'role/web', { RoleName: 'web', PermissionsBoundary: app }],
    ['SetDefaultPolicyVersion', `policy/${app}`, { PolicyArn: app, VersionId: 'v1' }],
  ])('%s', async (call, entity, input) => {
    const on = await iamAccount()
    const before = on.memory.iam.meaning(entity)
    const event = await on.does('mallory', call, shout(input))
    const after = on.memory.iam.meaning(entity)
    expect(after).not.toBe(before)
    expect(await responseTo(on, event)).toMatchObject({ state: 'done', why: null })
    expect(on.memory.iam.meaning(entity)).toBe(before)
    await on.command('undo', idOf(event))
    expect(on.memory.iam.meaning(entity)).toBe(after)
  })

  test('a role that is deleted so comes back under its own name', async () => {
    const on = await iamAccount()
    const before = on.memory.iam.meaning('role/web')
    await on.does('mallory', 'DetachRolePolicy', { RoleName: 'WEB', PolicyArn: app })
    const event = await on.does('mallory', 'DeleteRole', { RoleName: 'Web' })
    expect((await responseTo(on, event))?.state).toBe('done')
    expect(on.memory.iam.entities()).toContain('role/web')
    expect(on.memory.iam.meaning('role/web')).toBe(before)
  })

  test('the history finds it explained', async () => {
    const on = await iamAccount()
    const old = on.memory.iam.facets('user/ann')
    const made = { call: 'AttachUserPolicy', input: shout(attach), by: 'mallory', id: 'loud' }
    const event = cloudTrailEvent({ ...made, at: on.memory.now })
    await increment(event, { ...on.memory.snapshotWorld(), live: async () => old })
    on.memory.iam.call('AttachUserPolicy', attach)
    on.memory.nowMs += 86_400_000
    expect(await takeBaseline(on.memory.snapshotWorld())).toMatchObject({ unexplained: [] })
  })
})
