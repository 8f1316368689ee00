import { wrongOperand } from '../diagnostics/catalogue/block.ts'
import { nounFor } from '../diagnostics/node.ts'
import type { CheckOf, Operator } from './operator.ts'

/** `errorCode: { exists: false }` */
export const exists: Operator<CheckOf<'exists'>> = {
  name: 'exists',
  summary: '`true`: any value, also null; `false`: a path that reaches none',
  example: 'errorCode: { exists: false }',
  operand: { type: 'boolean' },
  takesList: false,
  read: (operand) =>
    typeof operand.value === 'boolean'
      ? { op: 'exists', present: operand.value }
      : wrongOperand('exists', '`true` or `false`', nounFor(operand), operand.span),
  describe: ({ present }) => (present ? 'is there' : 'is absent'),
}
