/** Who gets an alert, and what becomes of it where something does not take it. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { AlertDocument } from '../../src/alert/document.ts'
import { documentFor } from '../../src/alert/document-for.ts'
import { snsMessage } from '../../src/alert/rendered.ts'
import {
  channelsFor,
  channelTarget,
  deliver,
  leaseMs,
  type Outgoing,
  request,
} from '../../src/detect/deliver.ts'
import {
  type Channels,
  confirmedMs,
  type DeliveryWorld,
  type Ledger,
  type Publication,
} from '../../src/detect/ports.ts'
import { unrecordedNote } from '../../src/detect/unrecorded.ts'
import { memoryLedger } from './ledger.ts'
import { engineEvent, ruleFor } from './rules.ts'

const topicOf = (name: string): string => `arn:aws:sns:eu-west-3:111122223333:${name}`
const channels: Channels = {
  oncall: { topic: topicOf('oncall'), format: 'text', severity: 'high' },
  audit: { topic: topicOf('audit'), format: 'json', severity: 'info' },
}

const alertOf = (more: Partial<AlertDocument> = {}): AlertDocument => ({
  ...documentFor({
    rule: ruleFor('trail-stopped', 'StopLogging'),
    event: engineEvent({ eventName: 'StopLogging', number: 1, atMs: 0, who: 'ann', what: 'x' }),
    count: 1,
    samples: [],
    status: 'new',
    id: '0123456789abcdef0123456789abcdef',
    dedupKey: 'tripline/trail-stopped/1',
    detectedAt: '2026-11-20T08:00:00.000Z',
    notes: [],
  }),
  ...more,
})

const outgoing = (more: Partial<Outgoing> = {}): Outgoing => ({
  alert: alertOf(),
  notify: null,
  audience: 'people',
  ...more,
})

let sent: Publication[]
let onBus: string[]
let requests: string[]
let nowMs: number
let remainingMs: number
let broken: string[]
let ledger: Ledger

const world = (): DeliveryWorld => ({
  ledger,
  topics: {
    publish: async (publication) => {
      if (broken.includes(publication.topic)) throw new Error('NotFound')
      sent.push(publication)
    },
  },
  bus: {
    put: async (type, { id }) => {
      if (broken.includes('bus')) throw new Error('InternalFailure')
      onBus.push(`${type} ${id}`)
    },
  },
  responders: {
    send: async (responder, body) => {
      if (broken.includes(responder)) throw new Error('NonExistentQueue')
      requests.push(`${responder} ${body}`)
    },
  },
  nowMs: () => nowMs,
  remainingMs: () => remainingMs,
})

const send = async (each: Outgoing) => (await deliver([each], channels, world()))[0]
const topicsSent = (): string[] => sent.map(({ topic }) => topic).sort()

beforeEach(() => {
  sent = []
  onBus = []
  requests = []
  nowMs = 1_000_000
  remainingMs = 30_000
  broken = []
  ledger = memoryLedger()
})

describe('who gets an alert', () => {
  test('the channels that its rule names, else those that take its severity', () => {
    expect(channelsFor(outgoing(), channels)).toEqual(['oncall', 'audit'])
    expect(channelsFor(outgoing({ alert: alertOf({ severity: 'low' }) }), channels)).toEqual([
      'audit',
    ])
    expect(channelsFor(outgoing({ notify: ['oncall'] }), channels)).toEqual(['oncall'])
    const quiet = outgoing({ notify: ['oncall'], alert: alertOf({ severity: 'info' }) })
    expect(channelsFor(quiet, channels)).toEqual(['oncall'])
  })

  test('a channel once, however often its rule names it', () => {
    expect(channelsFor(outgoing({ notify: ['audit', 'audit'] }), channels)).toEqual(['audit'])
  })

  test('a name that is no channel costs nobody the alert', () => {
    expect(channelsFor(outgoing({ notify: ['gone', 'audit'] }), channels)).toEqual(['audit'])
    expect(channelsFor(outgoing({ notify: ['gone'] }), channels)).toEqual(['oncall', 'audit'])
    expect(channelsFor(outgoing({ notify: ['toString'] }), channels)).toEqual(['oncall', 'audit'])
  })

  test('nobody, when its rule is staged; it is recorded as such on the bus', async () => {
    expect(await send(outgoing({ audience: 'nobody' }))).toMatchObject({
      sent: ['bus'],
      unsent: [],
    })
    expect(sent).toEqual([])
    expect(onBus).toEqual([`tripline.alert.staged ${alertOf().id}`])
  })
})

describe('an alert', () => {
  test('goes to each channel in its format, with attributes, and to the bus', async () => {
    expect(await send(outgoing())).toEqual({
      id: alertOf().id,
      sent: ['channel/oncall', 'channel/audit', 'bus'],
      earlier: [],
      unsent: [],
    })
    expect(topicsSent()).toEqual([topicOf('audit'), topicOf('oncall')])
    for (const { attributes, topic } of sent) {
      expect(attributes).toMatchObject({
        alert: alertOf().id,
        rule: 'trail-stopped',
        severity: 'high',
      })
      expect(topicOf(attributes.channel ?? '')).toBe(topic)
    }
    const json = sent.find(({ topic }) => topic === topicOf('audit'))
    expect(JSON.parse(json?.rendered.message ?? '')).toEqual(alertOf())
    expect(onBus).toEqual([`tripline.alert ${alertOf().id}`])
  })

  test('that was sent is not sent again', async () => {
    await send(outgoing())
    const again = await send(outgoing())
    expect(again).toMatchObject({ sent: [], unsent: [] })
    expect(again?.earlier).toHaveLength(3)
    expect(sent).toHaveLength(2)
    expect(onBus).toHaveLength(1)
  })

  test('reaches the other channel when one has lost its topic, and that one when it is back', async () => {
    broken = [topicOf('oncall')]
    const first = await send(outgoing())
    expect(first?.unsent).toEqual([{ target: 'channel/oncall', why: 'Error: NotFound' }])
    expect(topicsSent()).toEqual([topicOf('audit')])
    nowMs += 180_000
    broken = []
    expect((await send(outgoing()))?.unsent).toEqual([])
    expect(topicsSent()).toEqual([topicOf('audit'), topicOf('oncall')])
  })

  test('is left alone while somebody else may be sending it, and sent when they cannot be any more', async () => {
    await ledger.open(alertOf().id, { 'channel/oncall': nowMs + leaseMs }, 0)
    const held = await send(outgoing({ notify: ['oncall'] }))
    expect(held?.unsent).toEqual([
      { target: 'channel/oncall', why: 'another invocation is sending it' },
    ])
    expect(sent).toEqual([])
    nowMs += leaseMs
    expect((await send(outgoing({ notify: ['oncall'] })))?.unsent).toEqual([])
    expect(sent).toHaveLength(1)
  })

  test('that SNS took before the sender ended is known by its receipt', async () => {
    await ledger.open(alertOf().id, { 'channel/oncall': 1, 'channel/audit': 1, bus: 1 }, 0)
    await ledger.confirm(alertOf().id, [channelTarget('oncall')], 0)
    expect((await send(outgoing()))?.unsent).toEqual([])
    expect(topicsSent()).toEqual([topicOf('audit')])
  })

  test('gets to channels that its rule was given since', async () => {
    await send(outgoing({ notify: ['oncall'] }))
    expect((await send(outgoing()))?.unsent).toEqual([])
    expect(topicsSent()).toEqual([topicOf('audit'), topicOf('oncall')])
  })

  test('counts as unsent everywhere while the ledger does not answer', async () => {
    ledger = { ...ledger, open: () => Promise.reject(new Error('ProvisionedThroughputExceeded')) }
    const delivery = await send(outgoing())
    expect(delivery?.sent).toEqual([])
    expect(delivery?.unsent.map(({ target }) => target)).toEqual([
      'channel/oncall',
      'channel/audit',
      'bus',
    ])
    expect(delivery?.unsent[0]?.why).toContain('ProvisionedThroughputExceeded')
    expect(sent).toEqual([])
  })

  test('that is overdue is sent without the ledger where that does not answer, and says so', async () => {
    const lost = () => Promise.reject(new Error('ServiceUnavailable'))
    ledger = { ...ledger, open: lost, confirm: lost }
    broken = [topicOf('audit')]
    const delivery = await send(outgoing({ isOverdue: true }))
    expect(delivery).toEqual({
      id: alertOf().id,
      sent: ['channel/oncall', 'bus'],
      earlier: [],
      unsent: [{ target: 'channel/audit', why: 'Error: NotFound' }],
      unrecorded: 'Error: ServiceUnavailable',
    })
    expect(sent.map(({ rendered }) => rendered.message).join()).toContain(unrecordedNote)
  })

  test('that is overdue is not doubled where another sender may be sending it', async () => {
    await ledger.open(alertOf().id, { 'channel/oncall': nowMs + leaseMs, bus: confirmedMs }, 0)
    const delivery = await send(outgoing({ notify: ['oncall'], isOverdue: true }))
    expect(delivery?.unsent.map(({ target }) => target)).toEqual(['channel/oncall'])
    expect([sent, onBus]).toEqual([[], []])
  })

  test('that is overdue is an alert like any other where the ledger answers', async () => {
    await send(outgoing({ isOverdue: true }))
    expect((await send(outgoing({ isOverdue: true })))?.sent).toEqual([])
    expect(sent).toHaveLength(2)
    const json = sent.find(({ topic }) => topic === topicOf('audit'))
    expect(JSON.parse(json?.rendered.message ?? '')).toEqual(alertOf())
  })

  test('without the ledger is recorded where the ledger answers again by then', async () => {
    ledger = { ...ledger, open: () => Promise.reject(new Error('ServiceUnavailable')) }
    await send(outgoing({ isOverdue: true }))
    expect(await ledger.read(alertOf().id)).toMatchObject({ 'channel/oncall': confirmedMs })
  })

  test('counts as unsent when it was sent and could not be noted', async () => {
    ledger = { ...ledger, confirm: () => Promise.reject(new Error('throttled')) }
    expect((await send(outgoing()))?.unsent).toHaveLength(3)
  })

  test('is not begun when the function has no time left', async () => {
    remainingMs = 1000
    expect((await send(outgoing()))?.unsent).toHaveLength(3)
    expect(await ledger.read(alertOf().id)).toEqual({})
  })

  test('too long for SNS is shortened and sent', async () => {
    const fields = Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [`Field ${index}`, 'x'.repeat(1000)]),
    )
    const delivery = await send(
      outgoing({ alert: alertOf({ fields, userAgent: 'y'.repeat(300_000) }) }),
    )
    expect(delivery?.unsent).toEqual([])
    expect(sent).toHaveLength(2)
    for (const { rendered } of sent)
      expect(Buffer.byteLength(snsMessage(rendered).Message)).toBeLessThanOrEqual(262_144)
  })

  test('among many: each is told of alone', async () => {
    const all = Array.from({ length: 40 }, (_, index) =>
      outgoing({
        notify: ['oncall'],
        alert: alertOf({ id: index.toString(16).padStart(32, '0') }),
      }),
    )
    const deliveries = await deliver(all, channels, world())
    expect(deliveries.map(({ id }) => id)).toEqual(all.map(({ alert }) => alert.id))
    expect(sent).toHaveLength(40)
  })
})

describe('a responder', () => {
  const due = { id: alertOf().id, responder: 'rollback-iam', body: '{}' } as const

  test('is asked once', async () => {
    expect((await request([due], world()))[0]?.unsent).toEqual([])
    expect((await request([due], world()))[0]?.unsent).toEqual([])
    expect(requests).toEqual(['rollback-iam {}'])
  })

  test('is asked beside the alert of the same id, and beside another responder', async () => {
    await send(outgoing())
    await request([due, { ...due, responder: 'deactivate-key' }], world())
    expect(requests).toEqual(['rollback-iam {}', 'deactivate-key {}'])
  })

  test('is asked again where it was not reached', async () => {
    broken = ['rollback-iam']
    const [delivery] = await request([due], world())
    expect(delivery?.unsent).toEqual([{ target: 'queue', why: 'Error: NonExistentQueue' }])
    broken = []
    nowMs += 180_000
    expect((await request([due], world()))[0]?.unsent).toEqual([])
    expect(requests).toHaveLength(1)
  })
})
