/** What rules remember between events, by the events' own time and never by the clock. */
import { describe, expect, test } from 'vitest'
import { answerOf, log, record, rule, workspace } from './workspace.ts'

/** Events at these seconds after ten o'clock, each with some fields. */
type Timeline = readonly (readonly [seconds: number, fields?: Record<string, unknown>])[]

/** The second of each alert, with how many events it stands for. */
async function alerts(
  keys: Record<string, unknown>,
  timeline: Timeline,
): Promise<[number, number][]> {
  const start = Date.parse('2026-11-20T10:00:00Z')
  const records = timeline.map(([seconds, fields]) =>
    record({ eventTime: new Date(start + seconds * 1000).toISOString(), ...fields }),
  )
  // The files are out of order on purpose: late records come in files that sort after newer ones.
  const files = { 'h/a.json': log(...records.slice(3)), 'h/b.json': log(...records.slice(0, 3)) }
  const answer = await answerOf(workspace({ 'rules/a.yaml': rule('a', keys), ...files }), [
    'replay',
    'h',
  ])
  return answer.alerts.map(({ time, count }: { time: string; count: number }) => [
    (Date.parse(time) - start) / 1000,
    count,
  ])
}

const every = (seconds: number, count: number, fields: Record<string, unknown> = {}): Timeline =>
  Array.from({ length: count }, (_, n) => [n * seconds, fields] as const)

describe('threshold', () => {
  const three = { threshold: { count: 3, within: '10m' } }

  test('fires when the count is reached, the ends of the window included', async () => {
    expect(await alerts(three, [[0], [300], [600]])).toEqual([[600, 3]])
    expect(await alerts(three, [[0], [300], [601]])).toEqual([])
    expect(await alerts(three, [[0], [300], [601], [900]])).toEqual([[900, 3]])
  })

  test('makes one alert of a burst, and another after the count fell below', async () => {
    expect(await alerts(three, every(10, 100))).toEqual([[20, 3]])
    expect(await alerts(three, [[0], [1], [2], [3], [2000], [2001], [2002]])).toEqual([
      [2, 3],
      [2002, 3],
    ])
    expect(await alerts(three, [[0], [300], [600], [900], [1200], [1500]])).toEqual([[600, 3]])
  })

  test('counts each value of `by` apart, absence being one of them', async () => {
    const by = { threshold: { count: 2, within: '10m', by: ['sourceIPAddress', 'awsRegion'] } }
    const at = (sourceIPAddress: unknown) => ({ sourceIPAddress })
    expect(
      await alerts(by, [
        [0, at('a')],
        [1, at('b')],
        [2, at('c')],
        [3, at('b')],
        [4, at('a')],
      ]),
    ).toEqual([
      [3, 2],
      [4, 2],
    ])
    expect(
      await alerts(by, [
        [0, at(undefined)],
        [1, at(null)],
        [2, at(undefined)],
        [3, at('')],
      ]),
    ).toEqual([[2, 2]])
  })

  test('counts distinct values, each from when it was last seen', async () => {
    const distinct = { threshold: { count: 3, within: '10m', distinct: 'requestParameters.names' } }
    const named = (...names: string[]) => ({ requestParameters: { names } })
    expect(await alerts(distinct, every(1, 50, named('a')))).toEqual([])
    expect(
      await alerts(distinct, [
        [0, named('a')],
        [1, named('b')],
        [2, named('a')],
        [3, named('c')],
      ]),
    ).toEqual([[3, 3]])
    expect(await alerts(distinct, [[0, named('a', 'b', 'c')]])).toEqual([[0, 3]])
    expect(
      await alerts(distinct, [
        [0, named('a')],
        [400, named('b')],
        [500, named('a')],
        [1000, named('c')],
      ]),
    ).toEqual([[1000, 3]])
    expect(await alerts(distinct, every(1, 5, { requestParameters: null }))).toEqual([])
  })
})

describe('firstSeen', () => {
  const first = { firstSeen: { by: ['userIdentity.arn', 'awsRegion'], within: '1h' } }
  const who = (arn: string, awsRegion = 'eu-central-1') => ({ userIdentity: { arn }, awsRegion })

  test('fires for a combination that is new, and again when it was away for long', async () => {
    const timeline: Timeline = [
      [0, who('a')],
      [1, who('b')],
      [2, who('a', 'us-east-1')],
      [3, who('a')],
      [3603, who('a')],
      [7204, who('a')],
    ]
    expect(await alerts(first, timeline)).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
      [7204, 1],
    ])
  })

  test('and a threshold: the new ones are counted', async () => {
    const both = { ...first, threshold: { count: 3, within: '10m' } }
    const timeline: Timeline = [
      [0, who('a')],
      [1, who('a')],
      [2, who('b')],
      [3, who('b')],
      [4, who('c')],
    ]
    expect(await alerts(both, timeline)).toEqual([[4, 3]])
  })
})

describe('dedup', () => {
  const hour = { dedup: { by: 'userIdentity.arn', within: '1h' } }

  test('sends the first at once, then at 10 and at 100 repeats', async () => {
    expect(await alerts(hour, every(1, 205))).toEqual([
      [0, 1],
      [10, 11],
      [100, 101],
    ])
  })

  test('begins anew when the time is over, however busy it was', async () => {
    expect(await alerts(hour, [[0], [3600], [3601]])).toEqual([
      [0, 1],
      [3601, 1],
    ])
    expect(await alerts(hour, every(400, 20))).toEqual([
      [0, 1],
      [4000, 1],
    ])
  })

  test('keeps what differs apart', async () => {
    const who = (arn: string) => ({ userIdentity: { arn } })
    expect(
      await alerts(hour, [
        [0, who('a')],
        [1, who('b')],
        [2, who('a')],
      ]),
    ).toEqual([
      [0, 1],
      [1, 1],
    ])
  })

  test('of a threshold counts bursts', async () => {
    const both = { ...hour, threshold: { count: 2, within: '1s' } }
    expect(await alerts(both, [[0], [1], [100], [101], [5000], [5001]])).toEqual([
      [1, 2],
      [5001, 2],
    ])
  })
})
