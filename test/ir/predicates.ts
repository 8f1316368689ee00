/** Random predicates whose blocks are variables, and what they mean by their truth table. */
import fc from 'fast-check'
import type { Block, BlockPredicate } from '../../src/ir/logic.ts'

const variables = ['a', 'b', 'c', 'd']

/** The variables that are true. */
export type Truth = ReadonlySet<string>

export const assignments: readonly Truth[] = Array.from(
  { length: 2 ** variables.length },
  (_, bits) => new Set(variables.filter((_, place) => (bits >> place) & 1)),
)

export const blockOf = (name: string): Block => ({
  kind: 'block',
  fields: [{ path: [name], check: { op: 'exists', present: true } }],
})

export const nameOf = ({ fields }: Block): string => fields[0]?.path[0] ?? ''

export const { predicate } = fc.letrec<{ predicate: BlockPredicate }>((tie) => ({
  predicate: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom(...variables).map(blockOf),
    fc.record({
      kind: fc.constantFrom('all', 'any'),
      of: fc.array(tie('predicate'), { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), of: tie('predicate') }),
  ) as fc.Arbitrary<BlockPredicate>,
}))

/** What the words mean, without any of what is tested. */
export function isTrue(part: BlockPredicate, truth: Truth): boolean {
  if (part.kind === 'block') return truth.has(nameOf(part))
  if (part.kind === 'not') return !isTrue(part.of, truth)
  return part.kind === 'all'
    ? part.of.every((each) => isTrue(each, truth))
    : part.of.some((each) => isTrue(each, truth))
}
