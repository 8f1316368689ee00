/** The reference passes the cases of the language, so that agreeing with it is worth something. */
import { expect, test } from 'vitest'
import { caseFiles } from '../conformance/cases.ts'
import { fires as isFired } from './reference.ts'

for (const { name: file, cases } of caseFiles()) {
  test(file, () => {
    const wrong = cases.filter(
      ({ match, unless, event, fires }) =>
        fires !== (isFired(match, event) && !(unless !== undefined && isFired(unless, event))),
    )
    expect(wrong.map(({ name }) => name)).toEqual([])
  })
}
