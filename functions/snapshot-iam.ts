/**
 * Records the history of IAM: after every IAM event (queue `snapshot-iam`), and once a day for the
 * whole account (schedule). Without it nothing can be rolled back.
 */
import { onEvents } from './snapshot-iam/on-events.ts'
import { onSchedule } from './snapshot-iam/on-schedule.ts'
import { withSchedule } from './support/batch.ts'

export const handler = withSchedule(onEvents, onSchedule)
