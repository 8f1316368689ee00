/** Every operator in every backend, as itself and as its negation, with the sentence of each residual and refusal. */
import { describe, expect, test } from 'vitest'
import { backends } from '../../src/ir/names.ts'
import { cellFor } from './operator-cells.ts'
import { table } from './operator-table.ts'

describe.for(backends)('%s', (backend) => {
  for (const { check, path, cells } of Object.values(table).flat()) {
    test(`${JSON.stringify(check)} of ${path}`, () => {
      const [itself, negated] = cells[backend]
      expect(cellFor(backend, path, check)).toEqual(itself)
      expect(cellFor(backend, path, { op: 'not', of: check })).toEqual(negated)
    })
  }
})
