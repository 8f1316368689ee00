import { badWildcard, wrongOperand } from '../diagnostics/catalogue/block.ts'
import { nounFor } from '../diagnostics/node.ts'
import { foldCase } from '../ir/letter-case.ts'
import { fitsRuns, wildcardRuns } from '../ir/wildcard.ts'
import { oncePer } from './once.ts'
import type { CheckOf, ValueOperator } from './operator.ts'

type Name = 'wildcard' | 'wildcard-ignore-case'

const runs = oncePer((check: CheckOf<Name>) => wildcardRuns(check.pattern) ?? [])
const foldedRuns = oncePer((check: CheckOf<Name>) => runs(check).map(foldCase))

const read =
  <Op extends Name>(op: Op): ValueOperator<CheckOf<Op>>['read'] =>
  (operand) => {
    const { value, span } = operand
    if (typeof value !== 'string') return wrongOperand(op, 'text', nounFor(operand), span)
    if (wildcardRuns(value) === undefined) return badWildcard(value, span)
    return { op, pattern: value } as CheckOf<Op>
  }

/** `userIdentity.arn: { wildcard: 'arn:aws:sts::*:assumed-role/admin/*' }` */
export const wildcard: ValueOperator<CheckOf<'wildcard'>> = {
  name: 'wildcard',
  summary: 'text of this shape, `*` being any run of characters and `\\*` a star',
  example: "userIdentity.arn: { wildcard: 'arn:aws:sts::*:assumed-role/admin/*' }",
  operand: { type: 'string' },
  takesList: true,
  read: read('wildcard'),
  describe: ({ pattern }) => `looks like \`${pattern}\``,
  holds: (check, value) => typeof value === 'string' && fitsRuns(value, runs(check)),
  nearMiss: (check, value) =>
    typeof value === 'string' && fitsRuns(foldCase(value), foldedRuns(check))
      ? 'letter case'
      : undefined,
}

export const wildcardIgnoreCase: ValueOperator<CheckOf<'wildcard-ignore-case'>> = {
  name: 'wildcard-ignore-case',
  summary: 'text of this shape, in any letter case',
  example: "userAgent: { wildcard-ignore-case: '*kali*linux*' }",
  operand: { type: 'string' },
  takesList: true,
  read: read('wildcard-ignore-case'),
  describe: ({ pattern }) => `looks, in any letter case, like \`${pattern}\``,
  holds: (check, value) =>
    typeof value === 'string' && fitsRuns(foldCase(value), foldedRuns(check)),
}
