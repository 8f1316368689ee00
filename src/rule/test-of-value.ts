/** The test of one field: a scalar, a list of alternatives, or a mapping of operators. */
import {
  emptyTest,
  misplacedList,
  unknownList,
  unknownOperator,
  wrongOperand,
} from '../diagnostics/catalogue/block.ts'
import { emptyValue } from '../diagnostics/catalogue/envelope.ts'
import {
  type Entry,
  type MapNode,
  type Node,
  nounFor,
  type ScalarNode,
} from '../diagnostics/node.ts'
import type { Check, OperatorCheck } from '../ir/predicate.ts'
import { equals } from '../operators/equals.ts'
import type { Operator } from '../operators/operator.ts'
import { isOperatorName, operatorNames, operators } from '../operators/operators.ts'
import type { Reading } from './reading.ts'

/** Undefined after a problem was reported. */
export function readTest(node: Node, path: string, reading: Reading): Check | undefined {
  if (node.kind === 'map') return readOperators(node, path, reading)
  const items = node.kind === 'list' ? node.items : [node]
  if (items.length === 0) {
    reading.report(emptyTest(path, node.span))
    return undefined
  }
  const checks = items.map((item) => readAlternative(item, path, reading))
  return checks.every((check) => check !== undefined) ? joined('any', checks.flat()) : undefined
}

function readAlternative(node: Node, path: string, reading: Reading): Check[] | undefined {
  if (node.kind === 'map') {
    const check = readOperators(node, path, reading)
    return check && [check]
  }
  if (node.kind === 'list') {
    reading.report(wrongOperand(path, 'values and operators in its list', nounFor(node), node.span))
    return undefined
  }
  if (node.source === '' && !node.quoted) {
    reading.report(emptyValue(path, node.span))
    return undefined
  }
  return expandLists(node, reading)?.map((scalar) =>
    placed(equals.read(scalar) as Check, scalar, reading),
  )
}

function readOperators(node: MapNode, path: string, reading: Reading): Check | undefined {
  if (node.entries.length === 0) {
    reading.report(emptyTest(path, node.span))
    return undefined
  }
  const checks = node.entries.map((entry) => readOperator(entry, path, reading))
  return checks.every((check) => check !== undefined) ? joined('all', checks) : undefined
}

function readOperator(
  { key, keySpan, value }: Entry,
  path: string,
  reading: Reading,
): Check | undefined {
  if (key === 'not') {
    const of = readTest(value, path, reading)
    return of && { op: 'not', of }
  }
  if (!isOperatorName(key)) {
    reading.report(unknownOperator(key, path, [...operatorNames, 'not'], keySpan))
    return undefined
  }
  return readOperands(operators[key] as Operator<OperatorCheck>, value, reading)
}

function readOperands(
  operator: Operator<OperatorCheck>,
  node: Node,
  reading: Reading,
): Check | undefined {
  const { name, takesList } = operator
  if (node.kind === 'map' || (node.kind === 'list' && !takesList)) {
    const wanted = takesList ? 'a value or a list of values' : 'one value'
    reading.report(wrongOperand(name, wanted, nounFor(node), node.span))
    return undefined
  }
  const items = node.kind === 'list' ? node.items : [node]
  if (items.length === 0) reading.report(emptyTest(name, node.span))
  const checks = items.map((item) => readOperand(operator, item, reading))
  if (items.length === 0 || !checks.every((check) => check !== undefined)) return undefined
  return joined('any', checks.flat())
}

function readOperand(
  operator: Operator<OperatorCheck>,
  node: Node,
  reading: Reading,
): Check[] | undefined {
  if (node.kind !== 'scalar') {
    reading.report(wrongOperand(operator.name, 'plain values', nounFor(node), node.span))
    return undefined
  }
  const scalars = operator.takesList ? expandLists(node, reading) : [node]
  const read = scalars?.map((scalar) => {
    const check = operator.read(scalar)
    if ('op' in check) return placed(check, scalar, reading)
    // A bad value of a list of tripline.yaml is told where it stands, and once more where it is used.
    reading.report(check)
    return undefined
  })
  return read?.every((check) => check !== undefined) ? read : undefined
}

/** `${lists.name}` into the values it stands for; any other scalar into itself. */
function expandLists(node: ScalarNode, reading: Reading): readonly ScalarNode[] | undefined {
  const { value, span } = node
  if (typeof value !== 'string' || !value.includes('${')) return [node]
  const [, name] = /^\$\{lists\.([^{}]+)\}$/.exec(value) ?? []
  if (name === undefined) {
    if (!/\$\{\s*lists\b/.test(value)) return [node]
    reading.report(misplacedList(value, span))
    return undefined
  }
  const { configFound, values } = reading.lists
  const list = values.get(name)
  if (list === undefined) reading.report(unknownList(name, [...values.keys()], configFound, span))
  return list
}

const joined = (op: 'any' | 'all', of: readonly Check[]): Check =>
  of.length === 1 && of[0] ? of[0] : { op, of }

function placed<C extends Check>(check: C, { span }: Node, reading: Reading): C {
  reading.origins.set(check, { span })
  return check
}
