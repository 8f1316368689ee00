/** The engine means what the language says, case by case. */
import { describe, expect, test } from 'vitest'
import { evaluate } from '../../src/engine/evaluate.ts'
import { caseFiles } from '../conformance/cases.ts'

const files = caseFiles()

for (const { name: file, cases } of files) {
  describe(file, () => {
    for (const { name, match, unless, event, fires } of cases) {
      test(name, () => {
        const held = unless !== undefined && evaluate(unless, event)
        expect(evaluate(match, event) && !held).toBe(fires)
      })
    }

    test('names are unique', () => {
      const names = cases.map(({ name }) => name)
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
    })

    test('cases of both kinds', () => {
      expect(new Set(cases.map(({ fires }) => fires)).size).toBe(2)
    })
  })
}

test('there are enough of them', () => {
  expect(files.flatMap(({ cases }) => cases).length).toBeGreaterThanOrEqual(200)
})
