/**
 * Puts trails right: the function of the queue `restart-trail`, and of a schedule, on which it takes
 * a snapshot of every trail. What it decides is in src/respond/responders/restart-trail.
 */
import { restartTrail } from '../src/respond/responders/restart-trail/restart-trail.ts'
import { onSchedule } from './restart-trail/on-schedule.ts'
import { trailsAndTheirHistory } from './restart-trail/surroundings.ts'
import { withSchedule } from './support/batch.ts'
import { handlerFor } from './support/responder-handler.ts'

export const handler = withSchedule(handlerFor(restartTrail, trailsAndTheirHistory), onSchedule)
