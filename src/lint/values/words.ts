/** Values that are none of the words that a field has. */
import { hasOneRegion } from '../../aws/event-regions.ts'
import { certainEventType } from '../../aws/event-types.ts'
import { closedWords, lowerCaseParameters, wordsOfCall } from '../../aws/field-values.ts'
import { hasReadOnlyName } from '../../aws/read-only.ts'
import { globalRegionOf, partitions } from '../../aws/regions.ts'
import {
  capitalParameter,
  type DeadValue,
  notOneOf,
  otherRegion,
  readsNothing,
} from '../../diagnostics/catalogue/lint/values.ts'
import { type Path, pathText } from '../../ir/path.ts'
import type { OperatorCheck } from '../../ir/predicate.ts'
import { describeOperator } from '../../operators/operators.ts'
import { evaluateCheck } from '../logic/can-hold.ts'
import { writtenText } from '../names/name-tests.ts'
import type { ValueContext } from './context.ts'

export function wordProblem(check: OperatorCheck, context: ValueContext): DeadValue | undefined {
  const { path, names, sources } = context
  const text = pathText(path)
  const isRegion = text === 'awsRegion' || text === 'envelope.region'
  if (isRegion && sources.length > 0 && sources.every(hasOneRegion)) {
    const regions = partitions.map(globalRegionOf)
    return passesNone(check, regions) ? otherRegion(text, sources, regions) : undefined
  }
  if (text === 'readOnly' && check.op === 'equals' && typeof check.value === 'boolean')
    return readOnlyProblem(check.value, names)
  const words = wordsFor(text, context)
  if (words !== undefined && passesNone(check, words))
    return notOneOf(text, describeOperator(check), words, writtenText(check))
  return parameterProblem(path, sources)
}

/** A test of absence passes for no word, and is none of a value. */
const passesNone = (check: OperatorCheck, words: readonly string[]): boolean =>
  check.op !== 'exists' &&
  check.op !== 'same-as' &&
  !(check.op === 'equals' && check.value === null) &&
  words.every((word) => evaluateCheck(check, word) === false)

function wordsFor(
  text: string,
  { names, sources, detailTypes }: ValueContext,
): readonly string[] | undefined {
  if (text === 'envelope.detail-type') return detailTypes
  if (text === 'eventType' && names.length > 0) {
    const only = names.map(certainEventType)
    if (only.every((each) => each !== undefined)) return [...new Set(only)]
  }
  const ofCalls = sources.flatMap((source) =>
    names.map((name) => wordsOfCall[`${source}:${name}`]?.[text]),
  )
  if (ofCalls.length > 0 && ofCalls.every((each) => each !== undefined)) return ofCalls.flat()
  return closedWords.get(text)
}

/** Names of calls that surely change something; others may be either. */
const changes = /^(?:Attach|Create|Delete|Detach|Disable|Put|Remove|Set|Update)[A-Z]/

function readOnlyProblem(value: boolean, names: readonly string[]): DeadValue | undefined {
  if (names.length === 0) return undefined
  const isDead = value ? (name: string) => changes.test(name) : hasReadOnlyName
  return names.every(isDead) ? readsNothing(names, !value) : undefined
}

function parameterProblem(path: Path, sources: readonly string[]): DeadValue | undefined {
  const [part, name = '', ...below] = path
  if (part !== 'requestParameters' || !/^[A-Z]/.test(name)) return undefined
  if (sources.length === 0 || !sources.every((source) => lowerCaseParameters.has(source)))
    return undefined
  const right = name.charAt(0).toLowerCase() + name.slice(1)
  return capitalParameter(pathText(path), pathText([part, right, ...below]))
}
