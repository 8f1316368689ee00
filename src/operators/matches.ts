import { RE2JS } from 're2js'
import { badRegex, wrongOperand } from '../diagnostics/catalogue/block.ts'
import { nounFor } from '../diagnostics/node.ts'
import { errorMessage } from '../ir/error-text.ts'
import { oncePer } from './once.ts'
import type { CheckOf, ValueOperator } from './operator.ts'

const compile = oncePer((check: CheckOf<'matches'>) => RE2JS.compile(check.regex))

/**
 * `userAgent: { matches: '^aws-cli/1\.' }`
 *
 * It uses RE2 and not JavaScript's own regular expressions. Those can take exponential time on text
 * that an attacker chooses, such as user agents and names.
 */
export const matches: ValueOperator<CheckOf<'matches'>> = {
  name: 'matches',
  summary: 'text in which this RE2 regular expression is found, anywhere unless anchored',
  example: "userAgent: { matches: '^aws-cli/1\\.' }",
  operand: { type: 'string' },
  takesList: true,
  read(operand) {
    const { value, span } = operand
    if (typeof value !== 'string') return wrongOperand('matches', 'text', nounFor(operand), span)
    const problem = regexProblem(value)
    return problem === undefined ? { op: 'matches', regex: value } : badRegex(value, problem, span)
  },
  describe: ({ regex }) => `matches \`${regex}\``,
  holds: (check, value) => typeof value === 'string' && compile(check).matcher(value).find(),
}

function regexProblem(regex: string): string | undefined {
  try {
    RE2JS.compile(regex)
    return undefined
  } catch (problem) {
    return errorMessage(problem).replaceAll(/\s+/g, ' ')
  }
}
