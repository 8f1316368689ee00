/** The benchmark of cold starts runs, and each side does what it is measured for; how fast is `npm run bench -- cold`. */
import { expect, test } from 'vitest'
import { coldBench } from '../../bench/cold.ts'
import { tableOf } from '../../bench/table.ts'

test('cold starts', async () => {
  const rows = await coldBench({ rules: 300, rounds: 1 })
  expect(rows).toHaveLength(6)
  for (const { ratio, what } of rows) expect(ratio, what).not.toBeNaN()
  expect(tableOf(rows).split('\n')).toHaveLength(7)
}, 60_000)
