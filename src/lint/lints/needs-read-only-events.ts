import { dataEventTypes } from '../../aws/data-events.ts'
import { deliveredAs } from '../../aws/detail-types.ts'
import { allManagementEvents, isHeldBack } from '../../aws/read-only.ts'
import { needsReadOnlyEvents } from '../../diagnostics/catalogue/lint.ts'
import type { Scalar } from '../../ir/json.ts'
import { type Path, pathText } from '../../ir/path.ts'
import type { Field, Predicate } from '../../ir/predicate.ts'
import { needsValue, verdict } from '../logic/can-hold.ts'
import { type Case, casesOf } from '../logic/cases.ts'
import { clausesAbout } from '../names/asked-names.ts'
import type { KnownNames } from '../names/known-names.ts'
import { type CallPaths, type Lint, type Subject, sharedFields } from '../subject.ts'

const apiCall = deliveredAs({ eventType: 'AwsApiCall' })['detail-type']

/** Whether a rule asks for events that EventBridge holds back from rules in the usual state. */
export const readOnlyEvents: Lint = (subject) => {
  const { rule, call, idSpan } = subject
  const seesCalls = rule.on.detailTypes.includes(apiCall)
  if (call === undefined || !seesCalls || rule.via === 'metric-filter') return []
  const held = new Set<string>()
  let others = false
  const heldBack = heldBackNames(subject, call)
  for (const each of waysToFire(subject)) {
    const found = isRead(each) ? heldBack(each) : { held: [], others: true }
    for (const name of found.held) held.add(name)
    others ||= found.others
  }
  if (held.size === 0) return []
  const [first] = [...clausesAbout(subject, call.name)].filter(({ excludes }) => !excludes)
  return [needsReadOnlyEvents([...held], !others, allManagementEvents, first?.span ?? idSpan)]
}

/** A rule with too many ways to fire is taken as the fields that all of them share. */
function waysToFire({ rule: { match, unless }, isSingle }: Subject): readonly Case[] {
  const fires: Predicate = unless
    ? { kind: 'all', of: [match, { kind: 'not', of: unless }] }
    : match
  const shared = () => [sharedFields(match).map((field) => ({ fields: [field], holds: true }))]
  return casesOf(fires, isSingle) ?? casesOf(match, isSingle) ?? shared()
}

/** What a record of a call that only reads says about itself. */
const ofReads: readonly (readonly [field: string, values: readonly Scalar[]])[] = [
  ['readOnly', [true, 'true']],
  ['managementEvent', [true, 'true']],
  ['eventCategory', ['Management']],
  ['eventType', ['AwsApiCall']],
]

/** The tests of one field in one way to fire: those it passes, and those it does not. */
interface Asked {
  readonly wanted: readonly Field[]
  readonly refused: readonly Field[]
}

function askedOf(parts: Case, path: Path): Asked {
  const key = pathText(path)
  const about = (holds: boolean) =>
    parts
      .filter((part) => part.holds === holds && (holds || part.fields.length === 1))
      .flatMap(({ fields }) => fields.filter((field) => pathText(field.path) === key))
  return { wanted: about(true), refused: about(false) }
}

const fits = ({ wanted, refused }: Asked, value: Scalar): boolean =>
  wanted.every(({ check }) => verdict(check, value) !== false) &&
  refused.every(({ check }) => verdict(check, value) !== true)

const isRead = (parts: Case): boolean =>
  ofReads.every(([field, values]) => {
    const asked = askedOf(parts, [field])
    return values.some((value) => fits(asked, value))
  }) && !parts.some(({ holds, fields }) => holds && fields.some(needsAnswer))

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

/** The management events of a way to fire that are held back. Most ways ask the same about names, so each answer is kept. */
function heldBackNames({ names }: Subject, { source, name }: CallPaths): (parts: Case) => Found {
  const ids = new Map<Field, number>()
  const idOf = (field: Field): number => {
    if (!ids.has(field)) ids.set(field, ids.size)
    return ids.get(field) ?? 0
  }
  const known = new Map<string, Found>()
  return (parts) => {
    const [sources, called] = [askedOf(parts, source), askedOf(parts, name)]
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
