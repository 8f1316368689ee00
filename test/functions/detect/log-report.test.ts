/** What `detect` says of a batch: lines for people, metrics for alarms. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { logReport } from '../../../functions/detect/log-report.ts'
import { detect } from '../../../src/detect/detect.ts'
import type { JsonObject } from '../../../src/ir/json.ts'
import { eventOf, ruleFor } from '../../detect/rules.ts'
import { testWorld } from '../../detect/world.ts'

let lines: Record<string, unknown>[]

beforeEach(() => {
  lines = []
  vi.stubEnv('STAGE', 'test')
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    lines.push(JSON.parse(String(line)) as Record<string, unknown>)
    return true
  })
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

const call = (number: number): JsonObject =>
  eventOf({ eventName: 'Test', number, atMs: 0, who: 'ann\n{"level":"info"}', what: 'x' })
const messages = (...bodies: string[]) => bodies.map((body, index) => ({ id: `m${index}`, body }))
const counts = () => lines.find((line) => 'EventsEvaluated' in line)

describe('a batch', () => {
  test('is a line for each alert and one of metrics', async () => {
    const { world } = testWorld([ruleFor('test', 'Test')])
    logReport(await detect(messages(JSON.stringify(call(1)), '{'), world), 1000)
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatchObject({
      level: 'info',
      message: 'alert',
      rule: 'test',
      severity: 'high',
      sent: ['channel/pager', 'bus'],
      unsent: [],
    })
    expect(lines[1]).toMatchObject({ level: 'error', message: 'message unreadable' })
    expect(counts()).toEqual({
      _aws: {
        Timestamp: 1000,
        CloudWatchMetrics: [
          {
            Namespace: 'Tripline',
            Dimensions: [['stage']],
            Metrics: [
              { Name: 'EventsEvaluated', Unit: 'Count' },
              { Name: 'AlertsSent', Unit: 'Count' },
              { Name: 'AlertsStaged', Unit: 'Count' },
              { Name: 'MessagesFailed', Unit: 'Count' },
              { Name: 'MessagesUnreadable', Unit: 'Count' },
            ],
          },
        ],
      },
      stage: 'test',
      EventsEvaluated: 1,
      AlertsSent: 1,
      AlertsStaged: 0,
      MessagesFailed: 0,
      MessagesUnreadable: 1,
    })
  })

  test('that came again for nothing counts no alert twice', async () => {
    const { world } = testWorld([ruleFor('test', 'Test')])
    for (let delivery = 0; delivery < 2; delivery++) {
      lines = []
      logReport(await detect(messages(JSON.stringify(call(1))), world), 1000)
    }
    expect(lines).toHaveLength(1)
    expect(counts()).toMatchObject({ EventsEvaluated: 1, AlertsSent: 0 })
  })

  test('that failed says which message, and why', async () => {
    const { world } = testWorld([ruleFor('test', 'Test')], {
      topics: { publish: () => Promise.reject(new Error('Throttled')) },
    })
    logReport(await detect(messages(JSON.stringify(call(1))), world), 1000)
    expect(lines[0]).toMatchObject({ level: 'error', unsent: [{ target: 'channel/pager' }] })
    expect(lines[1]).toMatchObject({ level: 'error', message: 'message failed', messageId: 'm0' })
    expect(String(lines[1]?.why)).toContain('Throttled')
    expect(counts()).toMatchObject({ AlertsSent: 0, MessagesFailed: 1 })
  })

  test('of a staged rule is counted apart', async () => {
    const { world } = testWorld([ruleFor('test', 'Test', { status: 'staged' })])
    logReport(await detect(messages(JSON.stringify(call(1))), world), 1000)
    expect(lines[0]).toMatchObject({ message: 'staged alert', sent: ['bus'] })
    expect(counts()).toMatchObject({ AlertsSent: 0, AlertsStaged: 1 })
  })
})
