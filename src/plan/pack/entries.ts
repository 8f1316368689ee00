/**
 * The disjuncts of all rules, sorted into groups that may share a pattern. Groups are separate by
 * source, so that an event matches one of them, and by state, so that no EventBridge rule receives
 * reads that it does not need.
 */

import { observations } from '../../aws/detail-types.ts'
import { allManagementEvents, isHeldBack } from '../../aws/read-only.ts'
import { compareTexts } from '../../ir/compare-texts.ts'
import type { EventRulePlan } from '../manifest/event-rules.ts'
import { fingerprint, hash32, shorten } from '../names.ts'
import {
  type Conjunction,
  detailTypeKey,
  eventNameKey,
  sourceKey,
  textsAt,
  withMatchers,
} from './conjunction.ts'

/** A rule that is to be packed. */
export interface Packable {
  readonly id: string
  /** The disjuncts of its event patterns. */
  readonly disjuncts: readonly Conjunction[]
  readonly state: EventRulePlan['state']
}

/** The disjuncts of one rule in one group: the smallest unit that is moved. */
export interface Entry {
  readonly rule: string
  readonly disjuncts: readonly Conjunction[]
  /** 64 binary digits that place the entry within its group. They depend on this rule alone. */
  readonly slot: string
}

/** Entries that may share patterns. */
export interface Group {
  /**
   * The end of the names of its EventBridge rules: `on-iam`, `on-s3-reads`,
   * `on-guardduty-findings`.
   */
  readonly name: string
  readonly state: EventRulePlan['state']
  readonly entries: readonly Entry[]
}

/** The groups of some rules, sorted by name. */
export function groupsOf(rules: readonly Packable[]): readonly Group[] {
  const groups = new Map<string, { state: Group['state']; entries: Entry[] }>()
  for (const rule of rules.toSorted((a, b) => compareTexts(a.id, b.id))) {
    const placed = placedConjunctions(rule)
    const byKind = Map.groupBy(placed, ({ conjunction, state }) => kindOf(conjunction, state))
    for (const [kind, own] of byKind) {
      const disjuncts = own.map(({ conjunction }) => conjunction)
      const name = kind.startsWith(`on-${anyService}`) ? `${kind}-${familyOf(disjuncts)}` : kind
      const group = groups.get(name) ?? { state: own[0]?.state ?? rule.state, entries: [] }
      groups.set(name, group)
      group.entries.push({ rule: rule.id, disjuncts, slot: slotOf(rule.id, disjuncts) })
    }
  }
  return [...groups]
    .map(([name, group]) => ({ name, ...group }))
    .sort((a, b) => compareTexts(a.name, b.name))
}

/**
 * One of sixteen families, by the fields that are tested. Rules about any service have no source to
 * widen to, and only rules with the same fields fit into one pattern.
 */
function familyOf(disjuncts: readonly Conjunction[]): string {
  const keys = new Set(disjuncts.flatMap(({ fields }) => fields.map(({ key }) => key)))
  return (hash32([...keys].sort().join()) >>> 28).toString(16)
}

/**
 * The slot of an entry: first by event name, so that rules about one event share a pattern and the
 * event is sent once; then by the rule's id.
 */
function slotOf(rule: string, disjuncts: readonly Conjunction[]): string {
  const [first = ''] = disjuncts
    .flatMap((conjunction) => textsAt(conjunction, eventNameKey) ?? [])
    .sort()
  return bits(hash32(first)) + bits(hash32(rule))
}

const bits = (hash: number): string => hash.toString(2).padStart(32, '0')

interface PlacedConjunction {
  readonly conjunction: Conjunction
  readonly state: EventRulePlan['state']
}

/** One conjunction for each source, with reads separate from other events. */
const placedConjunctions = ({ state, disjuncts }: Packable): PlacedConjunction[] =>
  disjuncts
    .flatMap(bySource)
    .flatMap((conjunction) =>
      state === 'ENABLED' ? [{ conjunction, state }] : byState(conjunction),
    )

function bySource(conjunction: Conjunction): Conjunction[] {
  const sources = textsAt(conjunction, sourceKey)
  return sources === undefined
    ? [conjunction]
    : sources.map((source) => withMatchers(conjunction, sourceKey, [JSON.stringify(source)]))
}

const withNames = (conjunction: Conjunction, names: readonly string[]): Conjunction =>
  withMatchers(
    conjunction,
    eventNameKey,
    names.map((name) => JSON.stringify(name)),
  )

function byState(conjunction: Conjunction): PlacedConjunction[] {
  const names = textsAt(conjunction, eventNameKey)
  if (names === undefined) return [{ conjunction, state: allManagementEvents }]
  const reads = names.filter(isHeldBack)
  const others = names.filter((name) => !isHeldBack(name))
  return [
    ...(reads.length > 0
      ? [{ conjunction: withNames(conjunction, reads), state: allManagementEvents } as const]
      : []),
    ...(others.length > 0
      ? [{ conjunction: withNames(conjunction, others), state: 'ENABLED' } as const]
      : []),
  ]
}

/** The source of a conjunction that allows any service. */
const anyService = 'any-service'

function kindOf(conjunction: Conjunction, state: EventRulePlan['state']): string {
  const source = textsAt(conjunction, sourceKey)?.[0]?.replace(/^aws\./, '') ?? anyService
  const kind = shapeOf(textsAt(conjunction, detailTypeKey) ?? [])
  return `on-${plainSource(source)}${kind}${state === 'ENABLED' ? '' : '-reads'}`
}

/**
 * Endings that may follow the source in a name. A source that ends in one could be confused with
 * another source.
 */
const ending = /-(?:reads|insight|compliance|findings|[01]+|[\da-f]{8})$/

function plainSource(source: string): string {
  const plain = shorten(source.replaceAll(/[^\w-]/g, '-'), 24)
  return ending.test(plain) ? `${plain}-${fingerprint(source).slice(0, 6)}` : plain
}

const shapes = {
  cloudtrail: '',
  insight: '-insight',
  config: '-compliance',
  guardduty: '-findings',
  securityhub: '-findings',
} as const satisfies Record<keyof typeof observations, string>

/**
 * The suffix for the kind of event. Different kinds are separate groups, because their patterns
 * share no fields.
 */
function shapeOf(detailTypes: readonly string[]): string {
  for (const [kind, { detailTypes: known }] of Object.entries(observations))
    if (detailTypes.every((each) => (known as readonly string[]).includes(each)))
      return shapes[kind as keyof typeof shapes]
  return `-${hash32([...detailTypes].sort().join('\n'))
    .toString(16)
    .padStart(8, '0')}`
}
