/** One operator, asked of one plain value, in the words of a filter pattern. */
import { type Path, pathText } from '../../ir/path.ts'
import type { OperatorCheck } from '../../ir/predicate.ts'
import { wildcardRuns } from '../../ir/wildcard.ts'
import { always, type Expression, never } from './expression.ts'
import { Refusal } from './refusal.ts'
import type { Kind } from './request-parameters.ts'
import { type Operands, wildcardOperands } from './wildcards.ts'

/** A path whose values are known. */
export interface Subject {
  readonly path: Path
  readonly selector: string
  readonly kinds: readonly Kind[]
}

type Says = 'is' | 'exists' | 'is-not'

const test = ({ selector }: Subject, says: Says, comparison: string): Expression => ({
  kind: 'test',
  says,
  selector,
  comparison,
})

const is = (subject: Subject, comparison: string): Expression => test(subject, 'is', comparison)

/** Any value at all. There is no `EXISTS`: `"*"` takes any text, and what else there can be is asked for by name. */
export function anyValue(subject: Subject): Expression {
  const { kinds } = subject
  const says = kinds.length === 1 ? 'exists' : 'is'
  const tests: Expression[] = [
    ...(kinds.includes('text') ? [test(subject, says, '="*"')] : []),
    ...(kinds.includes('number') ? [test(subject, says, '=*')] : []),
    ...(kinds.includes('boolean') ? [is(subject, ' IS TRUE'), is(subject, ' IS FALSE')] : []),
  ]
  return { kind: 'any', of: tests }
}

/**
 * Where a value passes the operator, or, for a value that is there, where it does not. A kind of value
 * that the field never holds passes no operator that asks for it.
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
      if (operands === undefined) throw innerStar(check.pattern, subject)
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
      throw new Refusal(
        `a metric filter takes letter case as it stands, and \`${check.op}\` does not`,
        'write the spellings that AWS uses, each as it is: `[Yes, YES]`',
      )
    case 'matches':
      throw new Refusal(
        'a log group takes five filters with a regular expression, for all rules together, and they know no parentheses',
        'say it with `prefix`, `suffix` or `contains`, or leave the rule to EventBridge (`via: eventbridge`)',
      )
    case 'cidr':
      throw new Refusal(
        'a metric filter compares addresses as text, and `10.*` is also the start of what is no address',
        'list the addresses themselves, or leave the rule to EventBridge (`via: eventbridge`)',
      )
    case 'same-as':
      throw new Refusal(
        'a metric filter compares no two fields',
        'leave the rule to EventBridge (`via: eventbridge`), where the function compares them',
      )
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
    throw new Refusal(
      `\`${pathText(subject.path)}\`: a metric filter has IS NULL and no opposite of it`,
      'ask for the values it may have',
    )
  }
  if (!subject.kinds.includes('boolean')) return wanted ? never : always
  return is(subject, value === wanted ? ' IS TRUE' : ' IS FALSE')
}

function ofNumber(sign: string, bound: number, subject: Subject, wanted: boolean): Expression {
  if (!subject.kinds.includes('number')) return wanted ? never : always
  // A field of numbers is a field of numbers only: no text has to be told apart here.
  return test(subject, sign === '!=' ? 'is-not' : 'is', `${sign}${bound}`)
}

function ofText(
  { fits, butNot }: Operands,
  said: readonly string[],
  subject: Subject,
  wanted: boolean,
): Expression {
  for (const text of said) mustBePlain(text, subject)
  if (!subject.kinds.includes('text')) return wanted ? never : always
  const [equal, unequal] = wanted ? (['is', 'is-not'] as const) : (['is-not', 'is'] as const)
  const tests = [
    ...fits.map((text) => compared(subject, equal, text)),
    ...butNot.map((text) => compared(subject, unequal, text)),
  ]
  return { kind: wanted ? 'all' : 'any', of: tests }
}

function compared(subject: Subject, says: 'is' | 'is-not', operand: string): Expression {
  const anything = /^\*+$/.test(operand)
  if (anything) return says === 'is' ? test(subject, 'exists', '="*"') : never
  return test(subject, says, `${says === 'is' ? '=' : '!='}"${operand}"`)
}

/**
 * A star at either end is a wildcard and a percent sign begins a regular expression; how to write
 * these, a quote or a backslash as themselves is documented nowhere.
 */
function mustBePlain(text: string, { path }: Subject): void {
  const found = /["\\*]|^%|\p{Cc}/u.exec(text)?.[0]
  if (found === undefined) return
  const name = /\p{Cc}/u.test(found) ? 'a control character' : `\`${found}\``
  throw new Refusal(
    `\`${pathText(path)}\`: no documentation says how a filter pattern holds ${name} as itself`,
    'ask for a part of the text without it, with `prefix`, `suffix` or `contains`, or leave the rule to EventBridge (`via: eventbridge`)',
  )
}

const innerStar = (pattern: string, { path }: Subject): Refusal =>
  new Refusal(
    `\`${pathText(path)}\`: a filter pattern knows \`*\` at the ends of a text only, and \`${pattern}\` needs it inside`,
    'say it with `prefix`, `suffix` and `contains` where their order does not matter, or leave the rule to EventBridge (`via: eventbridge`)',
  )
