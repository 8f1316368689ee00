/** A formula as the condition of a metric filter: exactly, or a refusal. */

import {
  isObject,
  mayBeList,
  notInLog,
  notInRecord,
  textAndBoolean,
} from '../../diagnostics/catalogue/backends/metric-filter.ts'
import type { Literal } from '../../ir/logic.ts'
import { isComputed, type Path, pathText } from '../../ir/path.ts'
import { anyValue, type Subject, testOf } from './check.ts'
import { absentOr, always, type Expression, never } from './expression.ts'
import { type Around, knownValues } from './known-values.ts'
import { type FieldTest, type Formula, pinnedTexts } from './normal-form.ts'

/** Throws `Uncompilable` if the syntax of filter patterns cannot express a test exactly. */
export function conditionOf(formula: Formula, around: Around): Expression {
  switch (formula.kind) {
    case 'literal':
      return ofLiteral(formula, around, [])
    case 'all': {
      const narrower: Around = {
        ...around,
        eventSources: common(pinnedTexts(formula, 'eventSource'), around.eventSources),
        eventNames: common(pinnedTexts(formula, 'eventName'), around.eventNames),
      }
      if (narrower.eventSources?.length === 0 || narrower.eventNames?.length === 0) return never
      return { kind: 'all', of: formula.of.map((part) => conditionOf(part, narrower)) }
    }
    case 'any':
      return {
        kind: 'any',
        of: formula.of.map((part) =>
          part.kind === 'literal' ? ofLiteral(part, around, formula.of) : conditionOf(part, around),
        ),
      }
  }
}

/** The texts that are in both lists; undefined stands for every text. */
const common = (one: Texts, other: Texts): Texts =>
  one && other ? one.filter((text) => other.includes(text)) : (one ?? other)

type Texts = readonly string[] | undefined

function ofLiteral(
  literal: Literal<FieldTest>,
  around: Around,
  alternatives: readonly Formula[],
): Expression {
  const { leaf, negated } = literal
  const { path, check } = leaf
  const logged = loggedPath(path)
  const kinds = knownValues(logged, around)
  if (kinds === 'list') throw mayBeList(pathText(path))
  if (kinds === 'object') throw isObject(pathText(path))
  const wantsAbsence = check.op === 'exists' && check.present === negated
  if (kinds.length === 0) return wantsAbsence || (negated && check.op !== 'exists') ? always : never
  const subject: Subject = { path, selector: `$.${logged.join('.')}`, kinds }
  if (check.op === 'exists')
    return wantsAbsence ? { kind: 'absent', selector: subject.selector } : anyValue(subject)
  if (kinds.length > 1) mustTestBoth(literal, alternatives)
  const expression = testOf(check, subject, !negated)
  return negated ? absentOr(subject.selector, expression) : expression
}

/** The path in the log group. It has no envelope, but two fields of the envelope are also in the record. Throws `Uncompilable` for the others. */
export function loggedPath(path: Path): Path {
  if (isComputed(path)) throw notInLog(pathText(path))
  if (path[0] !== 'envelope') return path
  const name = pathText(path)
  if (name === 'envelope.account') return ['recipientAccountId']
  if (name === 'envelope.region') return ['awsRegion']
  throw notInRecord(pathText(path))
}

/**
 * For a field that occurs as `true` and as the text `"true"`, it is not documented which of them
 * `= "true"` matches. A rule that tests for one must therefore test for both.
 */
function mustTestBoth(
  { leaf: { path, check }, negated }: Literal<FieldTest>,
  alternatives: readonly Formula[],
): void {
  const hasAlternative = (value: unknown) =>
    alternatives.some(
      (other) =>
        other.kind === 'literal' &&
        !other.negated &&
        pathText(other.leaf.path) === pathText(path) &&
        other.leaf.check.op === 'equals' &&
        other.leaf.check.value === value,
    )
  const value = check.op === 'equals' ? check.value : undefined
  const other = typeof value === 'boolean' ? String(value) : value === 'true'
  const isEither = typeof value === 'boolean' || value === 'true' || value === 'false'
  if (isEither && !negated && hasAlternative(other)) return
  throw textAndBoolean(pathText(path))
}
