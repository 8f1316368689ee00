/**
 * Makes the plan of a stored record again, from the event, the history and the live state. A record
 * is data in a table: only steps that the responder plans anew are executed.
 */
import { differingNames } from './facets.ts'
import type { ResponderWorld } from './ports.ts'
import { eventOf, isInProgress, type ResponseRecord } from './record.ts'
import { isNoPlan, type Responder, type Step } from './responder.ts'
import { settledPlan } from './settled-plan.ts'

/**
 * The reason why the stored steps are not the responder's own; null where they are. Throws `NotYet`
 * while the reads are unsettled.
 */
export async function whyNotPlanned<Past>(
  record: ResponseRecord,
  responder: Responder<Past>,
  world: ResponderWorld<Past>,
): Promise<string | null> {
  const { target, plan, plannedAt, seen, progress, request, id } = record
  if (target === null || plan === null || seen === null) return 'the record has no plan'
  const event = eventOf(request)
  const own = responder.target(event)
  if (isNoPlan(own)) return own.why
  if (own.key !== target.key) return `the event is about ${own.name}, and not about ${target.name}`
  const { answer: again } = await settledPlan(responder, world, {
    event,
    target,
    view: { response: id, until: plannedAt },
    sentMs: Date.parse(plannedAt ?? record.createdAt),
    seen,
  })
  if (isNoPlan(again)) return again.why
  const isSamePlan =
    isSame(again.steps, plan.steps) && differingNames(again.before, plan.before).length === 0
  if (!isSamePlan) return 'the plan in the record is not what its event asks for'
  if (!isInProgress(record) || progress === null) return null
  const steps =
    record.state === 'undoing' ? responder.steps(target, progress.found, plan.found) : plan.steps
  if (isNoPlan(steps)) return steps.why
  return isSame(steps, progress.steps) ? null : 'the steps in the record are not those of its plan'
}

const isSame = (a: readonly Step[], b: readonly Step[]): boolean =>
  JSON.stringify(a.map(textOf)) === JSON.stringify(b.map(textOf))

/** What a step does: the order of the fields of its input does not count. */
const textOf = ({ call, input }: Step): string =>
  `${call} ${JSON.stringify(Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1)))}`
