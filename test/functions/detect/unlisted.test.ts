/** Events of accounts that a hub does not know: counted, reported, and never evaluated. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { logReport } from '../../../functions/detect/log-report.ts'
import { detect } from '../../../src/detect/detect.ts'
import { ruleFor } from '../../detect/rules.ts'
import { testWorld } from '../../detect/world.ts'

const reportToHealth = vi.hoisted(() => vi.fn(async (_subject: string, _text: string) => {}))
vi.mock('../../../functions/world/health.ts', () => ({ reportToHealth }))

const clock = { signal: () => AbortSignal.timeout(10_000) }
let lines: Record<string, unknown>[]

beforeEach(() => {
  lines = []
  reportToHealth.mockReset()
  vi.resetModules()
  vi.useFakeTimers({ now: new Date('2026-11-20T08:00:00Z'), toFake: ['Date'] })
  vi.stubEnv('STAGE', 'test')
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    lines.push(JSON.parse(String(line)) as Record<string, unknown>)
    return true
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

const messages = (...accounts: string[]) =>
  accounts.map((account, index) => ({ id: `m${index}`, body: `"${account}"` }))
const load = async () => (await import('../../../functions/detect/unlisted.ts')).reportUnlisted

test('are a metric of the account, and no evaluated event', async () => {
  const kept = testWorld([ruleFor('test', 'Test')])
  const report = await detect(messages('444455556666', '000000000012', '444455556666'), kept.world)
  expect(report).toMatchObject({ failed: [], unreadable: [], eventCount: 0 })
  logReport(report, 1000)
  expect(lines.filter((line) => 'EventsUnlisted' in line)).toMatchObject([
    { stage: 'test', account: '444455556666', EventsUnlisted: 2 },
    { stage: 'test', account: '000000000012', EventsUnlisted: 1 },
  ])
})

test('are counted where EventBridge leaves out the quotation marks of the text', async () => {
  const { world } = testWorld([])
  const report = await detect([{ id: 'm', body: '444455556666' }], world)
  expect(report.unlisted).toEqual(['444455556666'])
})

test('that somebody made up are not counted', async () => {
  const prove = async (ids: readonly string[]) => new Map(ids.map((id) => [id, 'forged' as const]))
  const { world } = testWorld([], { prove })
  const report = await detect(messages('444455556666'), world)
  expect([report.unlisted, report.failed.length]).toEqual([[], 1])
})

test('name nothing but an account number', async () => {
  const { world } = testWorld([])
  const report = await detect(messages('call +1 555 01', '44445555666', '4444555566667'), world)
  expect(report.unlisted).toEqual([])
  expect(report.unreadable).toHaveLength(3)
})

test('are reported once a day for each account, with what to write', async () => {
  const reportUnlisted = await load()
  await reportUnlisted(['444455556666', '444455556666', '000000000012'], clock)
  await reportUnlisted(['444455556666'], clock)
  expect(reportToHealth.mock.calls.map(([subject]) => subject)).toEqual([
    'Events of account 444455556666 are dropped',
    'Events of account 000000000012 are dropped',
  ])
  expect(reportToHealth.mock.calls[0]?.[1]).toContain("`account: '444455556666'`")
  vi.setSystemTime(new Date('2026-11-21T08:00:01Z'))
  await reportUnlisted(['444455556666'], clock)
  expect(reportToHealth).toHaveBeenCalledTimes(3)
})

test('are reported again where the report was not sent', async () => {
  const reportUnlisted = await load()
  reportToHealth.mockRejectedValueOnce(new Error('NotFound'))
  await reportUnlisted(['444455556666'], clock)
  await reportUnlisted(['444455556666'], clock)
  expect(reportToHealth).toHaveBeenCalledTimes(2)
})
