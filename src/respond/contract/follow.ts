/**
 * Makes the remaining calls of a response, one after the other.
 *
 * IAM and similar services have no conditional writes. Compare-and-swap therefore takes four
 * actions: read the live facets, check that they are exactly what the calls made so far have left,
 * make the next call, record that it was made. After a crash, at most one call was made and not
 * recorded; the live facets show whether it was.
 */
import { equalFacets } from './facets.ts'
import { CallRefused, NotYet, type ResponderWorld } from './ports.ts'
import type { Progress, ResponseRecord } from './record.ts'
import type { Facets, Responder, Target } from './responder.ts'

/** How long reads may lag behind writes. IAM takes seconds to show its own changes everywhere. */
export const settleMs = 120_000

const looks = 5
const betweenLooksMs = 1_000

/** Reserved for the last call and for recording it. */
const reserveMs = 25_000

export type Followed =
  | { readonly kind: 'arrived'; readonly record: ResponseRecord; readonly live: Facets }
  | {
      readonly kind: 'changed-since' | 'failed'
      readonly record: ResponseRecord
      readonly live: Facets
      readonly why: string
    }

export interface Execution<Past> {
  readonly responder: Responder<Past>
  readonly world: ResponderWorld<Past>
  readonly target: Target
  /** When the lock on the target expires, in milliseconds since 1970. */
  readonly untilMs: number
  /** Stores the record. Throws `NotYet` where another invocation stored it first. */
  save(record: ResponseRecord): Promise<ResponseRecord>
}

/**
 * Makes the calls of `start.progress`, which must not be null. Throws `NotYet` where the same message
 * should be tried again.
 */
export async function follow<Past>(
  start: ResponseRecord,
  execution: Execution<Past>,
): Promise<Followed> {
  const { responder, world, target, untilMs, save } = execution
  const before = await world.live(target)
  let record = start
  const place = placeIn(progressOf(record), responder, target, before)
  if (place === undefined) {
    const why = `${target.name} was changed while the response was running`
    if (isFresh(record, world)) throw new NotYet(why)
    return { kind: 'changed-since', record, live: before, why }
  }
  if (place > progressOf(record).done) record = await save(at(record, place))
  for (const step of progressOf(record).steps.slice(place)) {
    if (world.nowMs() > untilMs - reserveMs)
      throw new NotYet('the function has no time left for more calls')
    try {
      await world.execute(step)
    } catch (error) {
      if (!(error instanceof CallRefused)) throw error
      const live = await world.live(target)
      const progress = progressOf(record)
      // A lost answer makes the SDK repeat a call, and AWS then refuses the repetition: the call
      // was made all the same.
      if (placeIn(progress, responder, target, live) !== progress.done + 1) {
        const why = `${step.call} was refused: ${error.message}`
        return { kind: 'failed', record, live, why }
      }
    }
    record = await save(at(record, progressOf(record).done + 1))
  }
  return arrived(record, execution)
}

async function arrived<Past>(
  record: ResponseRecord,
  execution: Execution<Past>,
): Promise<Followed> {
  const { responder, world, target } = execution
  const progress = progressOf(record)
  for (let look = 1; ; look++) {
    const live = await world.live(target)
    if (placeIn(progress, responder, target, live) === progress.steps.length) {
      return { kind: 'arrived', record, live }
    }
    if (look === looks) {
      const why = `every call succeeded, but ${target.name} is not in the expected state`
      if (isFresh(record, world)) throw new NotYet(why)
      return { kind: 'failed', record, live, why }
    }
    await world.sleep(betweenLooksMs)
  }
}

/**
 * The number of steps after which the target reads as `live`: `done`, or one more. Undefined where
 * neither fits.
 */
export function placeIn<Past>(
  { found, names, steps, done }: Progress,
  responder: Responder<Past>,
  target: Target,
  live: Facets,
): number | undefined {
  const current = responder.comparable(target, live, names)
  let expected = responder.comparable(target, found, names)
  for (let made = 0; made <= Math.min(done + 1, steps.length); made++) {
    if (made > 0) expected = { ...expected, ...steps[made - 1]?.sets }
    // Of two equal states, the earlier one counts: a call that changes no facet is repeated without
    // harm.
    if (made >= done && equalFacets(expected, current)) return made
  }
  return undefined
}

const isFresh = <Past>({ changedAt }: ResponseRecord, world: ResponderWorld<Past>): boolean =>
  world.nowMs() - Date.parse(changedAt) < settleMs

const at = (record: ResponseRecord, done: number): ResponseRecord => ({
  ...record,
  progress: { ...progressOf(record), done },
})

function progressOf({ id, progress }: ResponseRecord): Progress {
  if (progress === null) throw new Error(`response ${id} has nothing to follow`)
  return progress
}
