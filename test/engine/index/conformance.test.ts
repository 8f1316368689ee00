/** The language's cases, each asked of one matcher that holds all of them. */
import { expect, test } from 'vitest'
import { matcherFor } from '../../../src/engine/index/matcher.ts'
import type { JsonObject } from '../../../src/ir/json.ts'
import { caseFiles } from '../../conformance/cases.ts'

const source = 'aws.any'
const detailType = 'AWS API Call via CloudTrail'
const textOr = (value: unknown, other: string): string =>
  typeof value === 'string' ? value : other

const cases = caseFiles().flatMap(({ cases: each }) => each)
const rules = cases.map(({ match, unless, event: { envelope } }) => ({
  on: {
    source: textOr(envelope.source, source),
    detailTypes: [textOr(envelope['detail-type'], detailType)],
  },
  match,
  unless,
}))
const matcher = matcherFor(rules)

/** Delivered as something: a case that says nothing of its envelope gets one. */
const enveloped = (envelope: JsonObject): JsonObject => ({
  source: textOr(envelope.source, source),
  'detail-type': textOr(envelope['detail-type'], detailType),
  ...envelope,
})

test('the matcher fires where the case does, and only there', () => {
  const wrong = cases.filter(({ event, fires }, at) => {
    const rule = rules[at]
    const matched = matcher({ record: event.record, envelope: enveloped(event.envelope) })
    return matched.some((each) => each === rule) !== fires
  })
  expect(cases.length).toBeGreaterThan(1000)
  expect(wrong.map(({ name }) => name)).toEqual([])
})
