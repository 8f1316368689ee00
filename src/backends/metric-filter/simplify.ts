/** Shortens a condition by removing tests that follow from others. A pattern has 1,024 characters at most. */
import { always, type Expression, never, presentIn } from './expression.ts'
import { textOf } from './print.ts'

/** An equal condition without redundant tests. `present`: selectors of fields that are known to be present. */
export function simplify(
  expression: Expression,
  present: ReadonlySet<string> = new Set(),
): Expression {
  switch (expression.kind) {
    case 'always':
    case 'never':
      return expression
    case 'absent':
      return present.has(expression.selector) ? never : expression
    case 'test':
      return expression.relation === 'exists' && present.has(expression.selector)
        ? always
        : expression
    case 'all':
      return simplifyAll(expression.of, present)
    case 'any':
      return simplifyAny(expression.of, present)
  }
}

/**
 * Each part may rely on the others. For earlier parts the simplified form is used, so that two parts
 * never remove each other.
 */
function simplifyAll(parts: readonly Expression[], present: ReadonlySet<string>): Expression {
  const kept = [...distinct('all', parts)]
  for (const [index, part] of kept.entries()) {
    const others = kept.toSpliced(index, 1).map(presentIn)
    kept[index] = simplify(
      part,
      others.reduce((sum, each) => sum.union(each), present),
    )
  }
  const left = distinct('all', kept)
  return left.some(({ kind }) => kind === 'never') ? never : join('all', withOneGuard(left))
}

function simplifyAny(parts: readonly Expression[], present: ReadonlySet<string>): Expression {
  const left = distinct(
    'any',
    flat('any', parts).map((part) => simplify(part, present)),
  )
  if (left.some(({ kind }) => kind === 'always')) return always
  const { shared, rest } = factor(withoutCovered(left))
  if (shared.length === 0) return join('any', rest)
  return simplify({ kind: 'all', of: [...shared, { kind: 'any', of: rest }] }, present)
}

/** `(absent || A) && (absent || B)` is `absent || (A && B)`, and shorter. */
function withOneGuard(parts: readonly Expression[]): readonly Expression[] {
  const guards = parts.map((part) =>
    part.kind === 'any' ? part.of.filter(({ kind }) => kind === 'absent') : [],
  )
  const [repeated] = guards
    .flat()
    .map(textOf)
    .filter((guard, index, all) => all.indexOf(guard) !== index)
  if (repeated === undefined) return parts
  const has = (index: number) => guards[index]?.some((guard) => textOf(guard) === repeated)
  const [guard] = guards.flat().filter((each) => textOf(each) === repeated)
  const unguarded = parts.flatMap((part, index) =>
    part.kind === 'any' && has(index)
      ? [
          join(
            'any',
            part.of.filter((each) => textOf(each) !== repeated),
          ),
        ]
      : [],
  )
  const merged: Expression = {
    kind: 'any',
    of: [...(guard ? [guard] : []), join('all', distinct('all', unguarded))],
  }
  return withOneGuard([...parts.filter((_, index) => !has(index)), merged])
}

/** In an `any`, a test for any value of a field includes tests for certain values of it. */
function withoutCovered(parts: readonly Expression[]): readonly Expression[] {
  const fields = parts.flatMap((part) =>
    part.kind === 'test' && part.relation === 'exists' ? [part.selector] : [],
  )
  const isCovered = (part: Expression) =>
    !(part.kind === 'test' && part.relation === 'exists') &&
    fields.some((field) => presentIn(part).has(field))
  return parts.filter((part) => !isCovered(part))
}

/** The tests that all parts of an `any` share, and the rest of each part. */
function factor(parts: readonly Expression[]): {
  shared: readonly Expression[]
  rest: readonly Expression[]
} {
  const members = parts.map((part) => (part.kind === 'all' ? part.of : [part]))
  const [head = [], ...others] = members.map((member) => new Set(member.map(textOf)))
  const names = others.reduce((common, member) => common.intersection(member), new Set(head))
  if (parts.length < 2) return { shared: [], rest: parts }
  return {
    shared: (members[0] ?? []).filter((part) => names.has(textOf(part))),
    rest: members.map((member) =>
      join(
        'all',
        member.filter((part) => !names.has(textOf(part))),
      ),
    ),
  }
}

/** Flattens nested parts of the same kind, and removes those that change nothing. */
const flat = (kind: 'all' | 'any', parts: readonly Expression[]): Expression[] =>
  parts.flatMap((part) => {
    if (part.kind === 'all' || part.kind === 'any')
      return part.kind === kind ? flat(kind, part.of) : [part]
    return part.kind === (kind === 'all' ? 'always' : 'never') ? [] : [part]
  })

const distinct = (kind: 'all' | 'any', parts: readonly Expression[]): readonly Expression[] => [
  ...new Map(flat(kind, parts).map((part) => [textOf(part), part])).values(),
]

function join(kind: 'all' | 'any', of: readonly Expression[]): Expression {
  const [only] = of
  if (only === undefined) return kind === 'all' ? always : never
  return of.length === 1 ? only : { kind, of }
}
