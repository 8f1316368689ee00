/** A record is data in a table: whoever can write it must gain nothing by it. */
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../src/ir/json.ts'
import type { ResponseRecord } from '../../../src/respond/contract/record.ts'
import { fromItem, toItem } from '../../../src/respond/contract/stored-form.ts'
import { type IamAccount, iamAccount, idOf } from '../iam-account.ts'
import { admin } from '../random-calls.ts'

const step = {
  call: 'iam:AttachUserPolicy',
  input: { UserName: 'ann', PolicyArn: admin },
  sets: { [`attached:${admin}`]: 'yes' },
}

async function responded(mode: 'approve' | 'enforce') {
  const on = await iamAccount()
  const event = await on.does('mallory', 'AttachRolePolicy', { RoleName: 'web', PolicyArn: admin })
  on.memory.nowMs += 200_000
  await on.request(event, mode)
  return { on, event, id: idOf(event) }
}

/** Writes a record as somebody with `dynamodb:PutItem` could. */
function forge(
  on: IamAccount,
  id: string,
  change: (record: ResponseRecord) => ResponseRecord,
): void {
  const item = on.memory.items.get(id)
  if (item === undefined) throw new Error('no record')
  const forged = change(fromItem(item))
  on.memory.items.set(id, toItem({ ...forged, version: item.version + 1 }))
}

const isAdmin = ({ memory }: IamAccount): boolean =>
  `attached:${admin}` in memory.iam.facets('user/ann')

const acting = (record: ResponseRecord): ResponseRecord => ({
  ...record,
  state: 'acting',
  target: { key: 'user/ann', name: 'user ann' },
  progress: { found: {}, names: [`attached:${admin}`], steps: [step], done: 0 },
})

describe.each([
  ['steps only', acting],
  [
    'steps and plan',
    (record: ResponseRecord): ResponseRecord => ({
      ...acting(record),
      seen: {},
      plan: {
        found: {},
        before: step.sets,
        steps: [step],
        covers: [],
        since: record.createdAt,
        remains: [],
        notes: [],
      },
    }),
  ],
  [
    'steps for the real target',
    (record: ResponseRecord): ResponseRecord => ({
      ...acting(record),
      target: record.target,
      progress: { found: record.plan?.found ?? {}, names: [], steps: [step], done: 0 },
    }),
  ],
])('a record in progress with %s of somebody', (_, change) => {
  test.each(['approve', 'undo'] as const)('executes nothing for %s', async (kind) => {
    const { on, id } = await responded('approve')
    forge(on, id, change)
    on.memory.nowMs += 180_000
    const made = on.memory.calls.length
    await on.command(kind, id)
    expect(isAdmin(on)).toBe(false)
    expect(on.memory.calls).toHaveLength(made)
    expect(on.memory.record(id)?.state).toBe('changed-since')
  })

  test('executes nothing when the request comes again', async () => {
    const { on, event, id } = await responded('approve')
    forge(on, id, change)
    on.memory.nowMs += 180_000
    await on.request(event, 'enforce')
    expect(isAdmin(on)).toBe(false)
  })
})

test('an undo restores what the event left, and not what the record says', async () => {
  const { on, id } = await responded('enforce')
  forge(on, id, (record) => ({
    ...record,
    target: { key: 'user/ann', name: 'user ann' },
    left: on.memory.iam.facets('user/ann'),
    plan: record.plan && {
      ...record.plan,
      found: step.sets,
      before: { [`attached:${admin}`]: null },
    },
  }))
  await on.command('undo', id)
  expect(isAdmin(on)).toBe(false)
  expect(on.memory.record(id)?.command?.answer).toContain('by hand')
})

test('a record of the first form is read, and its response can be undone by hand', async () => {
  const { on, event, id } = await responded('enforce')
  const item = on.memory.items.get(id) ?? { version: 0, body: {} }
  const { form: _, progress, request, alertsDue, alertsSent, plannedAt: __, ...body } = item.body
  const { about, rule, mode, ...asked } = request as JsonObject
  const first = {
    ...body,
    request: { ...asked, mode: mode ?? '', rule: { id: rule ?? '', ...(about as JsonObject) } },
    course: progress ?? null,
    tell: alertsDue ?? 0,
    told: alertsSent ?? 0,
  }
  on.memory.items.set(id, { version: item.version, body: first })
  expect(on.memory.record(id)).toMatchObject({
    state: 'done',
    request: { rule: 'iam-policy-changed', about: { title: 'An IAM policy changed' } },
    alertsDue: 1,
    alertsSent: 1,
  })
  await on.request(event, 'enforce')
  expect(on.memory.record(id)?.state).toBe('done')
})

test('a record of a later release is not guessed at', () => {
  expect(() => fromItem({ version: 1, body: { form: 3 } })).toThrow(
    'the record has the form 3, and this release reads forms up to 2',
  )
})
