/** Filters out the records of the ordinary day that the intrusion made impossible. */
import { place, turningPoints } from './attack-cast.ts'
import { prodTrail } from './organization.ts'
import type { CloudTrailRecord } from './record.ts'
import { iso } from './time.ts'

export function couldStillHappen(record: CloudTrailRecord): boolean {
  if (record.recipientAccountId !== place.account || record.awsRegion !== place.region) return true
  const after = (moment: number): boolean => record.eventTime > iso(moment)
  const text = JSON.stringify(record)
  if (text.includes('"invokedBy":"config.amazonaws.com"')) {
    return !after(turningPoints.recorderStopped)
  }
  if (!text.includes(prodTrail.bucket)) return true
  const byTrail = text.includes('"invokedBy":"cloudtrail.amazonaws.com"')
  return !after(byTrail ? turningPoints.trailStopped : turningPoints.bucketDeleted)
}
