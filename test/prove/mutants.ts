/** Mistakes a compiler to event patterns could have, each one change of its source. */
export interface Mutant {
  readonly what: string
  readonly file: string
  readonly from: string
  readonly to: string
}

const inFile =
  (file: string) =>
  (what: string, from: string, to: string): Mutant => ({
    what,
    file: `src/backends/event-pattern/${file}.ts`,
    from,
    to,
  })

const matchers = inFile('matchers')
const allBut = inFile('all-but')
const range = inFile('numeric-range')
const ways = inFile('ways')
const delivered = inFile('delivered')
const json = inFile('pattern-json')
const fitted = inFile('fit')

export const mutants: readonly Mutant[] = [
  matchers(
    'a negation forgets the absent field',
    'way.every(takesAbsence) ? [{ exists: false }] : []',
    'way.every(() => false) ? [{ exists: false }] : []',
  ),
  matchers(
    'every test takes the absent field',
    "check.op === 'exists' ? check.present === negated : negated",
    "check.op === 'exists' ? check.present === negated : true",
  ),
  matchers(
    'a prefix becomes a suffix',
    'return said({ prefix: check.text })',
    'return said({ suffix: check.text })',
  ),
  matchers(
    'letter case is not ignored',
    "return caseless({ 'equals-ignore-case': check.text }, check.text)",
    'return said(check.text)',
  ),
  matchers(
    'letter case of a prefix is not ignored',
    "return caseless({ prefix: { 'equals-ignore-case': check.text } }, check.text)",
    'return said({ prefix: check.text })',
  ),
  matchers(
    'letter case of a suffix is not ignored',
    "return caseless({ suffix: { 'equals-ignore-case': check.text } }, check.text)",
    'return said({ suffix: check.text })',
  ),
  matchers(
    'a network is taken for a text',
    'return said({ cidr: wider }, moreSpellings)',
    'return said(written, moreSpellings)',
  ),
  matchers(
    'values are put in lower case',
    'return said(value, isAddress',
    'return said(JSON.parse(JSON.stringify(value).toLowerCase()), isAddress',
  ),
  matchers(
    'a negated negation stays negated',
    "if (check.op === 'not') return alternatives(check.of, !negated)",
    "if (check.op === 'not') return alternatives(check.of, true)",
  ),
  matchers(
    'De Morgan is forgotten',
    "if ((check.op === 'any') !== negated) return bounded(known.flat())",
    "if (check.op === 'any') return bounded(known.flat())",
  ),
  matchers(
    'an expression claims to be exact',
    "said(some, 'EventBridge has no regular expressions')",
    'said(some)',
  ),
  matchers(
    'several tests of a value claim to be exact',
    "residual: 'EventBridge asks one thing of a value, and this asks several'",
    'residual: undefined',
  ),
  matchers(
    'a comparison of fields claims to be exact',
    "residual: 'EventBridge compares no two fields'",
    'residual: undefined',
  ),
  matchers(
    '`contains` becomes `suffix`',
    "wildcardMatcher(['', check.text, ''], spend)",
    "wildcardMatcher(['', check.text], spend)",
  ),
  matchers('any value swallows absence', 'return has(false) ? undefined : [some]', 'return [some]'),
  allBut(
    'one excluded value stands for all',
    'values.length === 1 && values[0] !== undefined ? values[0] : values',
    'values[0] ?? values',
  ),
  allBut(
    'what cannot be excluded is forgotten',
    'missing || groups.size > 1',
    'missing && groups.size > 9',
  ),
  allBut(
    'an excluded prefix is taken for the text',
    '{ form: check.op, value: check.text }',
    "{ form: 'strings', value: check.text }",
  ),
  range('`gt` takes its bound', "gt: '>'", "gt: '>='"),
  range('`lte` leaves out its bound', "lte: '<='", "lte: '<'"),
  range(
    'a number is compared as text',
    "any: [{ numeric: ['=', exactly] }]",
    'any: [String(exactly)]',
  ),
  ways(
    'blocks share elements of arrays',
    'shareList(one, other, listsFrom)\n',
    'one.length + other.length < 0\n',
  ),
  ways(
    'two tests of several values become one',
    'if (!isSingle(field.path)) return undefined',
    'if (field.path.length === 0) return undefined',
  ),
  ways(
    'no value passes becomes some value fails',
    'residual: isSingle(path)',
    'residual: path.length > 0',
  ),
  ways(
    'no element has both becomes no element has either',
    'if (pairs(fields).some(([one, other]) => mayShareList(one.path, other.path)))',
    'if (fields.length > 9)',
  ),
  ways(
    'sources and names are multiplied',
    'return different.length > 1 ?',
    'return different.length > 2 ?',
  ),
  ways('a second block is dropped', '? undefined : [...way, field]', '? undefined : way'),
  ways(
    'a second test of one field is dropped',
    'each === same ? { path: field.path, check } : each',
    'each === same ? same : each',
  ),
  ways(
    'alternatives must all hold',
    "{ op: 'any', of: [field.check, twin.check] }",
    "{ op: 'all', of: [field.check, twin.check] }",
  ),
  ways(
    'the opposite of `any` is `any`',
    "case 'any':\n        return together(part.of.map(failing))",
    "case 'any':\n        return oneOf(part.of.map(failing))",
  ),
  delivered('the source is the event source', 'deliveredAs({ eventSource }).source', 'eventSource'),
  delivered(
    'one spelling of sign-in is enough',
    'return on.detailTypes.filter(isSignIn)',
    'return on.detailTypes.filter(isSignIn).slice(0, 1)',
  ),
  delivered(
    'sign-ins are never delivered',
    "!sources.includes('signin.amazonaws.com')",
    "!sources.includes('nowhere')",
  ),
  json(
    'what some share is asked of all',
    'others.every((way) => way.some((other) => same(told, other)))',
    'others.some((way) => way.some((other) => same(told, other)))',
  ),
  json(
    'the last alternative is lost',
    '$or: members.map((member) => member.detail ?? {})',
    '$or: members.slice(1).map((member) => member.detail ?? {})',
  ),
  fitted(
    'a pattern that is too long is cut',
    'fitPatterns(ways.slice(half))',
    'fitPatterns(ways.slice(0, half))',
  ),
]
