import { dataEventTypes } from '../../aws/data-events.ts'
import { deliveredAs } from '../../aws/detail-types.ts'
import { allManagementEvents, isHeldBack } from '../../aws/read-only.ts'
import { needsReadOnlyEvents } from '../../diagnostics/catalogue/lint.ts'
import type { Scalar } from '../../ir/json.ts'
import {
  type Block,
  type Conjunction,
  type Literal,
  leavesOf,
  matchAndNotUnless,
} from '../../ir/logic.ts'
import { goesThrough } from '../../ir/names.ts'
import { type Path, pathText } from '../../ir/path.ts'
import type { Field } from '../../ir/predicate.ts'
import { needsValue, verdict } from '../logic/can-hold.ts'
import { disjunctsOf } from '../logic/disjuncts.ts'
import { clausesAbout } from '../names/asked-names.ts'
import type { KnownNames } from '../names/known-names.ts'
import { type CallPaths, type Lint, type Subject, sharedFields } from '../subject.ts'

const apiCall = deliveredAs({ eventType: 'AwsApiCall' })['detail-type']

/** Whether a rule asks for events that EventBridge holds back from rules in the usual state. */
export const readOnlyEvents: Lint = (subject) => {
  const { rule, call, idSpan } = subject
  const seesCalls = rule.on.detailTypes.includes(apiCall)
  if (call === undefined || !seesCalls || !goesThrough('event-pattern', rule.via)) return []
  const held = new Set<string>()
  let others = false
  const heldBack = heldBackNames(subject, call)
  for (const each of disjunctsOfRule(subject)) {
    const found = isRead(each) ? heldBack(each) : { held: [], others: true }
    for (const name of found.held) held.add(name)
    others ||= found.others
  }
  if (held.size === 0) return []
  const [first] = [...clausesAbout(subject, call.name)].filter(({ excludes }) => !excludes)
  return [needsReadOnlyEvents([...held], !others, allManagementEvents, first?.span ?? idSpan)]
}

type Blocks = Conjunction<Block>

/** A rule with too many disjuncts is taken as the fields that all of them share. */
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

/** What a record of a call that only reads says about itself. */
const ofReads: readonly (readonly [field: string, values: readonly Scalar[]])[] = [
  ['readOnly', [true, 'true']],
  ['managementEvent', [true, 'true']],
  ['eventCategory', ['Management']],
  ['eventType', ['AwsApiCall']],
]

/** The tests of one field in one disjunct: those it passes, and those it does not. */
interface Asked {
  readonly wanted: readonly Field[]
  readonly refused: readonly Field[]
}

function askedOf(blocks: Blocks, path: Path): Asked {
  const key = pathText(path)
  const about = (fields: readonly Field[]) => fields.filter((field) => pathText(field.path) === key)
  return {
    wanted: leavesOf(blocks, false).flatMap(({ fields }) => about(fields)),
    refused: leavesOf(blocks, true).flatMap(({ fields }) =>
      fields.length === 1 ? about(fields) : [],
    ),
  }
}

const fits = ({ wanted, refused }: Asked, value: Scalar): boolean =>
  wanted.every(({ check }) => verdict(check, value) !== false) &&
  refused.every(({ check }) => verdict(check, value) !== true)

const isRead = (blocks: Blocks): boolean =>
  ofReads.every(([field, values]) => {
    const asked = askedOf(blocks, [field])
    return values.some((value) => fits(asked, value))
  }) && !leavesOf(blocks, false).some(({ fields }) => fields.some(needsAnswer))

/** Only calls that change something have an answer in their record. */
const needsAnswer = ({ path, check }: Field): boolean =>
  path[0] === 'responseElements' && path.length > 1 && needsValue(check)

/** Patterns for any reading call; a rule that names none asks for all. */
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
    const [sources, called] = [askedOf(blocks, source), askedOf(blocks, name)]
    if (sources.wanted.length === 0 && called.wanted.length === 0)
      return { held: anyRead, others: true }
    const key = JSON.stringify(
      [sources, called].map((asked) => [asked.wanted.map(idOf), asked.refused.map(idOf)]),
    )
    const done = known.get(key) ?? namesFitting(names, sources, called)
    known.set(key, done)
    return done
  }
}

function namesFitting({ names }: KnownNames, sources: Asked, called: Asked): Found {
  const management = [...names]
    .filter(([source]) => fits(sources, source))
    .flatMap(([source, all]) => {
      const data = dataEventTypes.get(source)
      return [...all].filter((name) => !data?.has(name) && fits(called, name))
    })
  const held = management.filter(isHeldBack)
  return { held, others: held.length < management.length }
}
