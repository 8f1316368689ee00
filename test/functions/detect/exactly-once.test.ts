/**
 * Zero lost alerts, and zero double ones while the table answers: random sequences of events with duplicates, in any order, divided
 * into batches in any way, worked on by several workers at once, each of which fails or dies
 * anywhere. Remembering and claiming are the real ones, on DynamoDB (dynalite) with the real client;
 * the count is that of the reference (owed.ts) over the events in the order of time.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { digest } from '../../../functions/world/delivery.ts'
import { ledger } from '../../../functions/world/ledger.ts'
import { stateTable } from '../../../functions/world/state.ts'
import type { AlertDocument } from '../../../src/alert/document.ts'
import { channelTarget, ledgerKeptMs } from '../../../src/detect/deliver.ts'
import { type DetectWorld, detect } from '../../../src/detect/detect.ts'
import type { Channels, Publication } from '../../../src/detect/ports.ts'
import type { QueueMessage } from '../../../src/detect/queue-message.ts'
import { unrecordedNote } from '../../../src/detect/unrecorded.ts'
import { ruleMatches } from '../../../src/engine/rule-matches.ts'
import type { DeployedRule } from '../../../src/ir/rule.ts'
import { owedBy } from '../../detect/owed.ts'
import { type Call, engineEvent, eventOf, ruleFor, what, who } from '../../detect/rules.ts'
import { allGenuine } from '../../detect/world.ts'
import { probe } from '../../probes/probe.ts'
import { type Dynalite, startDynalite } from '../../support/dynalite.ts'

let dynalite: Dynalite

beforeAll(async () => {
  dynalite = await startDynalite()
})
afterAll(() => dynalite.stop())

const minute = 60_000

const { fields } = ruleFor('', '').alert
const both = {
  title: undefined,
  fields: [...fields, { label: 'What', path: '$.requestParameters.what' }],
}

const rules: readonly DeployedRule[] = [
  ruleFor('plain', 'Plain'),
  ruleFor('grouped', 'Many', { dedup: { by: [who], windowMs: 30 * minute, new: [] } }),
  ruleFor('each', 'Many', {
    dedup: { by: [who], windowMs: 30 * minute, new: [what] },
    alert: both,
  }),
  ruleFor('each-of-bursts', 'Often', {
    threshold: { count: 2, windowMs: 30 * minute, by: [who, what], distinct: undefined },
    dedup: { by: [], windowMs: 30 * minute, new: [who, what] },
    alert: both,
  }),
  ruleFor('often', 'Often', {
    threshold: { count: 4, windowMs: 30 * minute, by: [who], distinct: undefined },
  }),
  ruleFor('varied', 'Often', {
    threshold: { count: 3, windowMs: 30 * minute, by: [who], distinct: what },
    dedup: { by: [], windowMs: 30 * minute, new: [] },
  }),
  ruleFor('new', 'Often', { firstSeen: { by: [who, what], windowMs: 30 * minute } }),
  ruleFor('new-and-grouped', 'Many', {
    firstSeen: { by: [who, what], windowMs: 30 * minute },
    dedup: { by: [who], windowMs: 30 * minute, new: [] },
  }),
]

const channels: Channels = {
  oncall: { topic: 'arn:aws:sns:eu-west-3:111122223333:oncall', format: 'json', severity: 'info' },
  audit: { topic: 'arn:aws:sns:eu-west-3:111122223333:audit', format: 'json', severity: 'high' },
}

/**
 * Events of a burst lie within half a window, bursts three windows apart: within a burst no order
 * of arrival makes two episodes of one, so that exactly one alert is owed and none is a matter of
 * luck. What other sets owe is tested in test/engine/memory/memory.test.ts.
 */
const burstMs = 120 * minute
const startMs = Date.parse('2026-11-20T08:00:00Z')

