/** A formula as the condition of a metric filter: exactly, or a refusal. */
import { type Path, pathText } from '../../ir/path.ts'
import { anyValue, type Subject, testOf } from './comparison.ts'
import { absentOr, always, type Expression, never } from './expression.ts'
import { type Formula, type Literal, pinnedTexts } from './formula.ts'
import { type Around, knownValues } from './known-values.ts'
import { Refusal } from './refusal.ts'

export function conditionOf(formula: Formula, around: Around): Expression {
  switch (formula.kind) {
    case 'literal':
      return ofLiteral(formula, around, [])
    case 'all': {
      const narrower: Around = {
        ...around,
        eventSources: pinnedTexts(formula, 'eventSource') ?? around.eventSources,
        eventNames: pinnedTexts(formula, 'eventName') ?? around.eventNames,
      }
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

function ofLiteral(literal: Literal, around: Around, alternatives: readonly Formula[]): Expression {
  const { path, check, negated } = literal
  const logged = loggedPath(path)
  const kinds = knownValues(logged, around)
  if (kinds === 'list') throw mayBeList(path)
  if (kinds === 'object') throw isObject(path)
  const asksAbsence = check.op === 'exists' && check.present === negated
  if (kinds.length === 0) return asksAbsence || (negated && check.op !== 'exists') ? always : never
  const subject: Subject = { path, selector: `$.${logged.join('.')}`, kinds }
  if (check.op === 'exists')
    return asksAbsence ? { kind: 'absent', selector: subject.selector } : anyValue(subject)
  if (kinds.length > 1) mustTakeBoth(literal, alternatives)
  const expression = testOf(check, subject, !negated)
  return negated ? absentOr(subject.selector, expression) : expression
}

/** The path in the log group: there is no envelope, but two of its fields are also in the record. Throws a `Refusal` for others. */
export function loggedPath(path: Path): Path {
  if (path[0] !== 'envelope') return path
  const name = pathText(path)
  if (name === 'envelope.account') return ['recipientAccountId']
  if (name === 'envelope.region') return ['awsRegion']
  throw new Refusal(
    `\`${name}\` is EventBridge's, and the trail writes the bare record into its log group`,
    'ask the record: `eventSource`, `eventType`, `eventTime`',
  )
}

const mayBeList = (path: Path): Refusal =>
  new Refusal(
    `\`${pathText(path)}\` may hold a list, and a metric filter reads no value inside a list`,
    'ask for a field that holds one value, pin the `eventSource` whose parameter is known to, or leave the rule to EventBridge (`via: eventbridge`)',
  )

const isObject = (path: Path): Refusal =>
  new Refusal(
    `\`${pathText(path)}\` is an object, which has no value of its own`,
    'ask for a field inside of it',
  )

/**
 * Where a field is seen both as `true` and as the text `"true"`, the documentation does not say which of
 * them `= "true"` takes: who asks for one has to ask for both.
 */
function mustTakeBoth({ path, check, negated }: Literal, alternatives: readonly Formula[]): void {
  const twin = (value: unknown) =>
    alternatives.some(
      (other) =>
        other.kind === 'literal' &&
        !other.negated &&
        pathText(other.path) === pathText(path) &&
        other.check.op === 'equals' &&
        other.check.value === value,
    )
  const value = check.op === 'equals' ? check.value : undefined
  const other = typeof value === 'boolean' ? String(value) : value === 'true'
  const isEither = typeof value === 'boolean' || value === 'true' || value === 'false'
  if (isEither && !negated && twin(other)) return
  throw new Refusal(
    `\`${pathText(path)}\` is seen both as text and as true or false, which a metric filter tells apart in no documented way`,
    "take both: `['true', true]`",
  )
}
