/** Routine work: an actor makes the same few calls repeatedly, all day or in office hours. */
import type { Actor } from './actors.ts'
import type { Place } from './organization.ts'
import { type Random, random } from './random.ts'
import { type Call, type CloudTrailRecord, record } from './record.ts'
import { clock } from './time.ts'

export interface Routine {
  /** A unique name; it seeds the routine's random numbers. */
  readonly name: string
  readonly where: readonly Place[]
  readonly who: (place: Place, random: Random) => Actor
  /** The number of runs in the day, for each place. */
  readonly times: number
  readonly hours: Hours
  /** The calls of one run, a few seconds apart. */
  readonly does: (random: Random, place: Place, actor: Actor, at: number) => readonly Call[]
}

/** Start and end, in hours of the day in UTC. */
export type Hours = readonly [number, number]

/** Ends before midnight so that even the last record is delivered within the day. */
export const aroundTheClock: Hours = [0, 23.6]
export const officeHours: Hours = [6.5, 16.5]
export const nightly: Hours = [0.5, 4.5]

export const perform = (routine: Routine): readonly CloudTrailRecord[] =>
  routine.where.flatMap((place) => {
    const dice = random(`${routine.name} ${place.account} ${place.region}`)
    return starts(dice, routine).flatMap((start) => run(dice, routine, place, start))
  })

/**
 * The start times: the hours are divided into equal parts, with one run at a random time in each.
 */
function starts(dice: Random, { times, hours: [from, to] }: Routine): readonly number[] {
  const share = ((to - from) * 3600) / times
  return Array.from({ length: times }, (_, index) =>
    Math.floor(clock('00:00') + from * 3600 + (index + dice.fraction()) * share),
  )
}

function run(
  dice: Random,
  routine: Routine,
  place: Place,
  start: number,
): readonly CloudTrailRecord[] {
  const actor = routine.who(place, dice)
  let at = start
  return routine.does(dice, place, actor, start).map((call) => {
    const written = record(dice, actor, call, { ...place, at })
    at += dice.int(0, 3)
    return written
  })
}
