/**
 * Whatever a principal does: with its changes rolled back the account is as if it had done nothing,
 * wherever nobody else changed the same thing after it; and where somebody did, it is said.
 */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonObject } from '../../../../src/ir/json.ts'
import { digest } from '../../../../src/replay/digest.ts'
import { responderEvent } from '../../../../src/respond/contract/event.ts'
import { handleMessage } from '../../../../src/respond/contract/queue-message.ts'
import { takeBaseline } from '../../../../src/respond/history/iam/baseline.ts'
import { changesOf } from '../../../../src/respond/history/iam/changes-of.ts'
import { increment } from '../../../../src/respond/history/iam/increment.ts'
import { rollbackIam } from '../../../../src/respond/responders/rollback-iam/rollback-iam.ts'
import { probe } from '../../../probes/probe.ts'
import { cloudTrailEvent } from '../../cloudtrail-event.ts'
import { idOf, requestFor } from '../../iam-account.ts'
import { IamError, IamModel } from '../../iam-model.ts'
import { Memory, processOf } from '../../memory-world.ts'
import { furnish, type RandomCall, randomCalls } from '../../random-calls.ts'

interface Happened {
  readonly envelope: JsonObject
  readonly by: string
  readonly entity: string
  readonly atMs: number
  readonly name: string
}

interface Played {
  readonly memory: Memory
  readonly happened: readonly Happened[]
  /** What entities meant before mallory first touched them. */
  readonly before: ReadonlyMap<string, string>
}

/** `isPrompt`: the history sees each event as it happens; else all of them afterwards, in any order. */
async function play(calls: readonly RandomCall[], isPrompt: boolean): Promise<Played> {
  const iam = new IamModel()
  furnish(iam)
  const memory = new Memory(iam)
  await takeBaseline(memory.snapshotWorld())
  memory.nowMs += 60_000
  const happened: Happened[] = []
  const before = new Map<string, string>()
  for (const [id, { name, input, by, afterSeconds }] of calls.entries()) {
    memory.nowMs += afterSeconds * 1000
    const at = memory.now
    const touched = iam.entities().map((entity) => [entity, iam.meaning(entity)] as const)
    let answer: object
    try {
      answer = iam.call(name, input)
    } catch (error) {
      if (error instanceof IamError) continue
      throw error
    }
    const envelope = cloudTrailEvent({ call: name, input, answer, by, at, id })
    const event = responderEvent(envelope)
    if (typeof event === 'string') throw new Error(event)
    const entity = changesOf(event)[0]?.entity ?? ''
    if (by === 'mallory' && !before.has(entity)) {
      before.set(entity, new Map(touched).get(entity) ?? '')
    }
    happened.push({ envelope, by, entity, atMs: Date.parse(event.at), name })
    if (isPrompt) await increment(envelope, memory.snapshotWorld())
  }
  return { memory, happened, before }
}

const shuffled = <Item>(items: readonly Item[], seed: number): readonly Item[] =>
  items
    .map((item, index) => ({ item, key: digest(`${seed} ${index}`) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ item }) => item)

/** As SQS does: what fails comes again after three minutes, four times. */
async function answerAll(
  { memory, happened }: Played,
  seed: number,
  process: () => ReturnType<typeof processOf>,
): Promise<void> {
  let waiting = shuffled(
    happened.filter(({ by }) => by === 'mallory'),
    seed,
  )
  for (let delivery = 1; waiting.length > 0 && delivery <= 5; delivery++) {
    const failed: Happened[] = []
    for (const one of waiting) {
      const message = {
        body: JSON.stringify(requestFor(one.envelope)),
        senderId: 'AROADETECT:detect',
      }
      try {
        const isLastDelivery = delivery === 5
        await handleMessage({ ...message, isLastDelivery }, rollbackIam, process())
      } catch {
        failed.push(one)
      }
      for (const event of memory.ownEvents.splice(0)) {
        if (seed % 2 === 0) await increment(event, memory.snapshotWorld())
      }
    }
    waiting = failed
    memory.nowMs += 180_000
  }
  expect(waiting).toEqual([])
}

const stateOf = ({ memory }: Played, { envelope }: Happened): string | undefined =>
  memory.record(idOf(envelope))?.state

function check(played: Played): { restored: number; refused: number } {
  const { memory, happened, before } = played
  let restored = 0
  let refused = 0
  for (const [entity, meaning] of before) {
    const changes = happened.filter((one) => one.entity === entity)
    const mine = changes.filter(({ by }) => by === 'mallory')
    const firstMs = Math.min(...mine.map(({ atMs }) => atMs))
    if (changes.some(({ by, atMs }) => by !== 'mallory' && atMs >= firstMs)) {
      for (const one of mine) {
        const isOverlaid = changes.some(({ by, atMs }) => by !== 'mallory' && atMs >= one.atMs)
        if (!isOverlaid) continue
        refused++
        expect([one.name, stateOf(played, one)]).toEqual([
          one.name,
          expect.stringMatching(/^(?:changed-since|refused)$/),
        ])
      }
    } else if (leansOnDeleted(meaning, played)) {
      // Somebody else deleted the policy that was attached: nothing can be attached again.
      expect(mine.map((one) => stateOf(played, one))).toContain('failed')
    } else {
      restored++
      const now = memory.iam.meaning(entity).replaceAll(/\["key:[^\]]*","Inactive"\],?/g, '')
      expect({ entity, meaning: now.replace(',]', ']') }).toEqual({ entity, meaning })
    }
  }
  return { restored, refused }
}

const leansOnDeleted = (meaning: string, { memory, happened }: Played): boolean =>
  happened.some(
    ({ name, by, entity }) =>
      name === 'DeletePolicy' &&
      by !== 'mallory' &&
      memory.iam.meaning(entity) === '[]' &&
      meaning.includes(`attached:${entity.replace('policy/', '')}`),
  )

const settled = (memory: Memory): void => {
  memory.nowMs += 300_000
}

test('the account is as if the principal had done nothing', async () => {
  const sums = { restored: 0, refused: 0 }
  const parameters = probe('respond/rollback/undone', { short: 150, long: 8000 })
  await fc.assert(
    fc.asyncProperty(randomCalls, fc.boolean(), fc.nat(1000), async (calls, isPrompt, seed) => {
      const played = await play(calls, isPrompt)
      settled(played.memory)
      if (!isPrompt) {
        for (const { envelope } of shuffled(played.happened, seed)) {
          await increment(envelope, played.memory.snapshotWorld())
        }
      }
      await answerAll(played, seed, () => processOf(played.memory))
      const { restored, refused } = check(played)
      sums.restored += restored
      sums.refused += refused
    }),
    parameters,
  )
  expect(sums.restored / parameters.numRuns).toBeGreaterThan(1)
  expect(sums.refused / parameters.numRuns).toBeGreaterThan(0.25)
})

test('also where the process is killed in between', async () => {
  let kills = 0
  const parameters = probe('respond/rollback/killed', { short: 150, long: 8000 })
  await fc.assert(
    fc.asyncProperty(randomCalls, fc.integer({ min: 1, max: 25 }), async (calls, killAt) => {
      const played = await play(calls, true)
      settled(played.memory)
      let isKilled = false
      await answerAll(played, killAt, () => {
        if (isKilled) return processOf(played.memory)
        isKilled = true
        kills++
        return processOf(played.memory, { killAt })
      })
      check(played)
    }),
    parameters,
  )
  expect(kills / parameters.numRuns).toBeGreaterThan(0.7)
})
