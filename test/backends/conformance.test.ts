/**
 * The language as cases, through every backend and run by its offline matcher. An output never matches
 * fewer events than the rule, and an exact one no other. How many cases are exact, supersets, refused
 * and left out is asserted, so that a backend cannot pass by refusing.
 */
import { describe, expect, test } from 'vitest'
import { observations } from '../../src/aws/detail-types.ts'
import { inEnvelope } from '../../src/aws/envelope.ts'
import { listsFromFor } from '../../src/aws/single-values.ts'
import { ruleMatches } from '../../src/engine/rule-matches.ts'
import type { Event } from '../../src/ir/event.ts'
import { isObject, type Json } from '../../src/ir/json.ts'
import { fieldsIn, matchAndNotUnless } from '../../src/ir/logic.ts'
import { type BackendName, backends } from '../../src/ir/names.ts'
import { own, type Path } from '../../src/ir/path.ts'
import { judges } from '../../src/prove/proofs.ts'
import { type Case, caseFiles } from '../conformance/cases.ts'
import { ruleOf } from './metric-filter-rule.ts'

const on = observations.cloudtrail
const listsFrom = listsFromFor(on.detailTypes)

/** Why AWS delivers no such event, or the backend's service reads it in another way; undefined where neither is so. */
type LeftOut = (each: Case, event: Event) => string | undefined

const list = 'a list in a field for which AWS documents one value'
const name = 'a name with a dot or without a character, in which EventBridge sees a path'
const address = 'an IPv6 address that ends in IPv4, which EventBridge does not read'

const leftOut: Readonly<Record<BackendName, LeftOut>> = {
  'event-pattern'(each, { record }) {
    const paths = fieldsIn(matchAndNotUnless(each)).map(({ path }) => path)
    if ([...paths.flat(), ...namesIn(record)].some((key) => key === '' || key.includes('.')))
      return name
    const isSingle = (path: Path) => listsFrom(path) === Number.POSITIVE_INFINITY
    if (paths.some((path) => isSingle(path) && meetsList(record, path))) return list
    const { sourceIPAddress } = record
    const isMixed = typeof sourceIPAddress === 'string' && /:.*\./.test(sourceIPAddress)
    return isMixed && each.fires ? address : undefined
  },
  // The judge knows what is in a log group.
  'metric-filter': () => undefined,
}

const notDelivered = 'a record with what AWS documents nowhere'
const otherEnvelope = 'an envelope that does not follow from the record'

interface Tally {
  readonly exact: number
  readonly superset: number
  readonly refused: number
  readonly leftOut: Readonly<Record<string, number>>
}

const expected: Readonly<Record<BackendName, Tally>> = {
  'event-pattern': {
    exact: 696,
    superset: 542,
    refused: 2,
    leftOut: { [list]: 145, [name]: 11, [address]: 4 },
  },
  'metric-filter': {
    exact: 265,
    superset: 0,
    refused: 1016,
    leftOut: { [notDelivered]: 116, [otherEnvelope]: 3 },
  },
}

const cases = caseFiles().flatMap(({ name: file, cases: all }) =>
  all.map((each) => ({ ...each, name: `${file}: ${each.name}` })),
)

describe.for(backends)('%s', (backend) => {
  const counts = { exact: 0, superset: 0, refused: 0, leftOut: {} as Record<string, number> }
  const wrong: string[] = []
  const leave = (why: string) => {
    counts.leftOut[why] = (counts.leftOut[why] ?? 0) + 1
  }

  for (const each of cases) {
    const { record, envelope } = each.event
    const rule = ruleOf({ on, match: each.match, unless: each.unless })
    const { compiled, judge } = judges[backend](rule)
    if (compiled.kind === 'refused') counts.refused++
    if (judge === undefined) continue
    if ('kind' in judge) {
      wrong.push(`${each.name}: invalid ${judge.pattern}`)
      continue
    }
    const enveloped = { record, envelope: { ...inEnvelope(record).envelope, ...envelope } } as Event
    const event = judge.delivered(enveloped)
    const why =
      leftOut[backend](each, enveloped) ?? (event === undefined ? notDelivered : undefined)
    if (why !== undefined || event === undefined) {
      leave(why ?? notDelivered)
      continue
    }
    if (ruleMatches(rule, event) !== each.fires) {
      leave(otherEnvelope)
      continue
    }
    const matched = judge.matches(event)
    if (compiled.kind !== 'refused') counts[compiled.kind]++
    if (each.fires && !matched) wrong.push(`${each.name}: missed`)
    if (!each.fires && matched && judge.isExact) wrong.push(`${each.name}: excess`)
    if (!judge.isDocumented(event)) wrong.push(`${each.name}: documented nowhere`)
  }

  test('matches what the cases say', () => {
    expect(wrong).toEqual([])
  })
  test('is exact, a superset or refused as often as is known', () => {
    expect(counts).toEqual(expected[backend])
  })
})

const namesIn = (json: Json): string[] =>
  Array.isArray(json)
    ? json.flatMap(namesIn)
    : isObject(json)
      ? Object.entries(json).flatMap(([key, below]) => [key, ...namesIn(below)])
      : []

/** Whether a path leads through a list or to one. */
function meetsList(record: Json, path: Path): boolean {
  let at: Json | undefined = record
  for (const segment of path) {
    if (Array.isArray(at)) return true
    at = isObject(at) ? own(at, segment) : undefined
  }
  return Array.isArray(at)
}
