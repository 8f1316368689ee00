/** What is known of the time before: first run, missed and late events, creation, snapshots that broke off. */
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../../src/ir/json.ts'
import { responderEvent } from '../../../../src/respond/contract/event.ts'
import { handleMessage } from '../../../../src/respond/contract/queue-message.ts'
import type { Change } from '../../../../src/respond/history/fact.ts'
import { MarkerExpired } from '../../../../src/respond/history/fact-store.ts'
import { takeBaseline } from '../../../../src/respond/history/iam/baseline.ts'
import { changesOf } from '../../../../src/respond/history/iam/changes-of.ts'
import { increment } from '../../../../src/respond/history/iam/increment.ts'
import { rollbackIam } from '../../../../src/respond/responders/rollback-iam/rollback-iam.ts'
import { cloudTrailEvent } from '../../cloudtrail-event.ts'
import { iamAccount, idOf, requestFor } from '../../iam-account.ts'
import { IamModel, type Input } from '../../iam-model.ts'
import { limits, Memory, ownRole, processOf } from '../../memory-world.ts'
import { admin, furnish } from '../../random-calls.ts'

const trusting = (who: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: who }, Action: 'sts:AssumeRole' }],
  })

function empty(): Memory {
  const iam = new IamModel()
  furnish(iam)
  return new Memory(iam)
}

let made = 0

function does(memory: Memory, by: string, name: string, input: Input): JsonObject {
  memory.nowMs += 1000
  const answer = memory.iam.call(name, input)
  return cloudTrailEvent({ call: name, input, answer, by, at: memory.now, id: `h${++made}` })
}

async function responseTo(memory: Memory, event: JsonObject) {
  memory.nowMs += 200_000
  const body = JSON.stringify(requestFor(event))
  const message = { body, senderId: 'AROADETECT:detect', isLastDelivery: false }
  await handleMessage(message, rollbackIam, processOf(memory))
  return memory.record(idOf(event))
}

const attach = { RoleName: 'web', PolicyArn: admin }

describe('a role made and opened by an attacker', () => {
  const create = { RoleName: 'backdoor', AssumeRolePolicyDocument: trusting('111122223333') }
  const opening = { RoleName: 'backdoor', PolicyDocument: trusting('*') }

  test.each([[[0, 1]], [[1, 0]]])(
    'is as it was made, with the events in order %j',
    async (order) => {
      const memory = empty()
      await takeBaseline(memory.snapshotWorld())
      memory.nowMs += 60_000
      const events = [
        does(memory, 'mallory', 'CreateRole', create),
        does(memory, 'mallory', 'UpdateAssumeRolePolicy', opening),
      ]
      for (const index of order) await increment(events[index] ?? {}, memory.snapshotWorld())
      const record = await responseTo(memory, events[1] ?? {})
      expect(record?.state).toBe('done')
      expect(memory.iam.facets('role/backdoor').trust).toBe(create.AssumeRolePolicyDocument)
      expect(record?.plan?.remains.join('\n')).toMatch(
        /backdoor is not deleted: CreateRole by .*mallory/,
      )
    },
  )

  test('even before the first snapshot, and in one second', async () => {
    const memory = empty()
    const events = [
      does(memory, 'mallory', 'CreateRole', create),
      cloudTrailEvent({
        call: 'UpdateAssumeRolePolicy',
        input: opening,
        by: 'mallory',
        at: memory.now,
        id: 'same second',
      }),
    ]
    memory.iam.call('UpdateAssumeRolePolicy', opening)
    for (const event of events.reverse()) await increment(event, memory.snapshotWorld())
    expect((await responseTo(memory, events[0] ?? {}))?.state).toBe('done')
    expect(memory.iam.facets('role/backdoor').trust).toBe(create.AssumeRolePolicyDocument)
  })
})

