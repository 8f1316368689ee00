/** One operator, asked of one plain value, in the words of a filter pattern. */

import {
  addressAsText,
  controlCharacter,
  innerStar,
  letterCase,
  notNull,
  notPlain,
  policyDocument,
  regularExpression,
  twoFields,
} from '../../diagnostics/catalogue/backends/metric-filter.ts'
import { type Path, pathText } from '../../ir/path.ts'
import type { OperatorCheck } from '../../ir/predicate.ts'
import { wildcardRuns } from '../../ir/wildcard.ts'
import { always, type Expression, never, type Test } from './expression.ts'
import type { Kind } from './request-parameters.ts'
import { type Operands, wildcardOperands } from './wildcards.ts'

/** A path whose values are known. */
export interface Subject {
  readonly path: Path
  readonly selector: string
  readonly kinds: readonly Kind[]
}

const test = (
  { selector }: Subject,
  relation: Test['relation'],
  comparison: string,
): Expression => ({ kind: 'test', relation, selector, comparison })

const is = (subject: Subject, comparison: string): Expression => test(subject, 'is', comparison)

/** Any value. There is no `EXISTS`: `"*"` matches any text, and each other kind of value has its own test. */
export function anyValue(subject: Subject): Expression {
  const { kinds } = subject
  const relation = kinds.length === 1 ? 'exists' : 'is'
  const tests: Expression[] = [
    ...(kinds.includes('text') ? [test(subject, relation, '="*"')] : []),
    ...(kinds.includes('number') ? [test(subject, relation, '=*')] : []),
    ...(kinds.includes('boolean') ? [is(subject, ' IS TRUE'), is(subject, ' IS FALSE')] : []),
  ]
  return { kind: 'any', of: tests }
}

/**
 * The condition that a value passes the operator. If `wanted` is false: that a value is present and
 * fails it. An operator for a kind of value that the field never has matches nothing.
 */
export function testOf(
  check: Exclude<OperatorCheck, { op: 'exists' }>,
  subject: Subject,
  wanted: boolean,
): Expression {
  switch (check.op) {
    case 'equals':
      return equality(check.value, subject, wanted)
    case 'prefix':
      return ofText({ fits: [`${check.text}*`], butNot: [] }, [check.text], subject, wanted)
    case 'suffix':
      return ofText({ fits: [`*${check.text}`], butNot: [] }, [check.text], subject, wanted)
    case 'contains':
      return ofText({ fits: [`*${check.text}*`], butNot: [] }, [check.text], subject, wanted)
    case 'wildcard': {
      const operands = wildcardOperands(check.pattern)
      if (operands === undefined) throw innerStar(pathText(subject.path), check.pattern)
      return ofText(operands, wildcardRuns(check.pattern) ?? [], subject, wanted)
    }
    case 'gt':
      return ofNumber(wanted ? '>' : '<=', check.bound, subject, wanted)
    case 'gte':
      return ofNumber(wanted ? '>=' : '<', check.bound, subject, wanted)
    case 'lt':
      return ofNumber(wanted ? '<' : '>=', check.bound, subject, wanted)
    case 'lte':
      return ofNumber(wanted ? '<=' : '>', check.bound, subject, wanted)
    case 'equals-ignore-case':
    case 'prefix-ignore-case':
    case 'suffix-ignore-case':
    case 'contains-ignore-case':
    case 'wildcard-ignore-case':
      throw letterCase(check.op)
    case 'matches':
      throw regularExpression()
    case 'cidr':
      throw addressAsText()
    case 'same-as':
      throw twoFields()
    case 'policy':
      throw policyDocument()
  }
}

function equality(
  value: string | number | boolean | null,
  subject: Subject,
  wanted: boolean,
): Expression {
  if (typeof value === 'string')
    return ofText({ fits: [value], butNot: [] }, [value], subject, wanted)
  if (typeof value === 'number') return ofNumber(wanted ? '=' : '!=', value, subject, wanted)
  if (value === null) {
    if (wanted) return is(subject, ' IS NULL')
    throw notNull(pathText(subject.path))
  }
  if (!subject.kinds.includes('boolean')) return wanted ? never : always
  return is(subject, value === wanted ? ' IS TRUE' : ' IS FALSE')
}

function ofNumber(sign: string, bound: number, subject: Subject, wanted: boolean): Expression {
  if (!subject.kinds.includes('number')) return wanted ? never : always
  // A field of numbers has numbers only, so no text can be confused with one.
  return test(subject, sign === '!=' ? 'is-not' : 'is', `${sign}${bound}`)
}

function ofText(
  { fits, butNot }: Operands,
  plain: readonly string[],
  subject: Subject,
  wanted: boolean,
): Expression {
  for (const text of plain) mustBePlain(text, subject)
  if (!subject.kinds.includes('text')) return wanted ? never : always
  const [equal, unequal] = wanted ? (['is', 'is-not'] as const) : (['is-not', 'is'] as const)
  const tests = [
    ...fits.map((text) => comparison(subject, equal, text)),
    ...butNot.map((text) => comparison(subject, unequal, text)),
  ]
  return { kind: wanted ? 'all' : 'any', of: tests }
}

function comparison(subject: Subject, relation: 'is' | 'is-not', operand: string): Expression {
  const anything = /^\*+$/.test(operand)
  if (anything) return relation === 'is' ? test(subject, 'exists', '="*"') : never
  return test(subject, relation, `${relation === 'is' ? '=' : '!='}"${operand}"`)
}

/**
 * Throws for texts that cannot be written. A star at either end is a wildcard, and a percent sign
 * starts a regular expression. How to escape these, a quote or a backslash is not documented.
 */
function mustBePlain(text: string, { path }: Subject): void {
  const found = /["\\*]|^%|\p{Cc}/u.exec(text)?.[0]
  if (found === undefined) return
  const name = /\p{Cc}/u.test(found) ? controlCharacter : `\`${found}\``
  throw notPlain(pathText(path), name)
}
