/**
 * Every IAM event of third parties' CloudTrail records becomes a plan or a refusal that says why;
 * nothing throws. With nothing known of the time before, only calls that say themselves what stood
 * before can be undone.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../src/ir/json.ts'
import { responderEvent } from '../src/respond/contract/event.ts'
import { type Facets, isNoPlan } from '../src/respond/contract/responder.ts'
import { changesOf } from '../src/respond/history/iam/changes-of.ts'
import { isOutsideSnapshots } from '../src/respond/history/iam/entity.ts'
import type { History } from '../src/respond/responders/rollback-iam/past.ts'
import { rollbackIam } from '../src/respond/responders/rollback-iam/rollback-iam.ts'

const folder = '../shared/corpora/cloudtrail'

const records = globSync(`${folder}/*.events.jsonl`)
  .sort()
  .flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line, index) => ({
        at: `${basename(file, '.events.jsonl')}:${index + 1}`,
        record: JSON.parse(line) as JsonObject,
      })),
  )
  .filter(({ record }) => record.eventSource === 'iam.amazonaws.com')

/** The event by itself: with what it left as the live state, on an entity that exists. */
function answerTo(record: JsonObject, base: Facets | null): string {
  const event = responderEvent({ detail: record })
  if (typeof event === 'string') return `no event: ${event}`
  if (event.errorCode !== null) return `nothing: failed with ${event.errorCode}`
  const target = rollbackIam.target(event)
  if (isNoPlan(target)) return `refused: ${target.why}`
  const changes = changesOf(event)
  const [since, until] = ['2000-01-01T00:00:00.000Z', '2000-01-01T00:00:01.000Z']
  const snapshot = { kind: 'observed', entity: target.key, since, until } as const
  const past: History = {
    facts: [...changes, ...(base === null ? [] : [{ ...snapshot, facets: base }])],
    answered: {},
    ownRoles: [],
    baseline: base === null ? null : since,
    isCut: false,
  }
  const live = { entity: '{"path":"/"}', ...base, ...changes[0]?.sets }
  const plan = rollbackIam.plan({ event, target, past, live })
  if (isNoPlan(plan)) return `refused: ${plan.why}`
  return `plan: ${plan.steps.map(({ call, input }) => `${call} ${JSON.stringify(input)}`).join(', ')}`
}

const policy = '{"Version":"2012-10-17","Statement":[]}'

/** An entity as it may have stood, of whatever kind. */
const former = { entity: '{"path":"/"}', trust: policy, 'inline:policy': policy }

describe.skipIf(!existsSync(folder))('IAM events of third parties', () => {
  test('there are some', () => expect(records.length).toBeGreaterThan(50))

  test.each(records)('$at is answered without a history', ({ record }) => {
    expect(answerTo(record, null)).toMatch(
      /^(?:plan: iam:\w+ \{|refused: \w|nothing: failed|no event)/,
    )
  })

  test.each(records)('$at is answered from a snapshot', ({ record }) => {
    const answer = answerTo(record, former)
    expect(answer).toMatch(/^(?:plan: iam:\w+ \{|refused: \w|nothing: failed|no event)/)
    expect(answer).not.toMatch(/no snapshot/)
  })

  test('each, in one list', async () => {
    const list = records.map(
      ({ at, record }) => `${at} ${String(record.eventName)}\n  ${answerTo(record, former)}`,
    )
    const plans = list.filter((line) => line.includes('plan:'))
    expect(plans.length).toBe(18)
    if (process.env.LIST_ROLLBACKS !== undefined) process.stdout.write(`${list.join('\n')}\n`)
  })
})

test('keys and passwords are undone without any history', () => {
  const undone = records
    .filter(({ record }) => /^Create(?:AccessKey|LoginProfile)$/.test(String(record.eventName)))
    .filter(({ record }) => (record.requestParameters as JsonObject | null)?.userName !== undefined)
    .map(({ record }) => answerTo(record, null))
  for (const answer of undone)
    expect(answer).toMatch(/^plan: iam:(?:UpdateAccessKey|DeleteLoginProfile)/)
  expect(isOutsideSnapshots('login')).toBe(true)
})
