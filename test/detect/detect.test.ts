/** What a batch becomes: the alerts that are owed, and only the messages that must come again. */
import { describe, expect, test } from 'vitest'
import { detect } from '../../src/detect/detect.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import { type Call, eventOf, ruleFor, what, who } from './rules.ts'
import { testWorld } from './world.ts'

const startMs = Date.parse('2026-11-20T08:00:00Z')
const hour = 3_600_000

const call = (number: number, more: Partial<Call> = {}): JsonObject =>
  eventOf({
    eventName: 'Test',
    number,
    atMs: startMs + number * 1000,
    who: 'ann',
    what: 'x',
    ...more,
  })

const messages = (...bodies: (JsonObject | string)[]) =>
  bodies.map((body, index) => ({
    id: `m${index}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }))

const calls = (count: number, more: Partial<Call> = {}): JsonObject[] =>
  Array.from({ length: count }, (_, number) => call(number, more))

const dedup = { by: [who], windowMs: hour, new: [] }

describe('an event that no rule matches', () => {
  test('costs no call of any kind', async () => {
    const kept = testWorld([ruleFor('test', 'Other', { dedup })])
    const report = await detect(messages(...calls(50)), kept.world)
    expect(report).toMatchObject({ failed: [], alerts: [], eventCount: 50 })
    expect(kept.calls).toEqual([])
    expect(kept.sent).toEqual([])
  })
})

describe('many events of one key', () => {
  test('are one read and one write a batch, and one alert with its repeats', async () => {
    const kept = testWorld([ruleFor('test', 'Test', { dedup })])
    const all = calls(3000)
    for (let from = 0; from < all.length; from += 100) {
      const report = await detect(messages(...all.slice(from, from + 100)), kept.world)
      expect(report.failed).toEqual([])
    }
    expect(kept.calls).toHaveLength(60)
    expect(kept.sent.map(({ status, count }) => [status, count])).toEqual([
      ['new', 1],
      ['repeat', 11],
      ['repeat', 101],
      ['repeat', 1001],
    ])
    expect(new Set(kept.sent.map(({ dedupKey }) => dedupKey)).size).toBe(1)
  })

  test('are one alert for each new value, under the key of the first', async () => {
    const rule = ruleFor('test', 'Test', { dedup: { ...dedup, new: [what] } })
    const kept = testWorld([rule])
    const all = ['x', 'x', 'y', 'x', 'z', 'y'].map((what, number) => call(number, { what }))
    for (const each of all) await detect(messages(each), kept.world)
    expect(kept.sent.map(({ status, count, time }) => [status, count, time])).toEqual([
      ['new', 1, '2026-11-20T08:00:00.000Z'],
      ['new', 1, '2026-11-20T08:00:02.000Z'],
      ['new', 1, '2026-11-20T08:00:04.000Z'],
    ])
    expect(new Set(kept.sent.map(({ dedupKey }) => dedupKey)).size).toBe(1)
    expect(new Set(kept.sent.map(({ id }) => id)).size).toBe(3)
  })

  test('are all reported by a severe rule, and by another the first 20, the 100th, the 1,000th', async () => {
    const rules = (['high', 'low'] as const).map((severity) =>
      ruleFor(severity, 'Test', { severity, dedup: { ...dedup, new: [what] } }),
    )
    const kept = testWorld(rules)
    const all = Array.from({ length: 1500 }, (_, number) => call(number, { what: `${number}` }))
    for (let from = 0; from < all.length; from += 50)
      await detect(messages(...all.slice(from, from + 50)), kept.world)
    const of = (id: string) => kept.sent.filter(({ rule }) => rule === id)
    expect(of('high')).toHaveLength(1500)
    expect(
      of('low')
        .slice(0, 21)
        .flatMap(({ notes }) => notes),
    ).toEqual([])
    expect(
      of('low')
        .slice(21)
        .map(({ status, count, notes }) => [status, count, notes]),
    ).toEqual(
      ['100', '1,000'].map((number) => [
        'new',
        1,
        [
          `This is new value ${number} since the first alert. A rule of this severity sends the first 20, then the 100th, the 1,000th and so on. The values between them were not sent.`,
        ],
      ]),
    )
  })

  test('stay small together, up to the largest threshold there is', async () => {
    const threshold = { count: 100_000, windowMs: hour, by: [], distinct: what }
    const kept = testWorld([ruleFor('test', 'Test', { threshold })])
    let number = 0
    for (let batch = 0; batch < 20; batch++) {
      const some = Array.from({ length: 5000 }, () =>
        call(number++, { atMs: startMs + number, what: `value ${number}` }),
      )
      await detect(messages(...some), kept.world)
    }
    expect(kept.sent.map(({ count }) => count)).toEqual([100_000])
    const [item] = kept.items.values()
    expect(item?.head.length).toBeLessThan(2000)
    for (const block of item?.blocks ?? []) expect(block.length).toBeLessThan(200_000)
    expect(item?.blocks.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(1_500_000)
  })
})

test('what stands beside a key for people is text, wherever it is cut', async () => {
  const kept = testWorld([ruleFor('test', 'Test', { dedup })])
  const names = [0, 1].map((length) => `${'x'.repeat(length)}${'\u{1f600}'.repeat(400)}\ud800`)
  await detect(messages(...names.map((name, n) => call(n, { who: name }))), kept.world)
  const abouts = [...kept.items.values()].map(({ about }) => about.isWellFormed())
  expect(abouts).toEqual([true, true])
})

describe('copies of one event', () => {
  const shared = (number: number, account: string): JsonObject => {
    const event = call(number)
    const detail = event.detail as JsonObject
    return {
      ...event,
      account,
      detail: { ...detail, sharedEventID: 's', recipientAccountId: account },
    }
  }

  test('are one alert: delivered twice, late or corrected, or the copy of the account that owns', async () => {
    const kept = testWorld([ruleFor('test', 'Test')])
    const first = call(1)
    const { eventID } = first.detail as JsonObject
    const late = eventOf(
      { eventName: 'Test', number: 2, atMs: startMs, who: 'ann', what: 'x' },
      { addendum: { reason: 'DELIVERY_DELAY', originalEventID: eventID ?? '' } },
    )
    const report = await detect(
      messages(first, first, late, shared(3, '111122223333'), shared(4, '444455556666')),
      kept.world,
    )
    expect(report.failed).toEqual([])
    expect(kept.sent).toHaveLength(2)
  })

  test('hold on to all their messages where the alert is not sent', async () => {
    const kept = testWorld([ruleFor('test', 'Test')], {
      topics: { publish: () => Promise.reject(new Error('Throttled')) },
    })
    const report = await detect(
      messages(call(1), call(1), call(2, { eventName: 'Quiet' })),
      kept.world,
    )
    expect(report.failed.map(({ message }) => message).sort()).toEqual(['m0', 'm1'])
    expect(report.failed[0]?.why).toContain('channel/pager: Error: Throttled')
  })
})

describe('what a rule remembers', () => {
  test('a threshold, then a dedup of another key', async () => {
    const threshold = { count: 3, windowMs: hour, by: [who], distinct: undefined }
    const rule = ruleFor('test', 'Test', { threshold, dedup: { by: [], windowMs: hour, new: [] } })
    const kept = testWorld([rule])
    await detect(messages(...calls(2)), kept.world)
    expect(kept.sent).toEqual([])
    await detect(messages(call(2)), kept.world)
    expect(kept.sent.map(({ status, count, samples }) => [status, count, samples.length])).toEqual([
      ['new', 3, 1],
    ])
    // A second key that reaches it is a repeat of the one group.
    await detect(messages(...[3, 4, 5].map((number) => call(number, { who: 'bob' }))), kept.world)
    expect(kept.sent).toHaveLength(1)
  })

  test('is apart for each rule, and for the same rule when it is edited', async () => {
    const kept = testWorld([ruleFor('one', 'Test', { dedup }), ruleFor('two', 'Test', { dedup })])
    await detect(messages(call(1)), kept.world)
    expect(kept.sent.map(({ rule }) => rule)).toEqual(['one', 'two'])
    const edited = ruleFor('one', 'Test', { dedup: { ...dedup, windowMs: 2 * hour } })
    const world = { ...kept.world, matching: async () => () => [edited] }
    await detect(messages(call(2)), world)
    expect(kept.sent).toHaveLength(3)
  })

  test('shows up to five events behind an alert', async () => {
    const threshold = { count: 8, windowMs: hour, by: [], distinct: undefined }
    const kept = testWorld([ruleFor('test', 'Test', { threshold })])
    await detect(messages(...calls(8)), kept.world)
    expect(kept.sent[0]).toMatchObject({ count: 8, time: '2026-11-20T08:00:07.000Z' })
    expect(kept.sent[0]?.samples).toHaveLength(5)
  })
})

describe('a staged rule', () => {
  const staged = ruleFor('test', 'Test', {
    status: 'staged',
    dedup,
    respond: [{ action: 'rollback-iam', mode: 'enforce' }],
  })

  test('is recorded, pages nobody and asks no responder', async () => {
    const kept = testWorld([staged])
    const report = await detect(messages(...calls(3)), kept.world)
    expect(report.alerts).toMatchObject([{ isStaged: true, delivery: { sent: ['bus'] } }])
    expect(kept.sent).toEqual([])
    expect(kept.requests).toEqual([])
    expect(kept.onBus).toEqual([expect.stringMatching(/^tripline\.alert\.staged /)])
  })

  test('keeps nothing from people once it is enabled', async () => {
    const kept = testWorld([staged])
    await detect(messages(call(1)), kept.world)
    const enabled = { ...staged, status: 'enabled' } as const
    await detect(messages(call(2)), { ...kept.world, matching: async () => () => [enabled] })
    expect(kept.sent).toHaveLength(1)
  })

  test('has seen what it has seen', async () => {
    const firstSeen = { by: [who], windowMs: hour }
    const learning = ruleFor('test', 'Test', { status: 'staged', firstSeen })
    const kept = testWorld([learning])
    await detect(messages(call(1)), kept.world)
    const enabled = { ...learning, status: 'enabled' } as const
    const world = { ...kept.world, matching: async () => () => [enabled] }
    await detect(messages(call(2), call(3, { who: 'bob' })), world)
    expect(kept.sent.map(({ fields }) => fields.Who)).toEqual(['bob'])
  })
})

describe('a responder', () => {
  test('is asked about each event, also about those that people are told of only as a number', async () => {
    const respond = [{ action: 'rollback-iam', mode: 'enforce' }] as const
    const kept = testWorld([ruleFor('test', 'Test', { dedup, respond })])
    await detect(messages(...calls(3)), kept.world)
    await detect(messages(...calls(3)), kept.world)
    expect(kept.sent).toHaveLength(1)
    expect(kept.requests).toHaveLength(3)
    expect(kept.requests[0]).toEqual({
      responder: 'rollback-iam',
      body: `test rollback-iam ${kept.sent[0]?.id}`,
    })
  })

  test('that cannot be asked fails the message of its event', async () => {
    const respond = [{ action: 'rollback-iam', mode: 'enforce' }] as const
    const kept = testWorld([ruleFor('test', 'Test', { respond }), ruleFor('other', 'Other')], {
      responders: { send: () => Promise.reject(new Error('no queue')) },
    })
    const report = await detect(messages(call(1), call(2, { eventName: 'Other' })), kept.world)
    expect(report.failed.map(({ message }) => message)).toEqual(['m0'])
    expect(kept.sent).toHaveLength(2)
  })
})

describe('a finding of GuardDuty', () => {
  const finding = (updatedAt: string, account: string): JsonObject => ({
    ...call(1),
    id: `${updatedAt} in ${account}`,
    source: 'aws.guardduty',
    'detail-type': 'GuardDuty Finding',
    account,
    detail: { id: 'f', type: 'Recon', accountId: '111122223333', updatedAt, severity: 8 },
  })
  const rule = ruleFor('finding', '', {
    on: { source: 'aws.guardduty', detailTypes: ['GuardDuty Finding'] },
    match: { kind: 'block', fields: [] },
  })

  test('is one, also where the administrator’s account delivers it again, until it is updated', async () => {
    const kept = testWorld([rule])
    const [first, later] = ['2026-11-20T08:00:00Z', '2026-11-20T14:00:00Z']
    for (const each of [
      finding(first, '111122223333'),
      finding(first, '444455556666'),
      finding(later, '444455556666'),
    ])
      await detect(messages(each), kept.world)
    expect(kept.sent.map(({ account }) => account)).toEqual(['111122223333', '111122223333'])
    expect(new Set(kept.sent.map(({ dedupKey }) => dedupKey)).size).toBe(1)
  })
})

describe('what is slow', () => {
  const configRule = ruleFor('config', '', {
    on: { source: 'aws.config', detailTypes: ['Config Rules Compliance Change'] },
    match: { kind: 'block', fields: [] },
  })
  const finding: JsonObject = {
    ...call(9),
    source: 'aws.config',
    'detail-type': 'Config Rules Compliance Change',
    detail: {
      resourceType: 'AWS::S3::Bucket',
      resourceId: 'b',
      newEvaluationResult: { resultRecordedTime: '2026-11-20T08:00:00Z' },
    },
  }

  test('a lookup holds up no alert that needs none', async () => {
    const sentBefore: number[] = []
    const kept = testWorld([configRule, ruleFor('plain', 'Test')], {
      enrich: async (alert) => {
        if (alert.rule === 'config') sentBefore.push(kept.sent.length)
        return alert
      },
    })
    await detect(messages(finding, call(1)), kept.world)
    expect(sentBefore).toEqual([1])
    expect(kept.sent.map(({ rule }) => rule)).toEqual(['plain', 'config'])
  })

  test('a channel holds up no responder', async () => {
    const respond = [{ action: 'rollback-iam', mode: 'enforce' }] as const
    const requested = Promise.withResolvers<void>()
    const kept = testWorld([ruleFor('test', 'Test', { respond })], {
      responders: { send: async () => requested.resolve() },
      topics: { publish: () => requested.promise },
    })
    expect((await detect(messages(call(1)), kept.world)).failed).toEqual([])
  })

  test('a channel that hangs costs the others nothing, however many alerts there are', async () => {
    const channels = {
      hangs: { topic: 'arn:aws:sns:::hangs', format: 'json', severity: 'info' },
      works: { topic: 'arn:aws:sns:::works', format: 'json', severity: 'info' },
    } as const
    let nowMs = Date.parse('2026-11-20T12:00:00Z')
    const endMs = nowMs + 30_000
    const heard: string[] = []
    const kept = testWorld([ruleFor('test', 'Test')], {
      channels,
      nowMs: () => nowMs,
      remainingMs: () => endMs - nowMs,
      topics: {
        publish: async ({ topic, attributes }) => {
          if (topic.endsWith('works')) return void heard.push(attributes.alert ?? '')
          const untilMs = nowMs + 8000
          await new Promise((resolve) => setImmediate(resolve))
          nowMs = Math.max(nowMs, untilMs)
          throw new Error('it hangs')
        },
      },
    })
    const report = await detect(messages(...calls(100)), kept.world)
    expect(report.failed).toHaveLength(100)
    expect(new Set(heard).size).toBe(100)
  })
})

describe('what goes wrong with one message', () => {
  const deep = `{"source":"aws.s3","detail-type":"x","detail":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`

  test.each([
    ['no JSON', '{"source"', 'the body is not JSON'],
    ['an empty body', '', 'the body is not JSON'],
    ['no object', '[]', 'the body is not a JSON object, so it is not an EventBridge event'],
    ['no detail', '{"source":"aws.s3","detail-type":"x"}', 'the event has no detail'],
    ['a detail that is a text', '{"source":"aws.s3","detail":"x"}', 'the event has no detail'],
    ['no source', '{"detail-type":"x","detail":{}}', 'the event has no source'],
    ['no detail-type', '{"source":"aws.s3","detail":{}}', 'the event has no detail-type'],
    ['depth without end', deep, 'the body is nested more than 200 levels deep'],
  ])(
    '%s: it goes to the dead-letter queue with its reason, and the others go on',
    async (_, body, why) => {
      const kept = testWorld([ruleFor('test', 'Test')])
      const report = await detect(messages(body, call(1)), kept.world)
      expect(report.failed).toEqual([])
      expect(kept.unreadable).toEqual([{ message: 'm0', why }])
      expect(kept.sent).toHaveLength(1)
    },
  )

  test('that cannot go there comes again', async () => {
    const kept = testWorld([], { deadLetter: () => Promise.reject(new Error('no queue')) })
    const report = await detect(messages('x'), kept.world)
    expect(report.failed).toEqual([{ message: 'm0', why: 'the body is not JSON' }])
  })

  test('an event without a time, an id or anything else is judged', async () => {
    const anything = ruleFor('test', '', {
      on: { source: 'aws.', detailTypes: ['x'] },
      match: { kind: 'block', fields: [] },
      dedup: { by: [], windowMs: hour, new: [] },
    })
    const kept = testWorld([anything])
    const bare = { source: 'aws.s3', 'detail-type': 'x', detail: {} }
    const report = await detect(
      messages(
        bare,
        { ...bare, detail: { eventTime: 'yesterday' } },
        { ...bare, detail: { eventTime: '+275760-09-13T00:00:00Z' } },
      ),
      kept.world,
    )
    expect(report.failed).toEqual([])
    expect(kept.sent).toHaveLength(1)
  })
})

describe('what goes wrong around it', () => {
  test('a table that throttles fails the messages of its keys, and no others', async () => {
    const kept = testWorld([ruleFor('keeps', 'Test', { dedup }), ruleFor('plain', 'Other')])
    const state = {
      ...kept.world.state,
      load: () => Promise.reject(new Error('ProvisionedThroughputExceededException')),
    }
    const report = await detect(
      messages(call(1), call(2, { eventName: 'Other' }), call(3, { eventName: 'Quiet' })),
      { ...kept.world, state },
    )
    expect(report.failed).toEqual([
      { message: 'm0', why: 'ProvisionedThroughputExceededException' },
    ])
    expect(kept.sent.map(({ rule }) => rule)).toEqual(['plain'])
  })

  test('an item that others always write first is given up, and comes again', async () => {
    const kept = testWorld([ruleFor('test', 'Test', { dedup })])
    const state = { ...kept.world.state, save: async () => false }
    const report = await detect(messages(call(1)), { ...kept.world, state })
    expect(report.failed[0]?.why).toMatch(
      /^too many invocations write dedup of test .* at the same time$/,
    )
  })

  test('a lookup that fails costs the alert nothing but what it would have added', async () => {
    const kept = testWorld([ruleFor('test', 'Test')], {
      enrich: () => Promise.reject(new Error('no answer')),
    })
    expect((await detect(messages(call(1)), kept.world)).failed).toEqual([])
    expect(kept.sent).toHaveLength(1)
  })

  test('a function without time begins nothing', async () => {
    const kept = testWorld([ruleFor('test', 'Test', { dedup }), ruleFor('plain', 'Test')], {
      remainingMs: () => 500,
    })
    const report = await detect(messages(call(1)), kept.world)
    expect(report.failed.map(({ message }) => message)).toEqual(['m0'])
    expect(kept.calls).toEqual([])
  })

  test('an event that comes behind all that is kept is judged, and lost by no means', async () => {
    const kept = testWorld([ruleFor('test', 'Test', { dedup })])
    await detect(messages(call(1)), kept.world)
    const yearAgo = { atMs: startMs - 365 * 24 * hour }
    await detect(messages(call(2, yearAgo), call(3, yearAgo)), kept.world)
    expect(kept.sent.map(({ time }) => time?.slice(0, 4))).toEqual(['2026', '2025'])
  })
})

describe('a made-up message', () => {
  test('is in no dead-letter queue, from where it could come back with a proof', async () => {
    const prove = async (ids: readonly string[]) =>
      new Map(ids.map((id) => [id, 'forged' as const]))
    const kept = testWorld([ruleFor('test', 'Test')], { prove })
    const report = await detect(messages(call(1), 'no JSON'), kept.world)
    expect(kept.unreadable).toEqual([])
    expect(kept.sent).toEqual([])
    expect(report.failed.map(({ why }) => why)).toEqual([
      'the message did not come from the queue',
      'the message did not come from the queue',
    ])
  })
})
