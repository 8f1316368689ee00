/** Random tests, from a vocabulary so small that values of it often pass. */
import fc from 'fast-check'
import type { Scalar } from '../../src/ir/json.ts'
import type { Path } from '../../src/ir/path.ts'
import type { PolicyTest } from '../../src/ir/policy-test.ts'
import type { Check, OperatorCheck } from '../../src/ir/predicate.ts'

const texts = [
  ...['', 'x', 'X', 'y', 'xy', 'XY', 'yx', 'xyx', 'xyxy', 'x y', 'x\ny', 'a*', 'a\\', 'ab', 'abab'],
  ...['1', '1.5', 'true', 'null', 'é', 'É', 'É', 'ß', 'SS', '\u212a', 'k', '\u{1F600}', '.'],
]
const addresses = [
  ...['10.0.0.1', '10.1.0.1', '11.0.0.1', '010.0.0.1', '10.0.0', '10.0.0.256', 'AWS Internal'],
  ...[
    '::1',
    '2001:db8::1',
    '2001:DB8:0:0::1',
    '2001:db9::',
    '::ffff:10.0.0.1',
    '1::2::3',
    'fe80::1%0',
  ],
]
const documents = ['{"Statement":[]}', '{"Statement":{"Effect":"Deny","Action":"*"}}', '{']
const others: Scalar[] = [0, 1, 1.5, 2, -1, 300, true, false, null]

/** A value of an event: of the vocabulary of every operator. */
export const anyScalar: fc.Arbitrary<Scalar> = fc.oneof(
  fc.constantFrom(...texts),
  fc.constantFrom(...addresses),
  fc.constantFrom(...documents),
  fc.constantFrom(...others),
)

const text = fc.constantFrom(...texts)
const bound = fc.constantFrom(-1, 0, 1, 1.5, 2)
const pattern = fc.constantFrom(
  ...['', '*', '**', 'x', 'x*', '*x', '*X*', 'x*y', 'x*x', 'xy*yx', '*xy*y', 'x*y*x*y', 'ab*ab'],
  ...['a\\*', 'a\\\\', '*\\\\', '\\**', 'É*', '*.*', '1*'],
)
const regex = fc.constantFrom(
  ...['', 'x', '^x', 'x$', '^x$', '^[xy]+$', 'xy|1', '(?i)^X', '\\.', '^$', '^.$', '[[:digit:]]'],
)
const network = fc.constantFrom(
  ...['10.0.0.0/8', '10.0.0.0/16', '10.0.0.1/32', '10.0.0.1/0', '10.0.0.0/7', '::/0', '::1/128'],
  ...['2001:db8::/32', '2001:db8::/31', '::ffff:0:0/96'],
)

/** An operator that looks at the value alone. */
const valueCheck: fc.Arbitrary<OperatorCheck> = fc.oneof(
  anyScalar.map((value) => ({ op: 'equals', value }) as const),
  fc.record({ op: fc.constantFrom('prefix', 'suffix', 'contains'), text }),
  fc.record({ op: fc.constant('equals-ignore-case'), text }),
  fc.record({
    op: fc.constantFrom('prefix-ignore-case', 'suffix-ignore-case', 'contains-ignore-case'),
    text,
  }),
  fc.record({ op: fc.constantFrom('wildcard', 'wildcard-ignore-case'), pattern }),
  fc.record({ op: fc.constant('matches'), regex }),
  fc.record({ op: fc.constantFrom('gt', 'gte', 'lt', 'lte'), bound }),
  fc.record({ op: fc.constant('cidr'), network }),
  fc.record({
    op: fc.constant('policy'),
    test: fc.constantFrom<PolicyTest[]>({ grants: 'anything' }, { onlyDenies: true }),
  }),
)

const exists = fc.record({ op: fc.constant('exists'), present: fc.boolean() })

/** Any test of a value, joined and negated. */
export const valueTest: fc.Arbitrary<Check> = joined(
  fc.oneof({ weight: 9, arbitrary: valueCheck }, { weight: 1, arbitrary: exists }),
)

/** Tests that hold often, and that tie paths together. */
export const linkingTest = (scalar: fc.Arbitrary<Scalar>, path: fc.Arbitrary<Path>) =>
  joined(
    fc.oneof(
      {
        weight: 4,
        arbitrary: scalar.map((value): OperatorCheck => ({ op: 'equals', value })),
      },
      {
        weight: 4,
        arbitrary: path.map((other): OperatorCheck => ({ op: 'same-as', path: other })),
      },
      { weight: 1, arbitrary: exists },
    ),
  )

/** A test, or several under `not`, `any` and `all`. */
function joined(one: fc.Arbitrary<Check>): fc.Arbitrary<Check> {
  return fc.letrec<{ check: Check }>((tie) => ({
    check: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 6, arbitrary: one },
      { weight: 3, arbitrary: tie('check').map((of): Check => ({ op: 'not', of })) },
      {
        weight: 2,
        arbitrary: fc.record({
          op: fc.constantFrom('any', 'all'),
          of: fc.array(tie('check'), { maxLength: 3 }),
        }),
      },
    ),
  })).check
}
