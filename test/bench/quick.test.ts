/** The benchmarks run and both sides of each find the same; how fast is `npm run bench`. */
import { expect, test } from 'vitest'
import { matcherBench } from '../../bench/matcher.ts'
import { replayBench } from '../../bench/replay.ts'
import { tableOf } from '../../bench/table.ts'

test('matcher', async () => {
  const rows = await matcherBench({ eventCount: 300, rounds: 1 })
  expect(rows).toHaveLength(7)
  expect(tableOf(rows).split('\n')).toHaveLength(8)
})

test('replay', async () => {
  const rows = await replayBench({ fileCount: 4, times: 1, rounds: 1, withPeers: false })
  expect(rows).toHaveLength(8)
  for (const { ratio } of rows) expect(ratio).toBeGreaterThan(0)
})
