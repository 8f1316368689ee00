/**
 * What a set of events owes by the language, worked out with `remember` of src/engine/history.ts, the
 * reference: each event of the set in the order of time, and which of them fire.
 */

import { inOrder, type Sighting } from '../../src/detect/reckoning.ts'
import type { Stage } from '../../src/detect/stage.ts'
import { remember } from '../../src/engine/history.ts'
import type { Event } from '../../src/ir/event.ts'
import type { Rule } from '../../src/ir/rule.ts'

/** One event of a key; `what` is the value that a threshold of distinct values counts. */
export interface Moment {
  readonly id: string
  readonly atMs: number
  readonly what: readonly string[]
}

export interface Fire {
  readonly id: string
  /** 0 an episode begins, 10, 100, … so many repeats. */
  readonly due: number
}

/** Ids of a moment as memories want them, in no order that anybody chose. */
export const idOf = (number: number): string =>
  Math.imul(number + 1, 0x9e3779b1)
    .toString(16)
    .replace('-', '')
    .padStart(8, '0')
    .repeat(2)

export const sightingOf = ({ id, atMs, what }: Moment, stage: Stage): Sighting => ({
  id,
  atMs,
  values:
    stage.kind === 'threshold' && stage.distinct !== undefined
      ? [...new Set(what)].slice(0, stage.count).map((text) => text.padStart(16, '0'))
      : [],
})

export const eventOf = ({ what }: Moment): Event => ({ record: { what }, envelope: {} })

const ruleWith = (stage: Stage): Rule => {
  const parts = {
    firstSeen: stage.kind === 'first-seen' ? stage : undefined,
    threshold: stage.kind === 'threshold' ? stage : undefined,
    dedup: stage.kind === 'dedup' ? stage : undefined,
  }
  return parts as unknown as Rule
}

/** What the reference tells of a set of events, whatever order they are given in. */
export function firesOf(stage: Stage, moments: readonly Moment[]): Fire[] {
  const take = remember(ruleWith(stage))
  return moments.toSorted(inOrder).flatMap((moment) => {
    const firing = take(eventOf(moment), moment.atMs)
    if (firing === undefined) return []
    const due = stage.kind === 'dedup' && firing.count > 1 ? firing.count - 1 : 0
    return [{ id: moment.id, due }]
  })
}

/**
 * The episodes of a set of events by the reference alone: each begins with a fire of `0`, and what
 * belongs to it is what the definition of its stage says.
 */
export function episodesOf(stage: Stage, moments: readonly Moment[]): (readonly Moment[])[] {
  const ordered = moments.toSorted(inOrder)
  const begins = new Set(
    firesOf(stage, ordered)
      .filter(({ due }) => due === 0)
      .map(({ id }) => id),
  )
  const episodes: Moment[][] = []
  for (const [index, moment] of ordered.entries()) {
    if (begins.has(moment.id)) episodes.push([moment])
    else if (isInEpisode(stage, ordered.slice(0, index + 1))) episodes.at(-1)?.push(moment)
  }
  return episodes
}

/** Counted anew for the last of these events: whether the threshold is reached there. */
function isInEpisode(stage: Stage, until: readonly Moment[]): boolean {
  if (stage.kind !== 'threshold') return true
  const atMs = until.at(-1)?.atMs ?? 0
  const near = until.filter((moment) => atMs - moment.atMs <= stage.windowMs)
  const count =
    stage.distinct === undefined ? near.length : new Set(near.flatMap(({ what }) => what)).size
  return count >= stage.count
}
