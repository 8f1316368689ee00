/** Responders as functions, against an independent emulator: attack, answer, and back. */
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { JsonObject } from '../../src/ir/json.ts'
import type { Responder } from '../../src/ir/names.ts'
import { permissionsOf } from '../../src/plan/permissions.ts'
import { deployed, onStage } from '../cli/responding.ts'
import { answerOf } from '../cli/workspace.ts'
import { everything } from '../infra/manifests.ts'
import { responderCalls } from '../respond/sdk-calls.ts'
import { startEndingProxy } from '../support/ending-proxy.ts'
import { type Moto, startMoto } from '../support/moto.ts'
import { scenarios } from './attacks/all.ts'
import { eventOf, inRole, mallory, type Scenario, type Stage } from './attacks/attack.ts'
import {
  account,
  deployRole,
  type FunctionProcess,
  ownRole,
  type ResponderAccount,
  request,
  responderAccount,
  startFunction,
  taken,
} from './responder-account.ts'
import { type CallRecorder, startCallRecorder } from './responder-recorder.ts'

let moto: Moto
let around: ResponderAccount
let made = 0

/** What each function was seen to call, over all scenarios. */
const recorders = new Map<Responder | 'restore', CallRecorder>()

async function recorderOf(responder: Responder | 'restore'): Promise<CallRecorder> {
  const recorder = recorders.get(responder) ?? (await startCallRecorder(moto.url))
  recorders.set(responder, recorder)
  return recorder
}

beforeAll(async () => {
  moto = await startMoto()
  around = await responderAccount(moto.url)
})

afterAll(() => {
  vi.unstubAllEnvs()
  for (const recorder of recorders.values()) recorder.close()
  moto?.stop()
})

afterEach(() => void vi.useRealTimers())

/** Moves the function's clock, and that of what happens next. */
const later = (ms: number): void =>
  void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms })

/** Something new to attack, whose snapshot is taken where that counts. */
async function prepared({ responder, prepare }: Scenario): Promise<[Stage, FunctionProcess]> {
  const stage = await prepare(moto.url, `attacked-${++made}`)
  const [{ url }, restore] = [await recorderOf(responder), await recorderOf('restore')]
  const lambda = await startFunction(responder, around, url, restore.url)
  if (responder === 'restart-trail') {
    await lambda.onSchedule()
    // An event knows its second alone, and a snapshot counts if it was over before that second.
    later(2_000)
  }
  await around.heard()
  return [stage, lambda]
}

async function recordOf(event: JsonObject) {
  const { eventID } = event.detail as JsonObject
  const records = await around.records()
  return records.find(
    ({ request: { event: other } }) => (other.detail as JsonObject).eventID === eventID,
  )
}

/** One of each responder, for what is the same for all their scenarios. */
const first = [...new Map(scenarios.toReversed().map((each) => [each.responder, each])).values()]

const named = (list: readonly Scenario[]) =>
  list.map((scenario) => [scenario.responder, scenario.name, scenario] as const)

describe.each(named(scenarios))('%s: %s', (responder, _, scenario) => {
  test('is answered once, and undone', async () => {
    const [stage, lambda] = await prepared(scenario)
    const before = await stage.state()
    const event = eventOf(await stage.attack())
    const attacked = await stage.state()
    expect(attacked).not.toEqual(before)

    const body = request(responder, 'enforce', event)
    expect(await lambda.receive([body, body])).toEqual([])
    const answered = scenario.expected(before, attacked)
    expect(await stage.state()).toEqual(answered)
    const [alert, ...more] = await around.heard()
    expect(more).toEqual([])
    expect(alert?.response).toMatchObject({ responder, state: 'done' })
    expect(alert?.response?.remains.length).toBeGreaterThan(1)

    const id = alert?.response?.id ?? ''
    expect(alert?.response?.command).toBe(`tripline undo ${id}`)
    const undo = JSON.stringify({ kind: 'undo', id, reason: null })
    expect(await lambda.receive([undo], 'AIDAMALLORY')).toEqual([])
    expect(await stage.state()).toEqual(answered)
    expect(await lambda.receive([undo])).toEqual([])
    expect(await stage.state()).toEqual(attacked)
    expect((await recordOf(event))?.state).toBe('undone')
  })
})

