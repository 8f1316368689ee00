import { wrongOperand } from '../diagnostics/catalogue/block.ts'
import { nounFor } from '../diagnostics/node.ts'
import type { CheckOf, ValueOperator } from './operator.ts'

type Comparison = CheckOf<'gt' | 'gte' | 'lt' | 'lte'>

const comparison = <C extends Comparison>(
  op: C['op'],
  summary: string,
  sign: string,
  orders: (value: number, bound: number) => boolean,
): ValueOperator<C> => ({
  name: op,
  summary,
  example: `responseElements.count: { ${op}: 100 }`,
  operand: { type: 'number' },
  takesList: false,
  read: (operand) =>
    typeof operand.value === 'number'
      ? ({ op, bound: operand.value } as C)
      : wrongOperand(op, 'a number', nounFor(operand), operand.span),
  describe: ({ bound }) => `${sign} ${bound}`,
  holds: ({ bound }, value) => typeof value === 'number' && orders(value, bound),
  nearMiss: ({ bound }, value) =>
    typeof value === 'string' && value.trim() !== '' && orders(Number(value), bound)
      ? 'wrong type'
      : undefined,
})

export const gt = comparison<CheckOf<'gt'>>('gt', 'a number above this one', '>', (a, b) => a > b)
export const gte = comparison<CheckOf<'gte'>>(
  'gte',
  'this number or one above',
  '>=',
  (a, b) => a >= b,
)
export const lt = comparison<CheckOf<'lt'>>('lt', 'a number below this one', '<', (a, b) => a < b)
export const lte = comparison<CheckOf<'lte'>>(
  'lte',
  'this number or one below',
  '<=',
  (a, b) => a <= b,
)
