/** 03:12 to 03:20: the intruder switches off the monitoring, and deletes the trail's own logs. */
import { asBackdoor, place, type Step, stepsBy, turningPoints } from './attack-cast.ts'
import { bucketCall, write } from './calls.ts'
import { detectorId, organizationTrail, prod, prodTrail } from './organization.ts'
import type { Random } from './random.ts'
import { iso } from './time.ts'

const atClock = (at: number): string => iso(at).slice(11, 19)

function stopWatching(dice: Random): readonly Step[] {
  const step = stepsBy(dice, asBackdoor)
  const detector = detectorId(place)
  return [
    step(
      '03:12:08',
      write('guardduty', 'UpdateDetector', { detectorId: detector, enable: false }),
      'GuardDuty is suspended.',
    ),
    step(
      '03:12:39',
      write('guardduty', 'DeleteDetector', { detectorId: detector }),
      'The GuardDuty detector is deleted, its findings with it.',
    ),
    step(
      atClock(turningPoints.recorderStopped),
      write('config', 'StopConfigurationRecorder', { configurationRecorderName: 'default' }),
      'AWS Config stops recording.',
    ),
  ]
}

/** Event selectors that select almost nothing. */
const eventSelectors = [
  {
    readWriteType: 'ReadOnly',
    includeManagementEvents: false,
    dataResources: [],
    excludeManagementEventSources: [],
  },
]

function stopTheTrail(dice: Random): readonly Step[] {
  const step = stepsBy(dice, asBackdoor)
  const trailARN = `arn:aws:cloudtrail:${place.region}:${prod}:trail/${prodTrail.name}`
  const { bucket } = prodTrail
  const deleteBucket = () =>
    bucketCall(dice, place, { name: 'DeleteBucket', readOnly: false }, bucket)
  const message = 'The bucket you tried to delete is not empty'
  return [
    step(
      '03:14:50',
      write(
        'cloudtrail',
        'PutEventSelectors',
        { trailName: prodTrail.name, eventSelectors },
        { trailARN, eventSelectors },
      ),
      `The trail ${prodTrail.name} is told to leave out management events.`,
    ),
    step(
      atClock(turningPoints.trailStopped),
      write('cloudtrail', 'StopLogging', { name: trailARN }),
      `The trail ${prodTrail.name} stops; ${organizationTrail.name} goes on, and tells this story.`,
    ),
    step(
      '03:16:20',
      { ...deleteBucket(), error: { code: 'BucketNotEmpty', message } },
      `Deleting its bucket ${bucket} fails: there are still logs in it.`,
    ),
    step(
      atClock(turningPoints.bucketDeleted),
      deleteBucket(),
      `Emptied meanwhile, the bucket ${bucket} is deleted.`,
    ),
  ]
}

export const coverUp = (dice: Random): readonly Step[] => [
  ...stopWatching(dice),
  ...stopTheTrail(dice),
]