describe.each(named(first))('%s', (responder, _, scenario) => {
  test('leaves alone what failed, what it did itself and what the deployment did', async () => {
    const [stage, lambda] = await prepared(scenario)
    const call = await stage.attack()
    const attacked = await stage.state()
    const failed = eventOf(call)
    const events: JsonObject[] = [
      { ...failed, detail: { ...(failed.detail as JsonObject), errorCode: 'AccessDenied' } },
      eventOf(call, inRole(ownRole)),
      eventOf(call, inRole(deployRole)),
    ]
    const bodies = events.map((event) => request(responder, 'enforce', event))
    expect(await lambda.receive(bodies)).toEqual([])
    expect(await stage.state()).toEqual(attacked)
    expect(await around.heard()).toEqual([])
    for (const event of events) expect(await recordOf(event)).toBeUndefined()
  })

  test('acts for nobody but detect, and puts aside what somebody else asks for', async () => {
    const [stage, lambda] = await prepared(scenario)
    const event = eventOf(await stage.attack())
    const attacked = await stage.state()
    const body = request(responder, 'enforce', event)
    expect(await lambda.receive([body], 'AIDAPERSON')).toEqual([])
    expect(await stage.state()).toEqual(attacked)
    expect(await around.heard()).toEqual([])
    expect(await recordOf(event)).toBeUndefined()
    expect(await taken(around.sqs, around.queue('dead'))).toEqual([body])
  })

  test('says that it spares a break-glass principal', async () => {
    const [stage, lambda] = await prepared(scenario)
    const arn = `arn:aws:iam::${account}:user/break-glass/ada`
    const event = eventOf(await stage.attack(), { ...mallory, arn, userName: 'ada' })
    const attacked = await stage.state()
    expect(await lambda.receive([request(responder, 'enforce', event)])).toEqual([])
    expect(await stage.state()).toEqual(attacked)
    const [alert] = await around.heard()
    expect(alert?.response).toMatchObject({ state: 'refused' })
    expect(alert?.response?.summary).toContain('break-glass')
  })

  test('says what it would do, waits for a person, and acts when one approves', async () => {
    const [stage, lambda] = await prepared(scenario)
    const before = await stage.state()
    const event = eventOf(await stage.attack())
    const attacked = await stage.state()
    await lambda.receive([request(responder, 'observe', event)])
    const [observed] = await around.heard()
    expect(observed?.response).toMatchObject({ state: 'would-do', command: null })
    expect(observed?.response?.steps.length).toBeGreaterThan(0)
    expect(await stage.state()).toEqual(attacked)

    await lambda.receive([request(responder, 'approve', event)])
    const [waiting] = await around.heard()
    const id = waiting?.response?.id ?? ''
    expect(waiting?.response).toMatchObject({ state: 'waiting', command: `tripline approve ${id}` })
    expect(await stage.state()).toEqual(attacked)

    await lambda.receive([JSON.stringify({ kind: 'approve', id, reason: 'not ours' })])
    const [done] = await around.heard()
    expect(done?.response).toMatchObject({ id, state: 'done' })
    expect(done?.response?.steps.map(({ call }) => call)).toEqual(
      observed?.response?.steps.map(({ call }) => call),
    )
    expect(await stage.state()).toEqual(scenario.expected(before, attacked))
  })

  test('does nothing where it was put right by hand, and nothing twice', async () => {
    const [stage, lambda] = await prepared(scenario)
    const before = await stage.state()
    const call = await stage.attack()
    const attacked = await stage.state()
    const [one, other] = [eventOf(call), eventOf(call)]
    expect(await lambda.receive([request(responder, 'enforce', other)])).toEqual([])
    const answered = await stage.state()
    expect(answered).toEqual(scenario.expected(before, attacked))
    await around.heard()
    // What the earlier event left stands no more: it may be too soon to tell, and then it is told.
    later(130_000)
    expect(await lambda.receive([request(responder, 'enforce', one)])).toEqual([])
    expect(await stage.state()).toEqual(answered)
    const [alert] = await around.heard()
    expect(alert?.response).toMatchObject({ state: 'changed-since', steps: [] })
  })

  test('ends at any call, and goes on when its message comes again', async () => {
    const calls = await callsOf(scenario)
    expect(calls.length).toBeGreaterThan(15)
    for (const [at, call] of calls.entries()) {
      for (const moment of ['asked', 'answered'] as const) {
        const made = await endedAt(scenario, at, moment, `${call} (${at}) was ${moment}`)
        expect(made.filter(isWrite)).toEqual(calls.filter(isWrite))
      }
    }
  })
})

