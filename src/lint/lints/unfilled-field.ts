import { answersNothing } from '../../aws/read-only.ts'
import {
  cutTexts,
  secrets,
  typesWithoutUserName,
  withoutParameters,
  wordsForSuccess,
} from '../../aws/record-values.ts'
import {
  absentInSessions,
  absentOnSuccess,
  cutAt,
  notUserName,
  nullInReads,
  nullInSignIns,
  secretHidden,
  secretOmitted,
  type Unfilled,
  unfilledField,
} from '../../diagnostics/catalogue/lint/fields.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { operatorsIn } from '../../ir/logic.ts'
import { type Path, pathText } from '../../ir/path.ts'
import type { Check } from '../../ir/predicate.ts'
import { evaluateCheck, needsValue } from '../logic/can-hold.ts'
import { testsEnd } from '../logic/text-shapes.ts'
import { exactText } from '../names/name-tests.ts'
import { type Lint, type PlacedField, placedFields, type Subject } from '../subject.ts'

/** Fields that are empty, cut or masked in the events that a rule matches. */
export const unfilledFields: Lint = (subject) =>
  subject.call?.name.length === 1
    ? [...placedFields(subject)].flatMap((placed) => findings(subject, placed))
    : []

function findings(subject: Subject, placed: PlacedField): Diagnostic[] {
  const { path, check } = placed.field
  const text = pathText(path)
  const problem =
    cutProblem(path, check) ??
    (text === 'errorCode' ? successProblem(check) : undefined) ??
    (requiresValue(path, check) ? emptyProblem(placed, path, text, check) : undefined)
  if (problem === undefined) return []
  const [why, help, question] = problem
  return [unfilledField(text, [why, help], (question && subject.place(question)) ?? placed.span)]
}

type Problem = readonly [...Unfilled, question?: Check]

/** Whether the check fails for an absent field, and for a part of the record that is null. */
const requiresValue = (path: Path, check: Check): boolean =>
  needsValue(check) && (path.length > 1 || evaluateCheck(check, null) === false)

function successProblem(check: Check): Problem | undefined {
  for (const { leaf, negated } of operatorsIn(check)) {
    const word = exactText(leaf)
    if (!negated && word !== undefined && wordsForSuccess.has(word.toLowerCase()))
      return [...absentOnSuccess, leaf]
  }
  return undefined
}

function cutProblem(path: Path, check: Check): Problem | undefined {
  const last = path.at(-1) ?? ''
  if (path.length > 1 || !cutTexts.has(last)) return undefined
  const [atEnd] = operatorsIn(check).filter(({ leaf }) => testsEnd(leaf))
  if (atEnd === undefined) return undefined
  return [...cutAt('1 KB'), atEnd.leaf]
}

function emptyProblem(
  { around }: PlacedField,
  path: Path,
  text: string,
  check: Check,
): Problem | undefined {
  const [names, sources] = [around(['eventName']), around(['eventSource'])]
  const allNames = (test: (name: string) => boolean) =>
    names !== undefined && names.size > 0 && [...names].every(test)
  const allSources = sources === undefined ? [] : [...sources]
  if (path[0] === 'responseElements' && allSources.length > 0) {
    const isEmpty = (name: string) => allSources.every((source) => answersNothing(source, name))
    if (allNames(isEmpty)) return nullInReads
  }
  if (path[0] === 'requestParameters' && allNames((name) => withoutParameters.has(name)))
    return nullInSignIns
  if (text === 'userIdentity.userName') return userNameProblem(around(['userIdentity', 'type']))
  const [source] = allSources
  return allSources.length === 1 && source !== undefined
    ? secretProblem(source, names ?? new Set(), text, check)
    : undefined
}

function userNameProblem(types: ReadonlySet<string> | undefined): Problem | undefined {
  if (types === undefined || types.size === 0) return undefined
  if (![...types].every((type) => typesWithoutUserName.has(type))) return undefined
  return types.has('AssumedRole') || types.has('FederatedUser')
    ? absentInSessions
    : notUserName([...types])
}

function secretProblem(
  source: string,
  names: ReadonlySet<string>,
  text: string,
  check: Check,
): Problem | undefined {
  const calls = names.size > 0 ? [...names].map((name) => `${source}:${name}`) : []
  const hidden = [source, ...calls].map((key) => secrets[key] ?? {})
  const fieldOf = (fields: object) =>
    Object.keys(fields).find((each) => text === each || text.startsWith(`${each}.`))
  const [ofService, ...ofCalls] = hidden
  const whole = ofService && fieldOf(ofService)
  const everyCall = ofCalls.length > 0 && ofCalls.every((fields) => fieldOf(fields) !== undefined)
  const fields = whole === undefined ? (everyCall ? ofCalls[0] : undefined) : ofService
  const field = fields && fieldOf(fields)
  if (fields === undefined || field === undefined) return undefined
  const written = fields[field]
  if (written !== undefined && text === field && evaluateCheck(check, written) !== false)
    return undefined
  return written === undefined ? secretOmitted : secretHidden(written)
}
