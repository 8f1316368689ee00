/** Records of the calls that responders answer, with anything in any place of them: each ends in an answer. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isObject, type Json, type JsonObject } from '../../../src/ir/json.ts'
import { responderEvent } from '../../../src/respond/contract/event.ts'
import { isNoPlan } from '../../../src/respond/contract/responder.ts'
import { probe } from '../../probes/probe.ts'
import { responderCases } from '../responders.ts'

type Path = readonly (string | number)[]

const pathsIn = (value: Json, path: Path = []): readonly Path[] => [
  path,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => pathsIn(inner as Json, [...path, key]))
    : []),
]

function replaced(value: Json, [key, ...rest]: Path, by: Json): Json {
  if (key === undefined) return by
  if (Array.isArray(value)) {
    return value.map((inner, index) => (String(index) === key ? replaced(inner, rest, by) : inner))
  }
  return isObject(value) ? { ...value, [key]: replaced(value[key] ?? null, rest, by) } : value
}

const nasty = fc.oneof(
  fc.constantFrom<Json>(
    '',
    '__proto__',
    '\u202e\u0000\n',
    '%',
    '{"Statement":1}',
    [],
    {},
    [null],
    null,
    -1,
  ),
  fc.jsonValue() as fc.Arbitrary<Json>,
)

describe.each(responderCases)('%s', (_, { responder, attack, past, live }) => {
  const { detail = {} } = attack
  const paths = pathsIn(detail)

  test('never throws', () => {
    let plans = 0
    let targets = 0
    void fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(paths.length - 1), nasty), { minLength: 1, maxLength: 3 }),
        (changes) => {
          const record = changes.reduce<Json>(
            (each, [at, by]) => replaced(each, paths[at] ?? [], by),
            detail,
          )
          const event = responderEvent({ ...attack, detail: record } as JsonObject)
          if (typeof event === 'string') return
          const target = responder.target(event)
          if (isNoPlan(target)) return
          targets++
          if (!isNoPlan(responder.plan({ event, target, past, live }))) plans++
        },
      ),
      probe('respond/hostile-records/any-place', { short: 1000, long: 50_000 }),
    )
    // Most changes are of no matter to a responder: its code was run to the end.
    expect(targets).toBeGreaterThan(100)
    expect(plans).toBeGreaterThan(100)
  })
})
