/**
 * The calls to AWS that the responder `restart-trail` uses: live trails, their snapshots, and the
 * calls that restore them.
 */
import type { Surroundings } from '../../src/respond/contract/ports.ts'
import { type TrailPast, trailPast } from '../../src/respond/responders/restart-trail/past.ts'
import type { InTime } from '../support/invocation.ts'
import { digest } from '../world/delivery.ts'
import { responses } from '../world/responses.ts'
import { snapshots } from '../world/snapshots.ts'
import { readTrail, trailExecutor } from '../world/trails.ts'

/** Reads trails as they are now and the snapshots that `onSchedule` takes, and makes the calls. */
export function trailsAndTheirHistory(clock: InTime): Surroundings<TrailPast> {
  const sources = { facts: snapshots(clock), responses: responses(clock), digest }
  return {
    live: (target) => readTrail(target, clock),
    past: (target, event) => trailPast(target, event, sources),
    execute: trailExecutor(clock),
  }
}
