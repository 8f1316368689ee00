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
const textOperator: fc.Arbitrary<OperatorCheck> = fc.oneof(
  fc.record({ op: fc.constantFrom('prefix', 'suffix', 'contains'), text }),
  fc.record({
    op: fc.constantFrom('equals-ignore-case', 'prefix-ignore-case', 'suffix-ignore-case'),
    text,
  }),
  fc.record({
    op: fc.constantFrom('wildcard', 'wildcard-ignore-case'),
    pattern: fc.constantFrom('*', 'a*', '*b', 'a*a', '*A*', 'ab'),
  }),
)
const comparison: fc.Arbitrary<OperatorCheck> = fc.record({
  op: fc.constantFrom('gt', 'gte', 'lt', 'lte'),
  bound: fc.constantFrom(0, 1, 2),
})
const network: fc.Arbitrary<OperatorCheck> = fc.record({
  op: fc.constant('cidr'),
  network: fc.constantFrom('10.0.0.0/8', '10.0.0.0/16', '10.1.0.0/16', '10.0.0.0/7', '::/0'),
})
const operator: fc.Arbitrary<OperatorCheck> = fc.oneof(
  { weight: 6, arbitrary: scalar.map((value): OperatorCheck => ({ op: 'equals', value })) },
  { weight: 3, arbitrary: textOperator },
  fc.record({ op: fc.constant('matches'), regex: fc.constantFrom('^a', 'b$', '.') }),
  comparison,
  network,
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

/** Two or three operators of a kind on one value: where contradictions are decided by a letter. */
const ofAKind = (one: fc.Arbitrary<OperatorCheck>): fc.Arbitrary<Check> =>
  fc
    .array(
      fc
        .tuple(one, fc.boolean())
        .map(([each, not]): Check => (not ? { op: 'not', of: each } : each)),
      { minLength: 2, maxLength: 3 },
    )
    .map((of): Check => ({ op: 'all', of }))

/** A test of one value, whatever operators it joins. */
export const check: fc.Arbitrary<Check> = fc.oneof(
  { weight: 2, arbitrary: joined(operator) },
  { weight: 1, arbitrary: ofAKind(textOperator) },
  { weight: 1, arbitrary: ofAKind(comparison) },
  { weight: 1, arbitrary: ofAKind(network) },
)

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

const predicateOf = (
  paths: fc.Arbitrary<Path>,
  checks: fc.Arbitrary<Check>,
): fc.Arbitrary<Predicate> =>
  fc.letrec<{ predicate: Predicate }>((tie) => ({
    predicate: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      {
        weight: 7,
        arbitrary: fc
          .uniqueArray(fc.record({ path: paths, check: checks }), {
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

/** Blocks of fields of the same elements, tied together by `same-as`, with few values to choose from. */
const tied: fc.Arbitrary<Predicate> = predicateOf(
  fc.constantFrom<Path[]>(
    ['requestParameters', 'items', 'a'],
    ['requestParameters', 'items', 'b'],
    ['errorCode'],
  ),
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom('a', 'b').map((value): Check => ({ op: 'equals', value })),
    },
    {
      weight: 3,
      arbitrary: fc
        .constantFrom<Path[]>(
          ['requestParameters', 'items', 'a'],
          ['requestParameters', 'items', 'b'],
          ['errorCode'],
        )
        .chain((to) => {
          const same: Check = { op: 'same-as', path: to }
          const anyB: Check = { op: 'any', of: [same, { op: 'exists', present: true }] }
          return fc.constantFrom<Check[]>(same, { op: 'not', of: same }, anyB)
        }),
    },
    { weight: 1, arbitrary: fc.boolean().map((present): Check => ({ op: 'exists', present })) },
  ),
)

/** Blocks of a few fields, joined and negated. */
export const predicate: fc.Arbitrary<Predicate> = fc.oneof(
  { weight: 2, arbitrary: predicateOf(path, linkedCheck) },
  { weight: 1, arbitrary: tied },
)

const few: fc.Arbitrary<Json> = fc.oneof(
  { weight: 3, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(scalar, { maxLength: 3 }) },
)
const partial = <Fields extends Record<string, fc.Arbitrary<Json>>>(fields: Fields) =>
  fc.record(fields, { requiredKeys: [], noNullPrototype: true }) as fc.Arbitrary<JsonObject>

const value = fc.oneof({ weight: 2, arbitrary: fc.constantFrom<Json[]>('a', 'b') }, few)
const item = partial({ a: value, b: value })
const record = partial({
  eventName: scalar,
  errorCode: fc.oneof(fc.constantFrom<Json[]>('a', 'b'), scalar),
  userIdentity: partial({ type: scalar }),
  requestParameters: partial({
    name: few,
    items: fc.oneof(item, fc.array(item, { maxLength: 3 })),
  }),
  resources: fc.array(partial({ ARN: scalar }), { maxLength: 3 }),
})

/** Events in which each part may be missing. */
export const event: fc.Arbitrary<Event> = record.map((each) => ({ record: each, envelope: {} }))

/** A predicate that asks for less than another one, or nearly so: made from its parts. */
export const alike = (one: Predicate): fc.Arbitrary<Predicate> =>
  fc
    .tuple(predicate, fc.array(fc.nat(5), { minLength: 40, maxLength: 40 }))
    .map(([other, choices]): Predicate => {
      const left = [...choices]
      // A copy: the parts of a predicate are told apart by which object they are.
      return altered(structuredClone(one), other, () => left.pop() ?? 3)
    })

/** One predicate or, half of the time, two that are alike side by side. */
export const repetitive: fc.Arbitrary<Predicate> = fc.oneof(
  predicate,
  predicate.chain((one) =>
    fc
      .tuple(alike(one), fc.constantFrom('all', 'any'))
      .map(([other, kind]): Predicate => ({ kind, of: [one, other] })),
  ),
)

function altered(one: Predicate, other: Predicate, choose: () => number): Predicate {
  if (choose() === 0) return { kind: 'any', of: [one, structuredClone(other)] }
  switch (one.kind) {
    case 'block': {
      const check = (each: Check): Check =>
        choose() > 1 ? each : { op: 'any', of: [each, { op: 'prefix', text: 'a' }] }
      const fields = one.fields
        .filter(() => choose() > 0)
        .map((field) => ({ ...field, check: check(field.check) }))
      // The same fields, each free to choose an element of its own.
      return choose() > 0
        ? { kind: 'block', fields }
        : { kind: 'all', of: fields.map((field) => ({ kind: 'block', fields: [field] })) }
    }
    case 'not':
    case 'each':
      return one
    case 'all':
    case 'any': {
      const of = one.of.filter(() => choose() > 0)
      // Blocks made one, which ties their fields together.
      const fields = of.flatMap((part) => (part.kind === 'block' ? part.fields : []))
      if (one.kind === 'all' && choose() < 2) return { kind: 'block', fields }
      return { kind: one.kind, of: of.map((part) => altered(part, other, choose)) }
    }
  }
}
