/** Which records can match some rule, by the few values that `layout.ts` finds; the others are not parsed. */
import { matcherFor } from '../../engine/index/matcher.ts'
import { partOf } from '../../engine/index/partial.ts'
import type { Event } from '../../ir/event.ts'
import { type Path, pathText } from '../../ir/path.ts'
import type { Predicate } from '../../ir/predicate.ts'
import type { Rule } from '../../ir/rule.ts'
import { type CapturedKey, type Layout, layoutWith } from './layout.ts'

export interface Sieve {
  readonly layout: Layout
  /** Whether a record of this layout must be parsed, given what `layout.record` captured of it. */
  readonly keeps: (captured: RegExpExecArray) => boolean
  /** Every parsed record is shown: what is not parsed is like one that was. */
  readonly show: (event: Event) => void
}

const identityType = ['userIdentity', 'type'].join('.')
const keyOf = (path: string): string => (path === identityType ? 'identityType' : path)

/** AWS has some twenty thousand kinds of events; more were made up, and are parsed. */
const mostKinds = 20_000

/** What events of a kind have in common: all that `inEnvelope` makes of a record that has nothing but the layout's keys. */
interface Kind {
  readonly eventType: unknown
  readonly eventCategory: unknown
  readonly envelope: Event['envelope']
}

export function sieveFor(rules: readonly Rule[]): Sieve {
  const layout = layoutWith(new Set(rules.flatMap(({ match }) => pathsAsked(match))))
  const places = new Map<string, number>(layout.keys.map((key, at) => [key, at + 1]))
  const at = (key: CapturedKey): number => places.get(key) ?? 0
  const [source, name, type, category] = [
    at('eventSource'),
    at('eventName'),
    at('eventType'),
    at('eventCategory'),
  ]
  const isKnown = (path: Path): boolean => places.has(keyOf(pathText(path)))
  const mayMatch = matcherFor(
    rules.map(({ on, match }) => ({ on, match: partOf(match, isKnown), unless: undefined })),
  )
  const recordOf = recordFrom(layout.keys)
  const kinds = new Map<unknown, Map<unknown, Kind>>()
  let kindCount = 0
  return {
    layout,
    keeps: (captured) => {
      const kind = kinds.get(captured[source])?.get(captured[name])
      if (kind === undefined) return true
      if (kind.eventType !== captured[type] || kind.eventCategory !== captured[category])
        return true
      return mayMatch({ record: recordOf(captured), envelope: kind.envelope }).length > 0
    },
    show: ({ record, envelope }) => {
      const { eventSource, eventName, eventType, eventCategory } = record
      const ofSource = kinds.get(eventSource) ?? new Map<unknown, Kind>()
      if (ofSource.has(eventName) || kindCount >= mostKinds || !isPlain(record)) return
      kindCount++
      kinds.set(eventSource, ofSource.set(eventName, { eventType, eventCategory, envelope }))
    },
  }
}

/** What makes an event of another kind than its source, name, type and category say. */
const isPlain = (record: Event['record']): boolean =>
  !['detail-type', 'insightDetails', 'configRuleName', 'newEvaluationResult'].some((key) =>
    Object.hasOwn(record, key),
  )

function recordFrom(keys: readonly CapturedKey[]): (captured: RegExpExecArray) => Event['record'] {
  return (captured) => {
    const record: Record<string, string | { type: string }> = {}
    for (const [index, key] of keys.entries()) {
      const text = captured[index + 1]
      if (text === undefined) continue
      if (key === 'identityType') record.userIdentity = { type: text }
      else record[key] = text
    }
    return record
  }
}

function pathsAsked(predicate: Predicate): string[] {
  switch (predicate.kind) {
    case 'block':
      return predicate.fields.map(({ path }) => keyOf(pathText(path)))
    case 'all':
    case 'any':
      return predicate.of.flatMap(pathsAsked)
    case 'not':
      return []
  }
}
