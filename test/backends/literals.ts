/**
 * Random literals over the characters that JSON, EventBridge, filter patterns and Unicode treat
 * specially, checks of them, and values near them.
 */
import fc from 'fast-check'
import type { Scalar } from '../../src/ir/json.ts'
import type { Check, OperatorCheck } from '../../src/ir/predicate.ts'
import { wildcardRuns } from '../../src/ir/wildcard.ts'

const marks = [...'"\\*?[]{}%$.:/=!<>|&()\', '].concat('\\"', '""', '\\*', '\\\\', '$or', '%x%')
const controls = ['\0', '\b', '\t', '\n', '\r', '\u001f', '\u007f', '\u0085', '\u2028', '\ufeff']
const halves = ['\ud83d', '\ude00', '😀', '\ud83d\ud83d', '𐐀', '𐐨']
const letters = [...'aAkKsSiI1'].concat(
  ...['é', 'É', 'e\u0301', '\u0301', 'ß', 'ẞ', 'ss', 'SS', 'İ', 'ı', 'i\u0307', '\u212a', 'ſ'],
  ...['ŉ', 'ǰ', 'Σ', 'ς', 'σ', 'ﬁ', 'fi', 'Ǆ', 'ǅ', 'ǆ', 'Å', '\u212b', 'µ', 'μ'],
)
const addresses = [
  ...['10.0.0.1', '010.0.0.1', '10.0.0.01', '10.0.0', '10.0.0.256', '0.0.0.0', '255.255.255.255'],
  ...['::1', '0:0:0:0:0:0:0:1', '::', '2001:db8::1', '2001:DB8::1', '2001:db8:0:0:0:0:0:1'],
  ...['2001:db8::10.0.0.1', '::10.0.0.1', '::ffff:10.0.0.1', '::ffff:a00:1', 'a00::1', '1::2::3'],
  ...['fe80::1%0', '00001::1', '12:30', 'beef', 'a.b', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7::', ':'],
  ...['64:ff9b::10.0.0.1', '2001:db8::0a00:1', '0010.0.0.1', '10.0.0.1 ', '::1/128'],
]
const networks = [
  ...['10.0.0.0/8', '10.0.0.1/32', '0.0.0.0/0', '255.0.0.0/7', '128.0.0.0/1', '10.0.0.1/31'],
  ...['::/0', '::1/128', '::/96', '::/1', '2001:db8::/32', '2001:db8::/127', 'a00::/8', 'a00::/7'],
  ...['::ffff:0:0/96', '::ffff:10.0.0.0/104', '2001:db8::10.0.0.0/120', '64:ff9b::/96'],
]
const numbers = [
  ...[0, -0, 1, -1, 300, 0.1, 0.2, 0.30000000000000004, 1.5, 0.000001, 0.0000001, 1e-7, 2.5e-6],
  ...[4999999999.999999, 5e9, -5e9, 5000000000.000001, 5000000001, 123456789012345],
  ...[1234567890.12345, 1234567890.123456, 999999999.9999999, 9007199254740991, 9007199254740992],
  ...[12345678901234568, 1e16, 1e21, 1e300, Number.MAX_VALUE, Number.MIN_VALUE, 1.0000000000000002],
]

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...marks) },
  { weight: 3, arbitrary: fc.constantFrom(...letters) },
  { weight: 1, arbitrary: fc.constantFrom(...controls) },
  { weight: 1, arbitrary: fc.constantFrom(...halves) },
)

const literal = fc.oneof(
  { weight: 8, arbitrary: fc.array(piece, { maxLength: 4 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.constantFrom(...addresses) },
  { weight: 1, arbitrary: fc.constantFrom(...numbers).map(String) },
)

const wildcard = literal.filter((text) => wildcardRuns(text) !== undefined)

const operator: fc.Arbitrary<OperatorCheck> = fc.oneof(
  { weight: 2, arbitrary: literal.map((value) => ({ op: 'equals', value }) as const) },
  {
    weight: 5,
    arbitrary: fc.record({
      op: fc.constantFrom(
        ...(['prefix', 'suffix', 'contains', 'equals-ignore-case'] as const),
        ...(['prefix-ignore-case', 'suffix-ignore-case', 'contains-ignore-case'] as const),
      ),
      text: literal,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      op: fc.constantFrom('wildcard', 'wildcard-ignore-case'),
      pattern: wildcard,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...networks).map((network) => ({ op: 'cidr', network }) as const),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      op: fc.constantFrom('gt', 'gte', 'lt', 'lte'),
      bound: fc.constantFrom(...numbers),
    }),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom<Scalar[]>(...numbers, true, false, null)
      .map((value) => ({ op: 'equals', value }) as const),
  },
)

/** One operator, or a few joined, each possibly negated. */
export const edgeCheck: fc.Arbitrary<Check> = fc
  .tuple(
    fc.array(
      fc
        .tuple(operator, fc.boolean())
        .map(([of, negated]): Check => (negated ? { op: 'not', of } : of)),
      { minLength: 1, maxLength: 3 },
    ),
    fc.constantFrom('any', 'all'),
    fc.boolean(),
  )
  .map(([of, op, negated]): Check => {
    const [first] = of
    const check: Check = of.length === 1 && first !== undefined ? first : { op, of }
    return negated ? { op: 'not', of: check } : check
  })

const changes: readonly ((text: string) => Scalar)[] = [
  (text) => text,
  (text) => text,
  (text) => text.replace(/"$/, ''),
  (text) => text.replace(/^"/, ''),
  (text) => `${text}"`,
  (text) => `"${text}`,
  (text) => `${text}x`,
  (text) => `x${text}`,
  (text) => text.slice(1),
  (text) => text.slice(0, -1),
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.normalize('NFC'),
  (text) => text.normalize('NFD'),
  (text) => text.replace(/\p{Surrogate}/gu, '?'),
  (text) => text.replace('?', '\ud83d'),
  (text) => text.replaceAll(/[kK]/g, '\u212a').replaceAll(/[sS]/g, 'ſ'),
  (text) => text.replaceAll('*', 'x').replaceAll('\\', ''),
  (text) => `${text}\ude00`,
  (text) => (Number.isFinite(Number(text)) && text.trim() !== '' ? Number(text) : text),
]

/** Texts that a check names. */
const textsOf = (check: Check): string[] => {
  if (check.op === 'any' || check.op === 'all') return check.of.flatMap(textsOf)
  if (check.op === 'not') return textsOf(check.of)
  if ('text' in check) return [check.text]
  if ('pattern' in check) return [check.pattern]
  if ('bound' in check) return [String(check.bound)]
  return check.op === 'equals' ? [String(check.value)] : []
}

/** A check, and a value near one of its literals; or any value, or none. */
export const edgeQuestion: fc.Arbitrary<readonly [Check, Scalar | undefined]> = edgeCheck.chain(
  (check) => {
    const texts = textsOf(check)
    const any = fc.oneof(
      literal,
      fc.constantFrom<(Scalar | undefined)[]>(...addresses, ...numbers, null, true, undefined),
    )
    const near = fc
      .tuple(fc.constantFrom(...(texts.length > 0 ? texts : [''])), fc.constantFrom(...changes))
      .map(([text, change]) => change(text))
    return fc.tuple(
      fc.constant(check),
      fc.oneof({ weight: 5, arbitrary: near }, { weight: 2, arbitrary: any }),
    )
  },
)
