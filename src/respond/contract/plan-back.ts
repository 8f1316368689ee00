/** Builds the usual plan: restore known facets by the calls that lead to them. */
import { pick } from './facets.ts'
import { type Final, isNoPlan, type Plan, type Question, type Responder } from './responder.ts'

/** The parts of a plan that a responder supplies. All but `remains` have a default. */
type Particulars = Pick<Plan, 'remains'> & Partial<Omit<Plan, 'before' | 'steps'>>

/** The plan that restores `before`, or the reason why no calls lead there. */
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

/** The first item of `remains`. `act` is what the actor did, e.g. `make the call`. */
export const findOut = (actor: string, act: string): string =>
  `Find out how ${actor} was able to ${act}. Its credentials are still valid.`

/** Compares facets as they are, for facets whose equal text is equal meaning. */
export const byValue: Responder<unknown>['comparable'] = (_target, facets, names) =>
  pick(facets, names)
