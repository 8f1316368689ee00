/**
 * Starts a trail that was stopped, and puts its settings and event selectors back to what the last
 * snapshot from before the call saw. Only what the call changed is put back.
 */
import type { JsonObject } from '../../../ir/json.ts'
import type { ResponderEvent } from '../../contract/event.ts'
import {
  changedSince,
  type Facets,
  type Final,
  isNoPlan,
  type NoPlan,
  type Plan,
  type Question,
  type Responder,
  refuse,
  type Step,
  type Target,
} from '../../contract/responder.ts'
import {
  answerFacets,
  effectOf,
  logging,
  logs,
  on,
  selectors,
  settingNames,
  trailOf,
} from './event.ts'
import type { TrailPast } from './past.ts'

export const restartTrail: Responder<TrailPast> = {
  name: 'restart-trail',
  target,
  plan,
  steps,
  comparable: (_target, facets, names) =>
    Object.fromEntries(names.map((name) => [name, facets[name] ?? null])),
}

export const trailKey = (region: string, name: string): string => `trail/${region}/${name}`

/** Home region and name of a trail. */
export function trailIn({ key }: Pick<Target, 'key'>): {
  readonly region: string
  readonly name: string
} {
  const [, region = '', name = ''] = key.split('/')
  return { region, name }
}

function target(event: ResponderEvent): Target | Final {
  const effect = effectOf(event)
  if (isNoPlan(effect)) return effect
  const { region, name, account } = trailOf(event)
  if (!/^[\w.-]+$/.test(name) || region === '') {
    return refuse('the event does not say which trail it is about')
  }
  return account !== '' && account !== event.account
    ? refuse(`trail ${name} belongs to account ${account}, and can only be changed there`)
    : { key: trailKey(region, name), name: `trail ${name} in ${region}` }
}

function plan({ event, target: of, past, live }: Question<TrailPast>): Plan | NoPlan {
  const effect = effectOf(event)
  if (isNoPlan(effect)) return effect
  if (live.S3BucketName === undefined) {
    return unsettled(`${of.name} does not exist any more`)
  }
  const other = Object.keys(effect).find((name) => (live[name] ?? null) !== (effect[name] ?? null))
  if (other !== undefined) return unsettled(`${other} is not what the call left`)
  const goal = goalOf(event, effect, past, live)
  if (isNoPlan(goal)) return goal
  const names = Object.keys(goal).filter((name) => goal[name] !== (effect[name] ?? null))
  if (names.length === 0) return changedSince('it left everything as it was before')
  const pick = (facets: Facets): Facets =>
    Object.fromEntries(names.map((name) => [name, facets[name] ?? null]))
  const before = pick(goal)
  return {
    found: pick(live),
    before,
    steps: steps(of, live, before),
    covers: [],
    since: past.since,
    remains: remainsOf(event),
    notes: notesOf(event, effect, past),
  }
}

/** What is read lags behind what was done, and may come right. */
const unsettled = (why: string): NoPlan => ({ kind: 'unsettled', otherwise: 'changed-since', why })

function goalOf(
  { at }: ResponderEvent,
  effect: Facets,
  { snapshot }: TrailPast,
  live: Facets,
): Facets | Final {
  if (logging in effect) {
    return wasLogging(at, snapshot, live)
      ? { [logging]: on }
      : refuse('it was not logging before the call either')
  }
  if (snapshot === null) {
    return refuse(
      'there is no snapshot of the trail from before the call, so what to put back is not known',
    )
  }
  return Object.fromEntries(
    Object.keys(effect).map((name) => [name, snapshot.facets[name] ?? null]),
  )
}

/** CloudTrail knows when a trail was last started and stopped, to the second. */
function wasLogging(at: string, snapshot: TrailPast['snapshot'], live: Facets): boolean {
  const { started = null, stopped = null } = live
  if (snapshot === null) return stopped !== null && stopped >= at
  return snapshot.facets[logging] === on || (started !== null && started > snapshot.until)
}

function remainsOf({ name, principal, at }: ResponderEvent): readonly string[] {
  const when = at.replace('.000Z', 'Z')
  return [
    `Find out how ${principal.key} came to call ${name}; its credentials are still good.`,
    name === 'StopLogging'
      ? `Nothing that happened between ${when} and now is in the trail: read it in the event history, which has the management events of 90 days.`
      : `What the trail left out between ${when} and now is missing from it for good; the event history has the management events of 90 days.`,
  ]
}

function notesOf(
  { answer }: ResponderEvent,
  effect: Facets,
  { snapshot }: TrailPast,
): readonly string[] {
  if (snapshot === null) return []
  const left = answerFacets(answer)
  const moved = settingNames.filter(
    (name) =>
      left !== undefined &&
      !(name in effect) &&
      (left[name] ?? null) !== (snapshot.facets[name] ?? null),
  )
  return [
    `What stood before is known from the snapshot of ${snapshot.until}.`,
    ...(moved.length === 0
      ? []
      : [
          `Between that snapshot and the call somebody else changed ${moved.join(', ')}; that stays as it is.`,
        ]),
  ]
}

/**
 * Settings first: a trail that logs into somebody else's bucket had better not. `region` is where to
 * make the call; the rest is its input.
 */
function steps(of: Target, live: Facets, to: Facets): readonly Step[] {
  const { region, name } = trailIn(of)
  const differing = Object.keys(to).filter((each) => (live[each] ?? null) !== (to[each] ?? null))
  const changed = differing.filter((each) => settingNames.includes(each))
  const pick = (names: readonly string[]): Facets =>
    Object.fromEntries(names.map((each) => [each, to[each] ?? null]))
  return [
    ...(changed.length === 0
      ? []
      : [
          {
            call: 'cloudtrail:UpdateTrail',
            input: { region, Name: name, ...updateInput(pick(changed)) },
            sets: pick(changed),
          },
        ]),
    ...(differing.includes(selectors)
      ? [
          {
            call: 'cloudtrail:PutEventSelectors',
            input: {
              region,
              TrailName: name,
              ...(JSON.parse(to[selectors] ?? '{}') as JsonObject),
            },
            sets: pick([selectors]),
          },
        ]
      : []),
    ...(differing.includes(logging)
      ? [
          {
            call: `cloudtrail:${to[logging] === on ? 'Start' : 'Stop'}Logging`,
            input: { region, Name: name },
            sets: pick([logging]),
          },
        ]
      : []),
  ]
}

/** An empty text takes a setting away. */
const updateInput = (facets: Facets): JsonObject =>
  Object.fromEntries(
    Object.entries(facets).flatMap(([name, value]): [string, string | boolean][] => {
      if (name === logs) {
        const [group = '', role = ''] = value?.split(' ') ?? []
        return [
          ['CloudWatchLogsLogGroupArn', group],
          ['CloudWatchLogsRoleArn', role],
        ]
      }
      return [[name, /^(?:Is|Include|Enable)/.test(name) ? value === 'true' : (value ?? '')]]
    }),
  )