describe('nothing is done, and it is said,', () => {
  test('before the first snapshot', async () => {
    const memory = empty()
    const event = does(memory, 'mallory', 'AttachRolePolicy', attach)
    await increment(event, memory.snapshotWorld())
    expect(await responseTo(memory, event)).toMatchObject({
      state: 'refused',
      why: expect.stringMatching(/no snapshot of the account is complete yet/),
    })
  })

  test('for an event older than the first snapshot', async () => {
    const memory = empty()
    const event = does(memory, 'mallory', 'AttachRolePolicy', attach)
    memory.nowMs += 60_000
    await takeBaseline(memory.snapshotWorld())
    await increment(event, memory.snapshotWorld())
    expect(await responseTo(memory, event)).toMatchObject({
      state: 'refused',
      why: expect.stringMatching(/no snapshot from before the change \(the first is from 2026/),
    })
  })

  test('while the history has not seen the event', async () => {
    const memory = empty()
    await takeBaseline(memory.snapshotWorld())
    memory.nowMs += 60_000
    const event = does(memory, 'mallory', 'AttachRolePolicy', attach)
    const body = JSON.stringify(requestFor(event))
    const message = { body, senderId: 'AROADETECT:detect', isLastDelivery: false }
    await expect(handleMessage(message, rollbackIam, processOf(memory))).rejects.toThrow(/history/)
    expect(await responseTo(memory, event)).toMatchObject({ state: 'refused' })
  })

  test('when somebody changed it and no event says who', async () => {
    const on = await iamAccount()
    const put = { RoleName: 'web', PolicyName: 'one', PolicyDocument: trusting('*') }
    const event = await on.does('mallory', 'PutRolePolicy', put)
    on.memory.iam.call('PutRolePolicy', { ...put, PolicyDocument: trusting('111122223333') })
    expect(await responseTo(on.memory, event)).toMatchObject({
      state: 'changed-since',
      why: expect.stringMatching(/inline:one .* no event shows who/),
    })
  })

  test('for roles of AWS', async () => {
    const memory = empty()
    memory.iam.call('CreateRole', {
      RoleName: 'AWSServiceRoleForX',
      Path: '/aws-service-role/x.amazonaws.com/',
      AssumeRolePolicyDocument: trusting('111122223333'),
    })
    await takeBaseline(memory.snapshotWorld())
    memory.nowMs += 60_000
    const input = { ...attach, RoleName: 'AWSServiceRoleForX' }
    const event = cloudTrailEvent({
      call: 'AttachRolePolicy',
      input,
      by: 'mallory',
      at: memory.now,
      id: 'slr',
    })
    await increment(event, memory.snapshotWorld())
    expect((await responseTo(memory, event))?.why).toMatch(/belongs to AWS/)
  })

  test('about the quarantine that AWS puts on leaked keys', async () => {
    const on = await iamAccount()
    const quarantine = 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3'
    const input = { UserName: 'ann', PolicyArn: quarantine }
    const event = await on.does('mallory', 'AttachUserPolicy', input)
    const other = await on.does('mallory', 'AttachUserPolicy', { ...input, PolicyArn: admin })
    expect((await responseTo(on.memory, event))?.why).toMatch(/quarantine/)
    expect((await responseTo(on.memory, other))?.state).toBe('done')
    expect(on.memory.iam.facets('user/ann')).toHaveProperty([`attached:${quarantine}`])
    expect(on.memory.iam.facets('user/ann')).not.toHaveProperty([`attached:${admin}`])
  })
})

test('a role whose description was changed by an event that does not say to what is not made anew', async () => {
  const on = await iamAccount()
  const app = 'arn:aws:iam::111122223333:policy/app'
  await on.does('alice', 'DetachRolePolicy', { RoleName: 'web', PolicyArn: app })
  on.memory.nowMs += 1000
  const made = {
    call: 'UpdateRole',
    input: { RoleName: 'web' },
    by: 'alice',
    at: on.memory.now,
    id: 'update',
  }
  await on.memory.factStore().put(changeIn(cloudTrailEvent(made)))
  const event = await on.does('mallory', 'DeleteRole', { RoleName: 'web' })
  expect(await responseTo(on.memory, event)).toMatchObject({
    state: 'refused',
    why: expect.stringMatching(/description and maximum session duration/),
  })
})

function changeIn(envelope: JsonObject): Change {
  const event = responderEvent(envelope)
  const [change] = typeof event === 'string' ? [] : changesOf(event)
  if (change === undefined) throw new Error('the event changes nothing')
  return change
}

test('a missed event is found by the next look, and what it left is what comes back', async () => {
  const on = await iamAccount()
  const put = { RoleName: 'web', PolicyName: 'one' }
  on.memory.iam.call('PutRolePolicy', { ...put, PolicyDocument: trusting('111122223333') })
  on.memory.nowMs += 3_600_000
  const report = await takeBaseline(on.memory.snapshotWorld())
  expect(report).toMatchObject({ isComplete: true, changed: 1, unexplained: ['role/web'] })
  on.memory.nowMs += 60_000
  const event = await on.does('mallory', 'PutRolePolicy', { ...put, PolicyDocument: trusting('*') })
  const record = await responseTo(on.memory, event)
  expect(record?.plan?.notes.join()).toMatch(
    /shows a change of inline:one for which there was no event/,
  )
  expect(on.memory.iam.facets('role/web')['inline:one']).toBe(trusting('111122223333'))
})

describe('the snapshot of the whole account', () => {
  test('is of no more than a page at a time, and goes on where it was broken off', async () => {
    const memory = empty()
    const pages: (string | null)[] = []
    let isThrottled = true
    const world = (remaining: number[]) => ({
      ...memory.snapshotWorld(),
      remainingMs: () => remaining.shift() ?? 0,
      accountPage: async (marker: string | null) => {
        if (marker === '4' && isThrottled) throw new Error('Throttling')
        pages.push(marker)
        return await memory.snapshotWorld().accountPage(marker)
      },
    })
    expect(await takeBaseline(world([60_000]))).toMatchObject({ isComplete: false, entities: 2 })
    await expect(takeBaseline(world([60_000, 60_000]))).rejects.toThrow('Throttling')
    isThrottled = false
    const rest = await takeBaseline(world(Array.from({ length: 9 }, () => 60_000)))
    expect(rest).toMatchObject({ isComplete: true, entities: memory.iam.entities().length })
    expect(pages).toEqual([null, '2', '4', '6'])
    expect(memory.baseline).toEqual({
      first: rest.startedAt,
      latest: rest.startedAt,
      current: null,
    })
    expect(new Set(memory.facts.keys())).toEqual(new Set(memory.iam.entities()))
  })

  test('begins anew where IAM has forgotten the marker', async () => {
    const memory = empty()
    await takeBaseline({ ...memory.snapshotWorld(), remainingMs: after(60_000) })
    const world = {
      ...memory.snapshotWorld(),
      accountPage: async (marker: string | null) => {
        if (marker === '2' && memory.nowMs < firstMs) throw new MarkerExpired('gone')
        memory.nowMs += 1
        return await memory.snapshotWorld().accountPage(marker)
      },
    }
    const firstMs = memory.nowMs + 1
    const report = await takeBaseline(world)
    expect(report).toMatchObject({ isComplete: true, entities: memory.iam.entities().length })
  })

  test('keeps nothing of what did not change', async () => {
    const memory = empty()
    await takeBaseline(memory.snapshotWorld())
    const facts = [...memory.facts.values()].flat().length
    memory.nowMs += 86_400_000
    expect(await takeBaseline(memory.snapshotWorld())).toMatchObject({
      changed: 0,
      unexplained: [],
    })
    expect([...memory.facts.values()].flat()).toHaveLength(facts)
  })
})

const after = (first: number) => {
  const left = [first]
  return () => left.shift() ?? 0
}

test('what we did ourselves counts as nobody else', async () => {
  const on = await iamAccount()
  const first = await on.does('mallory', 'AttachRolePolicy', attach)
  await responseTo(on.memory, first)
  for (const event of on.memory.ownEvents) await increment(event, on.memory.snapshotWorld())
  expect(
    on.memory.facts.get('role/web')?.some((fact) => fact.kind === 'change' && fact.by === ownRole),
  ).toBe(true)
  const again = await on.does('mallory', 'AttachRolePolicy', attach)
  expect((await responseTo(on.memory, again))?.state).toBe('done')
  expect(limits.maxActionsPerHour).toBeGreaterThan(1)
})
