import { wrongOperand } from '../diagnostics/catalogue/block.ts'
import { badPath } from '../diagnostics/catalogue/path.ts'
import { nounFor } from '../diagnostics/node.ts'
import { pathText } from '../ir/path.ts'
import type { CheckOf, Operator } from './operator.ts'
import { parsePath } from './parse-path.ts'

/** `requestParameters.userName: { not: { same-as: userIdentity.userName } }` */
export const sameAs: Operator<CheckOf<'same-as'>> = {
  name: 'same-as',
  summary: 'the value that the same block chooses for another path',
  example: 'requestParameters.userName: { not: { same-as: userIdentity.userName } }',
  operand: { type: 'string' },
  takesList: true,
  read(operand) {
    const { value, span } = operand
    if (typeof value !== 'string') return wrongOperand('same-as', 'a path', nounFor(operand), span)
    const path = parsePath(value)
    return path.ok ? { op: 'same-as', path: path.path } : badPath(value, path.problem, span)
  },
  describe: ({ path }) => `is the same as ${pathText(path)}`,
}
