/** A plan as responders make it: back to facets that are known, by the calls that lead there. */
import { pick } from './facets.ts'
import { type Final, isNoPlan, type Plan, type Question, type Responder } from './responder.ts'

/** What a responder says beyond where to go; all but `remains` has a usual value. */
type Particulars = Pick<Plan, 'remains'> & Partial<Omit<Plan, 'before' | 'steps'>>

/** The plan that brings the target to `before`, or why no calls lead there. */
export function planBack<Past>(
  { event, target, live }: Omit<Question<Past>, 'past'>,
  before: Plan['before'],
  steps: Responder<Past>['steps'],
  particulars: Particulars,
): Plan | Final {
  const calls = steps(target, live, before)
  if (isNoPlan(calls)) return calls
  const { remains, found = pick(live, Object.keys(before)), covers = [] } = particulars
  const { since = event.at, notes = [] } = particulars
  return { found, before, steps: calls, covers, since, remains, notes }
}

/** The first thing that is left to a person: `act` is what the actor did, as `make the call`. */
export const findOut = (actor: string, act: string): string =>
  `Find out how ${actor} came to ${act}; its credentials are still good.`

/** For facets whose equal text is equal meaning. */
export const byValue: Responder<unknown>['comparable'] = (_target, facets, names) =>
  pick(facets, names)
