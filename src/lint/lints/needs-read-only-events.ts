import { dataEventTypes } from '../../aws/data-events.ts'
import { deliveredAs } from '../../aws/detail-types.ts'
import { allManagementEvents, isHeldBack } from '../../aws/read-only.ts'
import { needsReadOnlyEvents } from '../../diagnostics/catalogue/lint/delivery.ts'
import type { Scalar } from '../../ir/json.ts'
import {
  type Block,
  type Conjunction,
  type Literal,
  leavesOf,
  matchAndNotUnless,
} from '../../ir/logic.ts'
import { compilesTo } from '../../ir/names.ts'
import { type Path, pathText } from '../../ir/path.ts'
import type { Field } from '../../ir/predicate.ts'
import { evaluateCheck, needsValue } from '../logic/can-hold.ts'
import { disjunctsOf } from '../logic/disjuncts.ts'
import type { KnownNames } from '../names/known-names.ts'
import { fieldsAt } from '../names/name-tests.ts'
import { type CallPaths, type Lint, type Subject, sharedFields } from '../subject.ts'

const apiCall = deliveredAs({ eventType: 'AwsApiCall' })['detail-type']

/** Read-only management events, which EventBridge delivers only to rules in a special state. */
export const neededReadOnlyEvents: Lint = (subject) => {
  const { rule, call, idSpan } = subject
  const seesCalls = rule.on.detailTypes.includes(apiCall)
  if (call === undefined || !seesCalls || !compilesTo('event-pattern', rule.via)) return []
  const held = new Set<string>()
  let others = false
  const heldBack = heldBackNames(subject, call)
  for (const each of disjunctsOfRule(subject)) {
    const found = isRead(each) ? heldBack(each) : { held: [], others: true }
    for (const name of found.held) held.add(name)
    others ||= found.others
  }
  if (held.size === 0) return []
  const [first] = [...fieldsAt(subject, call.name)].filter(({ excludes }) => !excludes)
  return [needsReadOnlyEvents([...held], !others, allManagementEvents, first?.span ?? idSpan)]
}

type Blocks = Conjunction<Block>

/** For a rule with too many disjuncts: the fields that all of them share, as one conjunction. */
function disjunctsOfRule({ rule, isSingle }: Subject): readonly Blocks[] {
  const { match } = rule
  return (
    disjunctsOf(matchAndNotUnless(rule), isSingle) ??
    disjunctsOf(match, isSingle) ?? [sharedFields(match).map(literalOf)]
  )
}

const literalOf = (field: Field): Literal<Block> => ({
  leaf: { kind: 'block', fields: [field] },
  negated: false,
})

/** The values that the record of a read-only call has. */
const ofReads: readonly (readonly [field: string, values: readonly Scalar[]])[] = [
  ['readOnly', [true, 'true']],
  ['managementEvent', [true, 'true']],
  ['eventCategory', ['Management']],
  ['eventType', ['AwsApiCall']],
]

/** The tests of one field in one disjunct: those that it must pass, and those that it must fail. */
interface FieldTests {
  readonly wanted: readonly Field[]
  readonly refused: readonly Field[]
}

function testsOf(blocks: Blocks, path: Path): FieldTests {
  const key = pathText(path)
  const about = (fields: readonly Field[]) => fields.filter((field) => pathText(field.path) === key)
  return {
    wanted: leavesOf(blocks, false).flatMap(({ fields }) => about(fields)),
    refused: leavesOf(blocks, true).flatMap(({ fields }) =>
      fields.length === 1 ? about(fields) : [],
    ),
  }
}

const fits = ({ wanted, refused }: FieldTests, value: Scalar): boolean =>
  wanted.every(({ check }) => evaluateCheck(check, value) !== false) &&
  refused.every(({ check }) => evaluateCheck(check, value) !== true)

const isRead = (blocks: Blocks): boolean =>
  ofReads.every(([field, values]) => {
    const tests = testsOf(blocks, [field])
    return values.some((value) => fits(tests, value))
  }) && !leavesOf(blocks, false).some(({ fields }) => fields.some(needsAnswer))

/** Records of read-only calls have no `responseElements`. */
const needsAnswer = ({ path, check }: Field): boolean =>
  path[0] === 'responseElements' && path.length > 1 && needsValue(check)

/** Patterns for any read-only call, for a rule that names no call. */
const anyRead = ['Describe…', 'Get…', 'List…']

interface Found {
  readonly held: readonly string[]
  /** Whether there are other events as well. */
  readonly others: boolean
}

/** The management events of a disjunct that are held back. Most disjuncts test names alike, so each answer is kept. */
function heldBackNames({ names }: Subject, { source, name }: CallPaths): (blocks: Blocks) => Found {
  const ids = new Map<Field, number>()
  const idOf = (field: Field): number => {
    if (!ids.has(field)) ids.set(field, ids.size)
    return ids.get(field) ?? 0
  }
  const known = new Map<string, Found>()
  return (blocks) => {
    const [sources, called] = [testsOf(blocks, source), testsOf(blocks, name)]
    if (sources.wanted.length === 0 && called.wanted.length === 0)
      return { held: anyRead, others: true }
    const key = JSON.stringify(
      [sources, called].map((tests) => [tests.wanted.map(idOf), tests.refused.map(idOf)]),
    )
    const done = known.get(key) ?? namesFitting(names, sources, called)
    known.set(key, done)
    return done
  }
}

function namesFitting({ names }: KnownNames, sources: FieldTests, called: FieldTests): Found {
  const management = [...names]
    .filter(([source]) => fits(sources, source))
    .flatMap(([source, all]) => {
      const data = dataEventTypes.get(source)
      return [...all].filter((name) => !data?.has(name) && fits(called, name))
    })
  const held = management.filter(isHeldBack)
  return { held, others: held.length < management.length }
}
