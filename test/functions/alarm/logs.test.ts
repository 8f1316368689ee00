/** Reading the log through the SDK's real client: pages, bounds and failures. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { logs } from '../../../functions/world/logs.ts'
import { type ScriptedEndpoint, startScriptedEndpoint } from '../../support/scripted-endpoint.ts'
import { filter } from './world.ts'

let endpoint: ScriptedEndpoint

beforeAll(async () => {
  endpoint = await startScriptedEndpoint()
})
afterAll(() => endpoint.close())

const span = { fromMs: 1000, toMs: 9000 }
const entry = (timestamp: number) => ({ message: `{"at":${timestamp}}`, timestamp, eventId: 'x' })
const read = (maxEvents = 100, withinMs = 600_000) => {
  const deadlineMs = Date.now() + withinMs
  return logs({ maxEvents, deadlineMs: () => deadlineMs, nowMs: () => Date.now() })(filter, span)
}

/** Pages by token; the first has none. */
const pages = (all: readonly (readonly number[])[]): void =>
  endpoint.script(({ body }) => {
    const page = Number(body.nextToken ?? 0)
    const events = (all[page] ?? []).map(entry)
    const nextToken = page + 1 < all.length ? { nextToken: String(page + 1) } : {}
    return { kind: 'answer', body: { events, ...nextToken } }
  })

test('all pages are read, also behind empty ones', async () => {
  pages([[1001], [], [], [1002, 1003], []])
  const reading = await read()
  expect(reading).toEqual({
    kind: 'read',
    entries: [1001, 1002, 1003].map((at) => ({ message: `{"at":${at}}`, loggedMs: at })),
    rest: null,
  })
  expect(endpoint.received).toHaveLength(5)
  expect(endpoint.received[0]).toEqual({
    operation: 'Logs_20140328.FilterLogEvents',
    body: {
      logGroupName: filter.logGroup,
      filterPattern: filter.pattern,
      startTime: 1000,
      endTime: 9000,
    },
  })
})

test('a storm is read up to a bound', async () => {
  pages([[1001, 1002], [1003, 1004], [1005]])
  expect(await read(3)).toMatchObject({ kind: 'read', rest: { kind: 'too many', fromMs: 1004 } })
  expect(endpoint.received).toHaveLength(2)
})

test('a bound that is reached with the last page is none', async () => {
  pages([
    [1001, 1002],
    [1003, 1004],
  ])
  expect(await read(3)).toMatchObject({ kind: 'read', rest: null })
})

test('a log that cannot be read is an answer, and says why', async () => {
  endpoint.script(() => ({ kind: 'error', code: 'ResourceNotFoundException', status: 400 }))
  expect(await read()).toEqual({
    kind: 'unreadable',
    why: 'ResourceNotFoundException: as scripted',
  })
})

test('what was read before a failure is kept', async () => {
  endpoint.script(({ body }) =>
    body.nextToken === undefined
      ? { kind: 'answer', body: { events: [entry(1001)], nextToken: 'more' } }
      : { kind: 'error', code: 'AccessDeniedException', status: 400 },
  )
  expect(await read()).toMatchObject({
    kind: 'read',
    entries: [{ loggedMs: 1001 }],
    rest: { kind: 'unread', fromMs: 1001, why: 'AccessDeniedException: as scripted' },
  })
})

test('a failure that passes is tried again', async () => {
  let calls = 0
  endpoint.script(() =>
    ++calls === 1
      ? { kind: 'error', code: 'ThrottlingException', status: 400 }
      : { kind: 'answer', body: { events: [entry(1001)] } },
  )
  expect(await read()).toMatchObject({ kind: 'read', entries: [{ loggedMs: 1001 }], rest: null })
})

test('a log that does not answer does not hold the alert up', async () => {
  endpoint.script(() => ({ kind: 'silence' }))
  expect(await read(100, 100)).toMatchObject({ kind: 'unreadable' })
})

test('pages without end stop at the deadline', async () => {
  endpoint.script(() => ({ kind: 'answer', body: { events: [], nextToken: 'again' } }))
  expect(await read(100, 100)).toMatchObject({ kind: expect.stringMatching(/read|unreadable/) })
})