const calls: fc.Arbitrary<Call[]> = fc
  .array(
    fc.record({
      eventName: fc.constantFrom('Plain', 'Many', 'Many', 'Often', 'Often', 'Quiet'),
      burst: fc.integer({ min: 0, max: 1 }),
      second: fc.integer({ min: 0, max: 14 * 60 }),
      who: fc.constantFrom('ann', 'bob'),
      what: fc.constantFrom('x', 'y', 'z'),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((all) =>
    all.map(({ burst, second, ...call }, number) => ({
      ...call,
      number,
      atMs: startMs + burst * burstMs + second * 1000,
    })),
  )

/** What happens to the n-th call that a worker makes of the outside world. */
type Fate = 'works' | 'fails' | 'works unheard' | 'ends the process'

const scenario = calls.chain((all) =>
  fc.record({
    all: fc.constant(all),
    /** Deliveries: each event at least once. */
    order: fc
      .subarray(all)
      .chain((again) =>
        fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }),
      ),
    batchSize: fc.integer({ min: 1, max: 12 }),
    workers: fc.integer({ min: 1, max: 3 }),
    fates: fc.array(
      fc.oneof(
        { weight: 8, arbitrary: fc.constant<Fate>('works') },
        {
          weight: 1,
          arbitrary: fc.constantFrom<Fate>('fails', 'works unheard', 'ends the process'),
        },
      ),
      { maxLength: 150 },
    ),
  }),
)

interface Taken {
  readonly channel: string
  readonly alert: AlertDocument
}

const signature = ({ rule, status, count, time, fields }: AlertDocument): string => {
  const burst = Math.floor((Date.parse(time ?? '') - startMs) / burstMs)
  // The rule that groups everybody says nothing of who, as any of them may be the first to come.
  return [rule, burst, subjectOf(rule, status, fields.Who, fields.What), status, count].join(' ')
}

/** What an alert names, as far as it does not depend on which event comes first. */
function subjectOf(rule: string, status: string, name: unknown, object: unknown): string {
  // The tenth repeat of a key may be any event of it.
  if (rule.startsWith('each')) return status === 'new' ? `${name} ${object}` : `${name}`
  return rule === 'varied' ? 'anybody' : `${name}`
}

/** By the reference: what every channel is owed. */
function owed(all: readonly Call[]): string[] {
  const ordered = all.toSorted((one, other) => one.atMs - other.atMs)
  return rules.flatMap((rule) => {
    const matching = ordered
      .map((call, index) => {
        const id = String(index).padStart(4, '0')
        return { id, atMs: call.atMs, event: engineEvent(call), who: call.who, what: call.what }
      })
      .filter(({ event }) => ruleMatches(rule, event))
    return owedBy(rule, matching).map(({ of, status, count }) => {
      const burst = Math.floor((of.atMs - startMs) / burstMs)
      const subject = subjectOf(rule.id, status, of.who, of.what)
      return [rule.id, burst, subject, status, count].join(' ')
    })
  })
}

/** Whether the queue counts the deliveries of a message, and what the table does meanwhile. */
type Counting =
  /** Each delivery is the first: nothing is overdue, and the table fails at any time. */
  | { readonly kind: 'never overdue' }
  /** The table is away for these rounds. From the third on it answers, once it is back. */
  | { readonly kind: 'counted'; readonly awayRounds: number }

interface Play {
  readonly order: readonly Call[]
  readonly batchSize: number
  readonly workers: number
  readonly fates: readonly Fate[]
}

async function play({ order, batchSize, workers, fates }: Play, counting: Counting) {
  let round = 0
  const isAway = (): boolean => counting.kind === 'counted' && round < counting.awayRounds
  const isAnswering = (): boolean => counting.kind === 'counted' && !isAway() && round >= 2
  const table = await dynalite.newTable()
  const signal = () => AbortSignal.timeout(600_000)
  const taken: Taken[] = []
  const onBus = new Map<string, number>()
  let nowMs = startMs + 3 * burstMs
  let fate = 0
  const client = () => dynalite.client
  const realState = stateTable({ table, client, nowMs: () => nowMs, signal })
  const realLedger = ledger({ table, client, signal })

  /** One invocation: once its process ended, nothing it does has an effect. */
  const worldOf = (): { world: DetectWorld; isDead: () => boolean } => {
    let isDead = false
    const subjected =
      <Input extends unknown[], Output>(call: (...input: Input) => Promise<Output>) =>
      async (...input: Input): Promise<Output> => {
        if (isDead) throw new Error('the process has ended')
        const next = fates[fate++] ?? 'works'
        if (next === 'fails') throw new Error('throttled')
        const output = await call(...input)
        if (next === 'ends the process') isDead = true
        if (next !== 'works') throw new Error('no answer came')
        return output
      }
    const inTable =
      <Input extends unknown[], Output>(call: (...input: Input) => Promise<Output>) =>
      async (...input: Input): Promise<Output> => {
        if (isAway()) throw new Error('the table is away')
        const next = fates[fate]
        if (!isAnswering() || next === 'ends the process') return subjected(call)(...input)
        if (isDead) throw new Error('the process has ended')
        fate += 1
        return call(...input)
      }
    const publish = async ({ topic, rendered, attributes }: Publication): Promise<void> => {
      const alert = JSON.parse(rendered.message) as AlertDocument
      expect(attributes.alert).toBe(alert.id)
      expect(channels[attributes.channel ?? '']?.topic).toBe(topic)
      taken.push({ channel: attributes.channel ?? '', alert })
    }
    const world: DetectWorld = {
      state: { load: inTable(realState.load), save: inTable(realState.save) },
      ledger: {
        open: inTable(realLedger.open),
        read: inTable(realLedger.read),
        reclaim: inTable(realLedger.reclaim),
        confirm: inTable(realLedger.confirm),
      },
      topics: { publish: subjected(publish) },
      bus: {
        put: subjected(async (_type, { id }) => void onBus.set(id, (onBus.get(id) ?? 0) + 1)),
      },
      responders: { send: () => Promise.reject(new Error('no rule asks for one')) },
      digest,
      nowMs: () => nowMs,
      remainingMs: () => 30_000,
      pause: () => new Promise((resolve) => setImmediate(resolve)),
      matching: async () => (event) => rules.filter((rule) => ruleMatches(rule, event)),
      channels,
      heartbeatRole: 'arn:aws:iam::111122223333:role/heartbeat',
      enrich: async (alert) => alert,
      requestBody: () => '',
      prove: (ids) => subjected(allGenuine)(ids).catch(() => new Map()),
      deadLetter: () => Promise.reject(new Error('every message can be read')),
    }
    return { world, isDead: () => isDead }
  }

  const work = async (batch: readonly QueueMessage[]): Promise<readonly QueueMessage[]> => {
    const { world, isDead } = worldOf()
    const report = await detect(batch, world)
    if (isDead()) return batch
    const failed = new Set(report.failed.map(({ message }) => message))
    return batch.filter(({ id }) => failed.has(id))
  }

  /** The receipts of what SNS took come long before the messages come again, if the table is there. */
  let receivedCount = 0
  const receive = async (): Promise<void> => {
    if (isAway()) return
    for (const { channel, alert } of taken.slice(receivedCount)) {
      await realLedger.confirm(alert.id, [channelTarget(channel)], nowMs + ledgerKeptMs)
    }
    receivedCount = taken.length
  }

  let waiting: readonly QueueMessage[] = order.map((call, index) => ({
    id: `message-${index}`,
    body: JSON.stringify(eventOf(call)),
  }))
  for (; waiting.length > 0; round++) {
    expect(round, 'rounds until every message is done').toBeLessThan(40)
    const again: QueueMessage[] = []
    for (let from = 0; from < waiting.length; from += batchSize * workers) {
      const batches = Array.from({ length: workers }, (_, worker) =>
        waiting.slice(from + worker * batchSize, from + (worker + 1) * batchSize),
      )
      again.push(...(await Promise.all(batches.map(work))).flat())
    }
    await receive()
    waiting =
      counting.kind === 'counted'
        ? again.map((message) => ({ ...message, receiveCount: round + 2 }))
        : again
    nowMs += 180_000
  }
  return { taken, onBus }
}

test('every channel gets exactly what is owed, whatever fails', async () => {
  const countings = fc.oneof(
    fc.constant<Counting>({ kind: 'never overdue' }),
    fc.record({
      kind: fc.constant('counted' as const),
      awayRounds: fc.integer({ min: 0, max: 2 }),
    }),
  )
  await fc.assert(
    fc.asyncProperty(scenario, countings, async ({ all, ...played }, counting) => {
      const { taken, onBus } = await play(played, counting)
      const expected = owed(all).sort()
      for (const channel of Object.keys(channels)) {
        const got = taken.filter((each) => each.channel === channel)
        expect(got.map(({ alert }) => signature(alert)).sort()).toEqual(expected)
        expect(new Set(got.map(({ alert }) => alert.id))).toEqual(new Set(onBus.keys()))
      }
    }),
    probe('functions/detect/exactly-once/failures', { short: 20, long: 1000 }),
  )
})

/** Rules whose alerts do not wait for the table. */
const hurried = ['plain', 'grouped', 'each']

const isNoted = ({ alert }: Taken): boolean => alert.notes.includes(unrecordedNote)

test('while the table is away nothing is lost, and what may arrive twice says so', async () => {
  await fc.assert(
    fc.asyncProperty(
      scenario,
      fc.integer({ min: 3, max: 8 }),
      async ({ all, ...played }, awayRounds) => {
        const { taken } = await play(played, { kind: 'counted', awayRounds })
        const expected = owed(all)
        for (const channel of Object.keys(channels)) {
          const got = taken.filter((each) => each.channel === channel)
          const plain = got.filter((each) => !isNoted(each)).map(({ alert }) => alert.id)
          expect(new Set(plain).size).toBe(plain.length)
          const waited = got.filter(({ alert }) => !hurried.includes(alert.rule))
          expect(waited.filter(isNoted)).toEqual([])
          const owedOf = (rules: (rule: string) => boolean) =>
            expected.filter((one) => rules(one.split(' ')[0] ?? '')).sort()
          expect(waited.map(({ alert }) => signature(alert)).sort()).toEqual(
            owedOf((rule) => !hurried.includes(rule)),
          )
          const names = got.map(({ alert }) => subjectIn(signature(alert)))
          for (const one of owedOf((rule) => hurried.includes(rule)))
            expect(names).toContain(subjectIn(one))
        }
      },
    ),
    probe('functions/detect/exactly-once/outage', { short: 12, long: 500 }),
  )
})

/** Rule, burst and who of a signature. */
const subjectIn = (signature: string): string => signature.split(' ').slice(0, 3).join(' ')
