/** Reads the test of one field: a scalar, a list of alternatives, or a mapping of operators. */
import {
  emptyTest,
  misfitInList,
  misplacedList,
  misspeltList,
  nestedInOperands,
  nestedList,
  nestedOperand,
  unknownList,
  unknownOperator,
  unreadableList,
} from '../diagnostics/catalogue/block.ts'
import { emptyFieldValue } from '../diagnostics/catalogue/envelope.ts'
import type { Span } from '../diagnostics/diagnostic.ts'
import {
  type Entry,
  isNothing,
  type MapNode,
  type Node,
  nounFor,
  type ScalarNode,
} from '../diagnostics/node.ts'
import type { Check, OperatorCheck } from '../ir/predicate.ts'
import { equals } from '../operators/equals.ts'
import type { Operator } from '../operators/operator.ts'
import { isOperatorName, operatorNames, operators } from '../operators/operators.ts'
import { checkPath } from './field-path.ts'
import { readPolicyTest } from './policy-test.ts'
import type { BlockReading } from './reading.ts'

/** The check, or undefined after a problem was reported. */
export function readTest(node: Node, path: string, reading: BlockReading): Check | undefined {
  if (node.kind === 'map') return readOperators(node, path, reading)
  const items = node.kind === 'list' ? node.items : [node]
  if (items.length === 0) {
    reading.report(emptyTest(path, node.span))
    return undefined
  }
  const checks = items.map((item) => readAlternative(item, path, reading))
  return checks.every((check) => check !== undefined) ? join('any', checks.flat()) : undefined
}

function readAlternative(node: Node, path: string, reading: BlockReading): Check[] | undefined {
  if (node.kind === 'map') {
    const check = readOperators(node, path, reading)
    return check && [check]
  }
  if (node.kind === 'list') {
    reading.report(nestedList(path, nounFor(node), node.span))
    return undefined
  }
  if (isNothing(node)) {
    reading.report(emptyFieldValue(path, node.span))
    return undefined
  }
  return expandLists(node, reading)?.map((scalar) =>
    recordPlace(equals.read(scalar) as Check, scalar, reading),
  )
}

function readOperators(node: MapNode, path: string, reading: BlockReading): Check | undefined {
  if (node.entries.length === 0) {
    reading.report(emptyTest(path, node.span))
    return undefined
  }
  const checks = node.entries.map((entry) => readOperator(entry, path, reading))
  return checks.every((check) => check !== undefined) ? join('all', checks) : undefined
}

function readOperator(
  { key, keySpan, value }: Entry,
  path: string,
  reading: BlockReading,
): Check | undefined {
  if (key === 'not') {
    const of = readTest(value, path, reading)
    return of && { op: 'not', of }
  }
  if (!isOperatorName(key)) {
    reading.report(unknownOperator(key, path, [...operatorNames, 'not'], keySpan))
    return undefined
  }
  if (key === 'policy') return readPolicyTest(value, reading, expandLists)
  return readOperands(operators[key] as Operator<OperatorCheck>, value, reading)
}

function readOperands(
  operator: Operator<OperatorCheck>,
  node: Node,
  reading: BlockReading,
): Check | undefined {
  const { name, takesList } = operator
  if (node.kind === 'map' || (node.kind === 'list' && !takesList)) {
    reading.report(nestedOperand(name, takesList, nounFor(node), node.span))
    return undefined
  }
  const items = node.kind === 'list' ? node.items : [node]
  if (items.length === 0) reading.report(emptyTest(name, node.span))
  const checks = items.map((item) => readOperand(operator, item, reading))
  if (items.length === 0 || !checks.every((check) => check !== undefined)) return undefined
  return join('any', checks.flat())
}

function readOperand(
  operator: Operator<OperatorCheck>,
  node: Node,
  reading: BlockReading,
): Check[] | undefined {
  if (node.kind !== 'scalar') {
    reading.report(nestedInOperands(operator.name, nounFor(node), node.span))
    return undefined
  }
  const scalars = operator.takesList ? expandLists(node, reading) : [node]
  const checks: Check[] = []
  for (const scalar of scalars ?? []) {
    const check = operator.read(scalar)
    if ('code' in check) {
      // A list of the wrong kind has many wrong values. One diagnostic is enough.
      reading.report(scalar === node ? check : misfitInList(String(node.value), check, node.span))
      return undefined
    }
    // The operand of `same-as` is a path, which is checked like any other.
    const inside =
      check.op !== 'same-as' || checkPath(check.path, String(scalar.value), node.span, reading)
    if (!inside) return undefined
    checks.push(recordPlace(check, scalar, reading))
  }
  return scalars && checks
}

/** Replaces `${lists.name}` by the values of the list. Any other scalar stays as it is. */
function expandLists(node: ScalarNode, reading: BlockReading): readonly ScalarNode[] | undefined {
  const { value, span } = node
  if (typeof value !== 'string' || !/\$\{\s*lists?\b/i.test(value)) return [node]
  const [, name] = /^\$\{lists\.([^{}]+)\}$/.exec(value) ?? []
  if (name === undefined) {
    const [, meant] = /^\$\{\s*lists?\W+([^{}\s]+)\s*\}$/i.exec(value) ?? []
    reading.report(meant ? misspeltList(value, meant, span) : misplacedList(value, span))
    return undefined
  }
  return valuesOf(name, span, reading)
}

function valuesOf(
  name: string,
  span: Span,
  { lists: { configFound, values, unreadable }, report }: BlockReading,
): readonly ScalarNode[] | undefined {
  const list = values.get(name)
  if (list !== undefined) return list
  report(
    unreadable || values.has(name)
      ? unreadableList(name, span)
      : unknownList(name, [...values.keys()], configFound, span),
  )
  return undefined
}

const join = (op: 'any' | 'all', of: readonly Check[]): Check =>
  of.length === 1 && of[0] ? of[0] : { op, of }

function recordPlace<C extends Check>(check: C, { span }: Node, reading: BlockReading): C {
  reading.origins.set(check, { span })
  return check
}
