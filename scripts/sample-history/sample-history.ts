/**
 * The whole sample in memory: what each file holds, and what is known about it.
 *
 *     routines ─┐
 *     people ───┤                        ┌─► log files ──► digests
 *     deployment┼─► a day of records ────┤
 *     shared ───┤                        └─► what tests may rely on
 *     attack ───┘
 */
import { couldStillHappen } from './aftermath.ts'
import { story } from './attack.ts'
import type { Step } from './attack-cast.ts'
import { deliver, isLate, type LogFile } from './delivery.ts'
import { deployment } from './deployment.ts'
import { digests } from './digest.ts'
import { insights } from './insight.ts'
import { containers } from './noise-containers.ts'
import { ec2 } from './noise-ec2.ts'
import { keys } from './noise-keys.ts'
import { lambda } from './noise-lambda.ts'
import { monitoring } from './noise-monitoring.ts'
import { operations } from './noise-operations.ts'
import { storage } from './noise-storage.ts'
import { people } from './people.ts'
import type { CloudTrailRecord } from './record.ts'
import { perform } from './routine.ts'
import { serviceEvents } from './service-events.ts'
import { type SharedRecords, sharedCalls } from './shared-calls.ts'

export interface SampleHistory {
  /** Uncompressed content by path under `samples/history`. */
  readonly files: ReadonlyMap<string, string>
  /** The day's wrongdoing in order of time. */
  readonly attack: readonly Finding[]
  /** What is odd about the delivery, by event id. */
  readonly delivery: {
    readonly repeated: readonly string[]
    readonly late: readonly string[]
    readonly shared: readonly SharedCall[]
  }
}

/** One call recorded for two accounts, by the event id each of them sees. */
export interface SharedCall {
  readonly sharedEventID: string
  readonly caller: string
  readonly owner: string
}

export interface Finding {
  readonly eventID: string
  readonly eventTime: string
  readonly eventName: string
  readonly what: string
}

export function sampleHistory(): SampleHistory {
  const steps = story()
  const shared = sharedCalls()
  const routines = [
    ...ec2,
    ...containers,
    ...lambda,
    ...storage,
    ...keys,
    ...monitoring,
    ...operations,
  ]
  const ordinary = [
    ...routines.flatMap(perform),
    ...people(),
    ...deployment(),
    ...serviceEvents(),
    ...shared.flatMap(({ caller, owner }) => [caller, owner]),
  ].filter(couldStillHappen)
  const records = [...ordinary, ...steps.map((step) => step.record)].sort(byTime)
  const repeated = deliveredTwice(ordinary, steps)
  const logs = deliver(records, new Set(repeated))
  return {
    files: contents(logs),
    attack: steps.map(finding),
    delivery: {
      repeated,
      late: records.filter(isLate).map(({ eventID }) => eventID),
      shared: shared.map(idsOf),
    },
  }
}

const byTime = (one: CloudTrailRecord, other: CloudTrailRecord): number =>
  one.eventTime < other.eventTime ? -1 : one.eventTime > other.eventTime ? 1 : 0

const finding = ({ record, what }: Step): Finding => ({
  eventID: record.eventID,
  eventTime: record.eventTime,
  eventName: record.eventName,
  what,
})

/** One wrong password, the stopped trail, and four records of no importance. */
function deliveredTwice(
  ordinary: readonly CloudTrailRecord[],
  steps: readonly Step[],
): readonly string[] {
  const ofStory = ['ConsoleLogin', 'StopLogging'].flatMap((name) =>
    steps.filter(({ record }) => record.eventName === name).slice(0, 1),
  )
  const daily = [120, 700, 1300, 1900].flatMap((index) => ordinary.slice(index, index + 1))
  return [...ofStory.map(({ record }) => record), ...daily].map(({ eventID }) => eventID)
}

const idsOf = ({ sharedEventID, caller, owner }: SharedRecords): SharedCall => ({
  sharedEventID,
  caller: caller.eventID,
  owner: owner.eventID,
})

function contents(logs: readonly LogFile[]): ReadonlyMap<string, string> {
  const contentOf = ({ records }: LogFile): string => JSON.stringify({ Records: records })
  const logFiles = logs.map((file) => ({ path: file.path, content: contentOf(file) }))
  const all = [...logFiles, ...digests(logs, contentOf), insights()]
  return new Map(all.map(({ path, content }) => [path, content]))
}
