/**
 * Restores trails: handles the queue `restart-trail`, and a schedule on which it takes a snapshot
 * of every trail. src/respond/responders/restart-trail makes the decisions.
 */
import { restartTrail } from '../src/respond/responders/restart-trail/restart-trail.ts'
import { onSchedule } from './restart-trail/on-schedule.ts'
import { trailsAndTheirHistory } from './restart-trail/surroundings.ts'
import { withSchedule } from './support/batch.ts'
import { takingHandler } from './support/responder-handler.ts'

export const handler = withSchedule(takingHandler(restartTrail, trailsAndTheirHistory), onSchedule)
