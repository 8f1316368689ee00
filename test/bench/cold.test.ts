/** The benchmark of cold starts runs, and each side does what it is measured for; how fast is `npm run bench -- cold`. */
import { expect, test } from 'vitest'
import { coldBench } from '../../bench/cold.ts'
import { tableOf } from '../../bench/table.ts'

test('cold starts', async () => {
  const rows = await coldBench({ rules: 1000, rounds: 1 })
  expect(rows).toHaveLength(7)
  for (const { ratio, what } of rows) expect(ratio, what).not.toBeNaN()
  // Bytes are the same on every machine.
  const sizes = rows.filter(({ what }) => /whole package$|files read/.test(what))
  expect(sizes).toHaveLength(2)
  for (const { ratio, goal, what } of sizes) expect(ratio, what).toBeGreaterThan(goal)
  expect(tableOf(rows).split('\n')).toHaveLength(8)
})
