/**
 * Makes the calls of a course, one after the other, from wherever it stands.
 *
 * IAM and its like have no conditional writes, so compare and swap is: read what stands, see that
 * it is exactly what the calls made so far have left, make the next call, write down that it is
 * made. After a crash at most one call is made and not written down; what stands says which.
 */
import { equalFacets } from './facets.ts'
import { CallRefused, NotYet, type ResponderWorld } from './ports.ts'
import type { Progress, ResponseRecord } from './record.ts'
import type { Facets, Responder, Target } from './responder.ts'

/** How long what we read may lag behind what was done; IAM's own changes take seconds to be seen everywhere. */
export const settleMs = 120_000

const looks = 5
const betweenLooksMs = 1_000

/** Time that the last call and its note may take. */
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
  /** When the lock on the target ends. */
  readonly untilMs: number
  /** Stores the record; throws where somebody else did. */
  save(record: ResponseRecord): Promise<ResponseRecord>
}

/** `record.course` must be there. */
export async function follow<Past>(
  start: ResponseRecord,
  execution: Execution<Past>,
): Promise<Followed> {
  const { responder, world, target, untilMs, save } = execution
  const before = await world.live(target)
  let record = start
  const place = placeIn(progressOf(record), responder, target, before)
  if (place === undefined) {
    const why = `${target.name} is no longer as it was left`
    if (isFresh(record, world)) throw new NotYet(why)
    return { kind: 'changed-since', record, live: before, why }
  }
  if (place > progressOf(record).done) record = await save(at(record, place))
  for (const step of progressOf(record).steps.slice(place)) {
    if (world.nowMs() > untilMs - reserveMs)
      throw new NotYet('there is no time left for more calls')
    try {
      await world.execute(step)
    } catch (error) {
      if (!(error instanceof CallRefused)) throw error
      const live = await world.live(target)
      const progress = progressOf(record)
      // Where an answer was lost on the way, the call was made again and refused as made already.
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
      const why = `every call was taken, and ${target.name} still reads otherwise`
      if (isFresh(record, world)) throw new NotYet(why)
      return { kind: 'failed', record, live, why }
    }
    await world.sleep(betweenLooksMs)
  }
}

/** After how many steps `live` is what stands: those known to be made, or one more; undefined if neither. */
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
    // The earlier of two that look alike: a call that shows in nothing is made twice without harm.
    if (made >= done && equalFacets(expected, current)) return made
  }
  return undefined
}

const isFresh = <Past>({ changedAt }: ResponseRecord, world: ResponderWorld<Past>): boolean =>
  world.nowMs() - Date.parse(changedAt) < settleMs

const at = (record: ResponseRecord, done: number): ResponseRecord => ({
  ...record,
  course: { ...progressOf(record), done },
})

function progressOf({ id, course }: ResponseRecord): Progress {
  if (course === null) throw new Error(`response ${id} has nothing to follow`)
  return course
}
