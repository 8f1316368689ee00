/**
 * Random predicates and events of CloudTrail's shape: some fields that hold one value at most, some
 * that go through arrays. From a vocabulary so small that tests often agree, exclude and imply one
 * another.
 */
import fc from 'fast-check'
import { observations } from '../../src/aws/detail-types.ts'
import { listsFromFor } from '../../src/aws/single-values.ts'
import type { Event } from '../../src/ir/event.ts'
import type { Json, JsonObject, Scalar } from '../../src/ir/json.ts'
import type { Path } from '../../src/ir/path.ts'
import type { Check, OperatorCheck, Predicate } from '../../src/ir/predicate.ts'

const listsFrom = listsFromFor(observations.cloudtrail.detailTypes)

export const isSingle = (path: Path): boolean => listsFrom(path) === Number.POSITIVE_INFINITY

const single: Path[] = [['eventName'], ['errorCode'], ['userIdentity', 'type']]
const manifold: Path[] = [
  ['requestParameters', 'name'],
  ['requestParameters', 'items', 'a'],
  ['requestParameters', 'items', 'b'],
  ['resources', 'ARN'],
]

const words = ['a', 'A', 'ab', 'AB', 'b', 'ba', 'aba', '']
export const scalar: fc.Arbitrary<Scalar> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<Scalar[]>(...words) },
  { weight: 2, arbitrary: fc.constantFrom<Scalar[]>(0, 1, 2) },
  { weight: 1, arbitrary: fc.constantFrom<Scalar[]>(null, true) },
  { weight: 1, arbitrary: fc.constantFrom<Scalar[]>('10.0.0.1', '10.1.0.1', '::1') },
)

const text = fc.constantFrom(...words)
const operator: fc.Arbitrary<OperatorCheck> = fc.oneof(
  { weight: 6, arbitrary: scalar.map((value): OperatorCheck => ({ op: 'equals', value })) },
  fc.record({ op: fc.constantFrom('prefix', 'suffix', 'contains'), text }),
  fc.record({
    op: fc.constantFrom('equals-ignore-case', 'prefix-ignore-case', 'suffix-ignore-case'),
    text,
  }),
  fc.record({
    op: fc.constantFrom('wildcard', 'wildcard-ignore-case'),
    pattern: fc.constantFrom('*', 'a*', '*b', 'a*a', '*A*', 'ab'),
  }),
  fc.record({ op: fc.constant('matches'), regex: fc.constantFrom('^a', 'b$', '.') }),
  fc.record({ op: fc.constantFrom('gt', 'gte', 'lt', 'lte'), bound: fc.constantFrom(0, 1, 2) }),
  fc.record({
    op: fc.constant('cidr'),
    network: fc.constantFrom('10.0.0.0/8', '10.0.0.0/16', '10.1.0.0/16', '::/0'),
  }),
  { weight: 3, arbitrary: fc.record({ op: fc.constant('exists'), present: fc.boolean() }) },
)

const joined = (one: fc.Arbitrary<Check>): fc.Arbitrary<Check> =>
  fc.letrec<{ check: Check }>((tie) => ({
    check: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 6, arbitrary: one },
      { weight: 3, arbitrary: tie('check').map((of): Check => ({ op: 'not', of })) },
      {
        weight: 4,
        arbitrary: fc.record({
          op: fc.constantFrom('any', 'all'),
          of: fc.array(tie('check'), { maxLength: 3 }),
        }),
      },
    ),
  })).check

/** A test of one value, whatever operators it joins. */
export const check: fc.Arbitrary<Check> = joined(operator)

const path: fc.Arbitrary<Path> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...single) },
  { weight: 2, arbitrary: fc.constantFrom(...manifold) },
)

const linkedCheck = joined(
  fc.oneof(
    { weight: 5, arbitrary: operator },
    { weight: 1, arbitrary: path.map((to): OperatorCheck => ({ op: 'same-as', path: to })) },
  ),
)

/** Blocks of a few fields, joined and negated. */
export const predicate: fc.Arbitrary<Predicate> = fc.letrec<{ predicate: Predicate }>((tie) => ({
  predicate: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    {
      weight: 7,
      arbitrary: fc
        .uniqueArray(fc.record({ path, check: linkedCheck }), {
          maxLength: 3,
          selector: (field) => field.path.join(),
        })
        .map((fields): Predicate => ({ kind: 'block', fields })),
    },
    { weight: 2, arbitrary: tie('predicate').map((of): Predicate => ({ kind: 'not', of })) },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constantFrom('any', 'all'),
        of: fc.array(tie('predicate'), { maxLength: 3 }),
      }),
    },
  ),
})).predicate

const few: fc.Arbitrary<Json> = fc.oneof(
  { weight: 3, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(scalar, { maxLength: 3 }) },
)
const partial = <Fields extends Record<string, fc.Arbitrary<Json>>>(fields: Fields) =>
  fc.record(fields, { requiredKeys: [], noNullPrototype: true }) as fc.Arbitrary<JsonObject>

const item = partial({ a: few, b: few })
const record = partial({
  eventName: scalar,
  errorCode: scalar,
  userIdentity: partial({ type: scalar }),
  requestParameters: partial({
    name: few,
    items: fc.oneof(item, fc.array(item, { maxLength: 3 })),
  }),
  resources: fc.array(partial({ ARN: scalar }), { maxLength: 3 }),
})

/** Events in which each part may be missing. */
export const event: fc.Arbitrary<Event> = record.map((each) => ({ record: each, envelope: {} }))

/** A predicate that often asks for less than another one, or nearly so: made from its parts. */
export const alike = (one: Predicate): fc.Arbitrary<Predicate> =>
  fc
    .tuple(predicate, fc.array(fc.nat(5), { minLength: 30, maxLength: 30 }))
    .map(([other, choices]): Predicate => {
      const left = [...choices]
      return loosened(one, other, () => left.pop() ?? 0)
    })

function loosened(one: Predicate, other: Predicate, choose: () => number): Predicate {
  const choice = choose()
  if (choice === 0) return { kind: 'any', of: [one, other] }
  switch (one.kind) {
    case 'block': {
      const kept = one.fields.filter(() => choose() > 1)
      const check = (each: Check): Check =>
        choose() > 2 ? each : { op: 'any', of: [each, { op: 'prefix', text: 'a' }] }
      return {
        kind: 'block',
        fields: kept.map((field) => ({ ...field, check: check(field.check) })),
      }
    }
    case 'not':
      return one
    case 'all':
    case 'any': {
      const of = one.of.filter(() => choose() > (one.kind === 'all' ? 1 : 0))
      return { kind: one.kind, of: of.map((part) => loosened(part, other, choose)) }
    }
  }
}
