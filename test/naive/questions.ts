/**
 * Random questions: a predicate and an event it may hold for. Both come from one small vocabulary,
 * so that they speak of the same fields and values.
 */
import fc from 'fast-check'
import type { Event } from '../../src/ir/event.ts'
import type { Json, JsonObject, Scalar } from '../../src/ir/json.ts'
import { actorPath, type Path } from '../../src/ir/path.ts'
import type { Check, Predicate } from '../../src/ir/predicate.ts'
import { anyScalar, linkingTest, valueTest } from './checks.ts'

export type Question = readonly [predicate: Predicate, event: Event]

/** One field and whatever operator: a value or a few of them, or none. */
export const aboutOneField: fc.Arbitrary<Question> = fc.tuple(
  valueTest.map((check): Predicate => ({ kind: 'block', fields: [{ path: ['a'], check }] })),
  fc
    .oneof(
      { weight: 6, arbitrary: anyScalar },
      { weight: 2, arbitrary: fc.array(anyScalar, { maxLength: 3 }) },
      { weight: 1, arbitrary: fc.constantFrom<Json[]>({}, { a: 1 }, [[]], [{ a: 1 }], [[1], [2]]) },
    )
    .map((a): Event => ({ record: { a }, envelope: {} })),
)

/** Several fields that go through the same arrays, and tests that tie them together. */
export const aboutLinkedFields = (): fc.Arbitrary<Question> => {
  const scalar = fc.constantFrom<Scalar[]>(1, 2, 3, null)
  const path = fc.constantFrom<Path[]>(
    ...[['a'], ['b'], ['s'], ['s', 'a'], ['s', 'b'], ['s', 'c'], ['s', 't', 'a']],
    ...[['s', 't', 'b'], ['s', 'r', 'a'], ['r', 'a'], ['r', 'b'], ['none'], ['s', 'none']],
    ...[
      ['envelope', 'a'],
      ['envelope', 's', 'a'],
      ['envelope', 's', 'b'],
    ],
  )
  return fc.tuple(predicateOf(path, linkingTest(scalar, path), 'with elements'), eventOf(scalar))
}

/** Any fields, any operators, events of any form. */
export const aboutAnything = (): fc.Arbitrary<Question> => {
  const segment = fc.constantFrom('a', 'b', 'c')
  const path: fc.Arbitrary<Path> = fc.oneof(
    { weight: 8, arbitrary: fc.array(segment, { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: segment.map((name) => ['envelope', name]) },
    { weight: 1, arbitrary: fc.constant(actorPath) },
  )
  const scalar = fc.oneof(fc.constantFrom<Scalar[]>('x', 1), anyScalar)
  const check = fc.oneof(valueTest, linkingTest(scalar, path))
  return fc.tuple(predicateOf(path, check, 'with elements'), formlessEvent(scalar))
}

/** Blocks of up to four fields, joined and negated. */
export function predicateOf(
  path: fc.Arbitrary<Path>,
  check: fc.Arbitrary<Check>,
  elements: 'with elements' | 'of blocks' = 'of blocks',
): fc.Arbitrary<Predicate> {
  // One field for each path, as the reader sees to.
  const block = fc
    .uniqueArray(fc.record({ path, check }), {
      maxLength: 4,
      selector: (field) => field.path.join(),
    })
    .map((fields): Predicate => ({ kind: 'block', fields }))
  return fc.letrec<{ predicate: Predicate }>((tie) => ({
    predicate: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      { weight: 12, arbitrary: block },
      { weight: 2, arbitrary: tie('predicate').map((of): Predicate => ({ kind: 'not', of })) },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constantFrom('any', 'all'),
          of: fc.array(tie('predicate'), { maxLength: 3 }),
        }),
      },
      {
        weight: elements === 'of blocks' ? 0 : 2,
        arbitrary: fc.record({ kind: fc.constant('each'), path, of: tie('predicate') }),
      },
    ),
  })).predicate
}

/** Records and envelopes of one form, each part of which may be missing, single, or in arrays. */
function eventOf(scalar: fc.Arbitrary<Scalar>): fc.Arbitrary<Event> {
  const few = fc.oneof(
    { weight: 6, arbitrary: scalar },
    { weight: 2, arbitrary: fc.array(scalar, { maxLength: 2 }) },
    { weight: 1, arbitrary: fc.constantFrom<Json[]>([], {}, [[1], 2], [null, []]) },
  )
  const objects = (fields: Record<string, fc.Arbitrary<Json>>): fc.Arbitrary<Json> => {
    const record = fc.record(fields, { requiredKeys: [], noNullPrototype: true })
    const object = record as fc.Arbitrary<Json>
    const array: fc.Arbitrary<Json> = fc.array(object, { minLength: 1, maxLength: 3 })
    const mixed: fc.Arbitrary<Json> = fc.array(fc.oneof(few, object, array), { maxLength: 3 })
    return fc.oneof(
      { weight: 8, arbitrary: array },
      { weight: 2, arbitrary: object },
      { weight: 2, arbitrary: mixed },
    )
  }
  const fields = {
    a: few,
    b: few,
    r: objects({ a: few, b: few }),
    s: objects({ a: few, b: few, c: few, t: objects({ a: few, b: few }), r: objects({ a: few }) }),
  }
  const record = fc.record(
    { ...fields, envelope: objects({ a: few }) },
    { requiredKeys: ['a', 's'], noNullPrototype: true },
  )
  const envelope = fc.record(
    { a: few, s: objects({ a: few, b: few }) },
    { requiredKeys: [], noNullPrototype: true },
  )
  return fc.record({ record, envelope }) as fc.Arbitrary<Event>
}

function formlessEvent(scalar: fc.Arbitrary<Scalar>): fc.Arbitrary<Event> {
  const { object } = fc.letrec<{ value: Json; object: JsonObject; array: Json[] }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      { weight: 5, arbitrary: scalar },
      { weight: 3, arbitrary: tie('object') },
      { weight: 4, arbitrary: tie('array') },
    ),
    object: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'envelope'), tie('value'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
    array: fc.array(fc.oneof(tie('object'), tie('value')), { maxLength: 3 }),
  }))
  return fc.record({ record: object, envelope: object })
}
