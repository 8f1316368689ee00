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
    file: `src/${file}.ts`,
    from,
    to,
  })

const folder = 'backends/event-pattern'
const logic = inFile('ir/logic')
const named = inFile('ir/named-values')
const disjunct = inFile('ir/disjuncts')
const check = inFile(`${folder}/check`)
const operator = inFile(`${folder}/operator`)
const allBut = inFile(`${folder}/all-but`)
const range = inFile(`${folder}/numeric-range`)
const form = inFile(`${folder}/normal-form`)
const conjunction = inFile(`${folder}/conjunction`)
const delivered = inFile(`${folder}/delivered`)
const print = inFile(`${folder}/print`)
const fitted = inFile(`${folder}/fit`)

export const mutants: readonly Mutant[] = [
  check(
    'a negation forgets the absent field',
    'conjunction.every(takesAbsence) ? [{ exists: false }] : []',
    'conjunction.every(() => false) ? [{ exists: false }] : []',
  ),
  check(
    'every test takes the absent field',
    "leaf.op === 'exists' ? leaf.present === negated : negated",
    "leaf.op === 'exists' ? leaf.present === negated : true",
  ),
  operator(
    'a prefix becomes a suffix',
    'return affix(check.op, check.text)',
    "return affix('suffix', check.text)",
  ),
  operator(
    'letter case is not ignored',
    "return caseless({ 'equals-ignore-case': check.text }, check.text)",
    'return single(check.text)',
  ),
  operator(
    'letter case of a prefix is not ignored',
    "return caselessAffix('prefix', check.text)",
    "return affix('prefix', check.text)",
  ),
  operator(
    'letter case of a suffix is not ignored',
    "return caselessAffix('suffix', check.text)",
    "return affix('suffix', check.text)",
  ),
  operator(
    'a network is taken for a text',
    ': single({ cidr: written }, moreSpellings)',
    ': single(written, moreSpellings)',
  ),
  operator(
    'values are put in lower case',
    'return single(value, isAddress',
    'return single(JSON.parse(JSON.stringify(value).toLowerCase()), isAddress',
  ),
  logic(
    'a negated negation stays negated',
    'return coarseNormalForm(check.of, isLeaf, !negated)',
    'return coarseNormalForm(check.of, isLeaf, true)',
  ),
  logic(
    'De Morgan is forgotten',
    'check.of.map((part) => coarseNormalForm(part, isLeaf, negated)),\n        negated,',
    'check.of.map((part) => coarseNormalForm(part, isLeaf, negated)),\n        false,',
  ),
  operator(
    'an expression claims to be exact',
    'single(some, noRegularExpressions)',
    'single(some)',
  ),
  check(
    'several tests of a value claim to be exact',
    'residual: severalTests',
    'residual: undefined',
  ),
  operator(
    'a comparison of fields claims to be exact',
    'single(some, noComparison)',
    'single(some)',
  ),
  operator(
    '`contains` becomes `suffix`',
    "wildcardMatcher(['', check.text, ''], wildcards)",
    "wildcardMatcher(['', check.text], wildcards)",
  ),
  check(
    'any value swallows absence',
    'return has(false) ? undefined : [{ exists: true }]',
    'return [{ exists: true }]',
  ),
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
    'undefined : { form, value }',
    "undefined : { form: 'strings', value }",
  ),
  allBut(
    'a quote at the edge is excluded with more than it is',
    "value === '' || meetsQuote(form, value)",
    "value === ''",
  ),
  operator(
    'a prefix up to a quote claims to be exact',
    'single({ [op]: text }, meetsQuote(op, text) ? quoteAtEdge : undefined)',
    'single({ [op]: text })',
  ),
  range('`gt` takes its bound', "gt: '>'", "gt: '>='"),
  range('`lte` leaves out its bound', "lte: '<='", "lte: '<'"),
  range(
    'a number is compared as text',
    "any: [{ numeric: ['=', exactly] }]",
    'any: [String(exactly)]',
  ),
  form(
    'blocks share elements of arrays',
    'shareList(one, other, listsFrom)\n',
    'one.length + other.length < 0\n',
  ),
  form(
    'two tests of several values become one',
    'if (same === undefined || !isSingle(field.path)) {',
    'if (same === undefined || field.path.length === 0) {',
  ),
  form(
    'no value passes becomes some value fails',
    'residual: isSingle(path)',
    'residual: path.length > 0',
  ),
  form(
    'no element has both becomes no element has either',
    'if (pairs(fields).some(([one, other]) => mayShareList(one.path, other.path)))',
    'if (fields.length > 9)',
  ),
  conjunction(
    'sources and names are multiplied',
    'return different.length > 1 ?',
    'return different.length > 2 ?',
  ),
  form('a second block is dropped', '? undefined : [...known, field]', '? undefined : known'),
  form(
    'a second test of one field is dropped',
    'each === same ? { path: field.path, check } : each',
    'each === same ? same : each',
  ),
  conjunction(
    'alternatives must all hold',
    "{ op: 'any', of: [field.check, counterpart.check] }",
    "{ op: 'all', of: [field.check, counterpart.check] }",
  ),
  logic(
    'the opposite of `any` is `any`',
    'predicate.of.map((part) => normalForm(part, negated)),\n        negated,',
    'predicate.of.map((part) => normalForm(part, negated)),\n        false,',
  ),
  delivered('the source is the event source', 'deliveredAs({ eventSource }).source', 'eventSource'),
  delivered(
    'one spelling of sign-in is enough',
    'return on.detailTypes.filter(isSignIn)',
    'return on.detailTypes.filter(isSignIn).slice(0, 1)',
  ),
  delivered(
    'sign-ins are never delivered',
    '!sources.includes(signInSource)',
    "!sources.includes('nowhere')",
  ),
  print(
    'what some share is asked of all',
    'others.every((conjunction) => conjunction.some((other) => same(field, other)))',
    'others.some((conjunction) => conjunction.some((other) => same(field, other)))',
  ),
  print(
    'the last alternative is lost',
    '$or: members.map((member) => member.detail ?? {})',
    '$or: members.slice(1).map((member) => member.detail ?? {})',
  ),
  fitted(
    'a pattern that is too long is cut',
    'fitPatterns(conjunctions.slice(half))',
    'fitPatterns(conjunctions.slice(0, half))',
  ),
  fitted(
    'a field is named like an operator inside of `$or`',
    '(isSingle || acceptable(text))',
    '(isSingle || text.length > 0)',
  ),
  named(
    'an alternative without a list is forgotten',
    'return known.length === lists.length ?',
    'return known.length > 0 ?',
  ),
  named('the first of several lists is lost', 'known.flat()', 'known.slice(1).flat()'),
  disjunct(
    'only the first alternative of a part is taken',
    'if (only !== undefined && more.length === 1) {',
    'if (only !== undefined) {',
  ),
  disjunct(
    'parts before the last are forgotten',
    'more.map((other) => [...one, ...other])',
    'more.map((other) => [...one.slice(1), ...other])',
  ),
]
