/** What every responder keeps of the contract, each with an attack of its own. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { JsonObject } from '../../src/ir/json.ts'
import { responderEvent } from '../../src/respond/contract/event.ts'
import { type Facets, isNoPlan, type Plan } from '../../src/respond/contract/responder.ts'
import { type FacetAccount, facetAccount } from './facet-account.ts'
import type { DeliveryOptions } from './iam-account.ts'
import { Killed, limits, ownRole } from './memory-world.ts'
import { responderCases } from './responders.ts'

/** Responders that scenarios use. */
const played = globSync('scenarios/*.yaml').flatMap((file) => {
  const { respond = {} } = parse(readFileSync(file, 'utf8')) as { readonly respond?: object }
  return Object.keys(respond)
})

/** The same event with other fields of its record. */
const withRecord = (event: JsonObject, more: JsonObject): JsonObject => ({
  ...event,
  detail: { ...(event.detail as JsonObject), ...more },
})

function planOf(on: FacetAccount): Plan {
  const plan = on.record()?.plan
  if (!plan) throw new Error('there is no plan')
  return plan
}

const inRole = (role: string): JsonObject => ({
  userIdentity: { type: 'AssumedRole', sessionContext: { sessionIssuer: { arn: role } } },
})

describe.each(responderCases)('%s', (name, attacked) => {
  const account = () => facetAccount(name, attacked)

  /** The meaning of the target, without its ids. */
  const meaning = (facets: Facets, about: Facets = facets): Facets =>
    attacked.responder.comparable(targetOf(), facets, Object.keys(about))

  function targetOf() {
    const event = responderEvent(attacked.attack)
    if (typeof event === 'string') throw new Error(event)
    const target = attacked.responder.target(event)
    if (isNoPlan(target)) throw new Error(target.why)
    return target
  }

  test('is called by its name', () => {
    expect(attacked.responder.name).toBe(name)
  })

  test('has an entry point', async () => {
    expect((await attacked.entry()).handler).toBeInstanceOf(Function)
  })

  test('is played in a scenario', () => {
    expect(played).toContain(name)
  })

  test('observes without a call, and says what it would do', async () => {
    const on = account()
    await on.request('observe')
    expect([on.record()?.state, on.calls]).toEqual(['would-do', []])
    expect(on.record()?.plan?.steps.length).toBeGreaterThan(0)
  })

  test('enforces once, however often it is asked, and leaves what the plan says', async () => {
    const on = account()
    await on.request()
    await on.request()
    expect(on.record()).toMatchObject({ state: 'done', alertsSent: 1 })
    const { steps, before, remains } = planOf(on)
    expect(on.calls).toEqual(steps.map(({ call }) => call))
    expect(meaning(on.live(), before)).toEqual(meaning(before))
    expect(remains.length).toBeGreaterThan(1)
    expect(remains[0]).toMatch(/^Find out how arn:aws:iam::111122223333:user\/mallory was able to /)
  })

  test('brings back what it took away, for somebody else than who did it', async () => {
    const on = account()
    await on.request()
    const answered = on.live()
    await on.command('undo', 'AIDAMALLORY')
    expect(on.live()).toEqual(answered)
    await on.command('undo')
    expect(on.record()?.state).toBe('undone')
    expect(meaning(on.live())).toMatchObject(meaning(attacked.live))
  })

  test('waits for an approval, which who made the change cannot give', async () => {
    const on = account()
    await on.request('approve')
    await on.command('approve', 'AIDAMALLORY')
    expect([on.record()?.state, on.calls]).toEqual(['waiting', []])
    await on.command('approve')
    expect(on.record()).toMatchObject({ state: 'done', approvedBy: 'AIDACAROL' })
  })

  test.each([
    ['that failed', { errorCode: 'AccessDenied' }],
    ['of its own', inRole(ownRole)],
    ['of the deployment', inRole(limits.deployRole ?? '')],
  ])('does nothing about a call %s', async (_, more) => {
    const on = account()
    await on.request('enforce', { event: withRecord(attacked.attack, more) })
    expect([on.calls, [...on.memory.items.keys()]]).toEqual([[], []])
  })

  test.each([
    ['a break-glass principal made', inRole('arn:aws:iam::111122223333:user/break-glass/ada')],
    ['happened in another account', { recipientAccountId: '444455556666' }],
  ])('says that it leaves alone what %s', async (_, more) => {
    const on = account()
    await on.request('enforce', { event: withRecord(attacked.attack, more) })
    expect([on.record()?.state, on.calls]).toEqual(['refused', []])
  })

  test('acts for nobody but detect', async () => {
    const on = account()
    await on.request('enforce', { senderId: 'AIDACAROL' })
    expect([on.calls, on.memory.items.size, on.memory.refused.length]).toEqual([[], 0, 1])
  })

  test('has no answer to a call of another service', async () => {
    const on = account()
    const event = withRecord(attacked.attack, { eventSource: 'health.amazonaws.com' })
    await on.request('enforce', { event })
    expect([on.record()?.state, on.calls]).toEqual(['refused', []])
  })

  /** Dies before call `killAt` of a process, and the message comes again; false where there were fewer calls. */
  async function killed(
    on: FacetAccount,
    deliver: (options: DeliveryOptions) => Promise<void>,
    killAt: number,
  ) {
    try {
      await deliver({ killAt })
      return false
    } catch (error) {
      if (!(error instanceof Killed)) throw error
    }
    on.memory.nowMs += 180_000
    await deliver({})
    return true
  }

  test.each(['ask', 'undo'] as const)(
    'comes to the same end wherever its %s was broken off',
    async (what) => {
      const whole = account()
      await whole.request()
      await whole.command('undo')
      let killAt = 1
      for (; ; killAt++) {
        const on = account()
        const wasKilled =
          what === 'ask'
            ? await killed(on, (options) => on.request('enforce', options), killAt)
            : await on
                .request()
                .then(() =>
                  killed(on, (options) => on.command('undo', 'AIDACAROL', options), killAt),
                )
        if (what === 'ask') await on.command('undo')
        expect([on.record()?.state, on.calls]).toEqual(['undone', whole.calls])
        expect(on.memory.alerts.size).toBe(whole.memory.alerts.size)
        if (!wasKilled) break
      }
      expect(killAt).toBeGreaterThan(8)
    },
  )
})