/** Calls that change what is attacked; S3's have no name in the protocol. */
const isWrite = (call: string): boolean =>
  /^UpdateAccessKey$|^RevokeSecurityGroupIngress$|\.StartLogging$/.test(call)

/** What the function calls to answer an attack, undisturbed. */
async function callsOf(scenario: Scenario): Promise<readonly string[]> {
  const [stage] = await prepared(scenario)
  const body = request(scenario.responder, 'enforce', eventOf(await stage.attack()))
  const proxy = await startEndingProxy(moto.url)
  const lambda = await startFunction(scenario.responder, around, proxy.url)
  expect(await lambda.receive([body])).toEqual([])
  proxy.close()
  return [...proxy.calls]
}

/** The calls that arrived, of both deliveries. */
async function endedAt(
  scenario: Scenario,
  at: number,
  moment: 'asked' | 'answered',
  what: string,
): Promise<readonly string[]> {
  const { responder } = scenario
  const [stage] = await prepared(scenario)
  const before = await stage.state()
  const event = eventOf(await stage.attack())
  const attacked = await stage.state()
  const body = request(responder, 'enforce', event)

  const first = await startEndingProxy(moto.url)
  const dying = await startFunction(responder, around, first.url)
  await new Promise<void>((resolve) => {
    let hasEnded = false
    first.reset((number, when) => {
      hasEnded ||= number === at && when === moment
      if (hasEnded) resolve()
      return hasEnded
    })
    void dying.receive([body]).then(() => resolve())
  })
  const arrived = first.calls.slice(0, moment === 'asked' ? at : at + 1)
  // A process that has ended calls nothing any more, whatever its code would do next.
  first.close()

  // The message is seen again after three minutes.
  later(180_000)
  const second = await startEndingProxy(moto.url)
  const next = await startFunction(responder, around, second.url)
  expect(await next.receive([body]), what).toEqual([])
  second.close()
  expect(await stage.state(), what).toEqual(scenario.expected(before, attacked))
  expect((await recordOf(event))?.state, what).toBe('done')
  const alerts = await around.heard()
  expect([...new Set(alerts.map(({ id }) => id))], what).toHaveLength(1)
  vi.useRealTimers()
  return [...arrived, ...second.calls]
}

/** The calls that undo a response. No responder itself may make the first two. */
const undoing = [
  'cloudtrail:StopLogging',
  'ec2:AuthorizeSecurityGroupIngress',
  'iam:UpdateAccessKey',
  's3:PutBucketPublicAccessBlock',
]

const calledBy = (name: Responder | 'restore'): string[] =>
  [...(recorders.get(name)?.actions ?? [])].filter((action) => !isImplied(action)).sort()

/** What Lambda itself does with the role, and what UpdateTrail asks for beside itself. */
const isImplied = (action: string): boolean => /^(?:logs|sqs):|^iam:PassRole$/.test(action)

test.each(first.map(({ responder }) => responder))(
  '%s may call what it was seen to call, and nothing else',
  (responder) => {
    const allowed = permissionsOf(everything, responder)
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Action }) => Action)
      .filter((action) => !isImplied(action))
    const called = calledBy(responder)
    expect([...new Set(allowed)].sort()).toEqual(called)
    expect([...responderCalls[responder]].sort()).toEqual(called)
  },
)

test('restore was seen to make the calls that undo each of them, and may make those', () => {
  const allowed = permissionsOf(everything, 'restore').flatMap(({ Effect, Action }) =>
    Effect === 'Allow' ? Action : [],
  )
  const called = calledBy('restore')
  expect(called).toEqual(expect.arrayContaining(undoing))
  expect(called.filter((action) => !allowed.includes(action))).toEqual([])
})

test('the command line approves, undoes and lists', async () => {
  const other = await startMoto()
  onTestFinished(() => other.stop())
  const stage = await deployed(other.url)
  const { id, state } = await stage.attacked('approve')
  const attacked = await state()
  stage.serve()
  const approved = await answerOf(stage.cwd, onStage('approve', id))
  expect(approved).toMatchObject({ code: 0, state: 'done', answer: 'it is done' })
  expect(await state()).not.toEqual(attacked)
  const undone = await answerOf(stage.cwd, onStage('undo', id))
  expect(undone).toMatchObject({ code: 0, state: 'undone' })
  expect(await state()).toEqual(attacked)
  const { responses } = await answerOf(stage.cwd, onStage('responses'))
  expect(responses).toMatchObject([{ id, state: 'undone' }])
})
