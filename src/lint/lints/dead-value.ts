/**
 * Tests that no record passes, because AWS documents other values for the field. Under `not` and in
 * `unless` they are worse: what they should exclude still fires the rule.
 */
import { shapeOfField } from '../../aws/field-values.ts'
import { documentedPaths, recordFields } from '../../aws/record-fields.ts'
import {
  type DeadValue,
  deadValue,
  objectAbsent,
  objectTested,
  otherKind,
} from '../../diagnostics/catalogue/lint/values.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { operatorsIn } from '../../ir/logic.ts'
import { pathText } from '../../ir/path.ts'
import type { Check, OperatorCheck } from '../../ir/predicate.ts'
import { type Lint, type PlacedField, placedFields, type Subject } from '../subject.ts'
import { contextOf, type ValueContext } from '../values/context.ts'
import { identityProblem } from '../values/identity.ts'
import { wordProblem } from '../values/words.ts'

export const deadValues: Lint = (subject) =>
  subject.call?.name.length === 1
    ? [...placedFields(subject)].flatMap((placed) => findings(subject, placed))
    : []

function findings(subject: Subject, placed: PlacedField): Diagnostic[] {
  const context = contextOf(subject, placed)
  return operatorsIn(placed.field.check).flatMap(({ leaf, negated }) => {
    const problem =
      kindProblem(leaf, context) ?? wordProblem(leaf, context) ?? identityProblem(leaf, context)
    if (problem === undefined || isOtherSpelling(leaf, placed.field.check)) return []
    const excludes = placed.excludes !== negated && !testsAbsence(leaf)
    return [deadValue(problem, excludes, subject.place(leaf) ?? placed.span)]
  })
}

/** Whether a list has the same value in another kind as well: `[true, 'true']` is deliberate. */
const isOtherSpelling = (leaf: OperatorCheck, check: Check): boolean =>
  leaf.op === 'equals' &&
  operatorsIn(check).some(
    ({ leaf: other }) =>
      other.op === 'equals' &&
      other.value !== leaf.value &&
      String(other.value) === String(leaf.value),
  )

/** A value of another kind than the field has, and any value of an object. */
function kindProblem(check: OperatorCheck, { path, sources }: ValueContext): DeadValue | undefined {
  const shape = shapeOfField(path, sources)
  if (shape === undefined) return undefined
  const text = pathText(path)
  if (shape === 'object') {
    if (check.op === 'same-as') return undefined
    return (testsAbsence(check) ? objectAbsent : objectTested)(text, fieldIn(text))
  }
  const found = kindOf(check)
  if (found === undefined || shape.includes(found)) return undefined
  return otherKind(text, found, shape, corrected(check, shape[0]))
}

const testsAbsence = (check: OperatorCheck): boolean => check.op === 'exists' && !check.present

const fieldIn = (text: string): string | undefined => {
  const tree = recordFields.get('cloudtrail')
  return tree && [...documentedPaths(tree)].find((each) => each.startsWith(`${text}.`))
}

function kindOf(check: OperatorCheck): 'text' | 'boolean' | 'number' | undefined {
  switch (check.op) {
    case 'equals': {
      const kind = typeof check.value
      if (kind === 'string') return 'text'
      return kind === 'boolean' || kind === 'number' ? kind : undefined
    }
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return 'number'
    case 'exists':
    case 'same-as':
      return undefined
    default:
      return 'text'
  }
}

/** The same value in the kind of the field; undefined if there is none. */
function corrected(check: OperatorCheck, kind: string | undefined): string | undefined {
  if (check.op !== 'equals') return undefined
  const { value } = check
  if (kind === 'text') return `'${value}'`
  if (kind === 'boolean')
    return /^(?:true|false)$/i.test(String(value)) ? String(value).toLowerCase() : undefined
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))
    ? String(Number(value))
    : undefined
}
