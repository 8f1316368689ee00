/** How each function runs: for how long, with how much, how many messages at a time, and when the clock calls it. */
import type { FunctionName, Manifest } from './manifest.ts'

export interface Size {
  readonly timeoutSeconds: number
  readonly memoryMb: number
  /** Concurrency kept for it alone, and its most. */
  readonly reserved: number | undefined
}

/** Most of what runs at once, and, on production, nobody else's: an attacker's burst must not starve it. */
const detectors = 10

/**
 * The whole account, page by page, once a day: ten thousand roles take half a minute of a fast processor,
 * of which its memory is given a third, and IAM throttles besides. So it has the longest there is.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const snapshotSeconds = 900

export function sizeOf({ protect }: Pick<Manifest, 'protect'>, name: FunctionName): Size {
  switch (name) {
    case 'detect':
      return { timeoutSeconds: 30, memoryMb: 512, reserved: protect ? detectors : undefined }
    case 'receipts':
      return { timeoutSeconds: 30, memoryMb: 256, reserved: undefined }
    case 'alarm':
      return { timeoutSeconds: 60, memoryMb: 512, reserved: undefined }
    case 'heartbeat':
      return { timeoutSeconds: 60, memoryMb: 256, reserved: undefined }
    case 'snapshot-iam':
      return { timeoutSeconds: snapshotSeconds, memoryMb: 512, reserved: undefined }
    case 'rollback-iam':
    case 'restart-trail':
    case 'revoke-ingress':
    case 'block-public-access':
    case 'deactivate-key':
      return { timeoutSeconds: 60, memoryMb: 512, reserved: undefined }
  }
}

export interface Feed {
  readonly batchSize: number
  readonly windowSeconds: number
  /** How many batches at once. Two is the fewest that Lambda takes here. */
  readonly concurrency: number
}

/** Messages of a burst are worked on together; a response is one message, so that one that fails is one. */
export function feedOf(name: FunctionName): Feed {
  const concurrency = name === 'detect' ? detectors : 2
  return name === 'detect' || name === 'receipts'
    ? { batchSize: 100, windowSeconds: 1, concurrency }
    : { batchSize: name === 'snapshot-iam' ? 10 : 1, windowSeconds: 0, concurrency }
}

/** It evaluates rules, so it has them beside its code, with the filters behind alarms. */
export const decides = (name: FunctionName): boolean => name === 'detect' || name === 'alarm'

/** Fourteen days, the longest there is: time for a person to come back from holiday. */
export const keptSeconds = 14 * 24 * 60 * 60

/** The fifth failure is the last. */
export const maxReceiveCount = 5

/**
 * How long a message is nobody else's. Lambda takes no less than the function's timeout and advises six
 * times that, so that a batch it holds back while the function is throttled is not delivered in vain:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 *
 * For responders and `alarm` (60 s) it is three times: what broke off goes on when its message comes
 * again, and an alert or a rollback that is half done must not wait for longer. Of `snapshot-iam` only the
 * schedule takes long; it has what fails come again after three minutes as well (`functions/snapshot-iam.ts`).
 */
export const visibilitySeconds = (name: FunctionName): number =>
  name === 'snapshot-iam' ? 6 * snapshotSeconds : 180

export interface SchedulePlan {
  readonly name: FunctionName
  readonly everyMinutes: number
  /** A call that is late by more than this is not worth making. */
  readonly lateMinutes: number
  readonly why: string
}

/** Functions that a schedule calls, some of them beside their queue. The first call comes when the schedule is made. */
export function schedulesOf({
  functions,
  heartbeat: { everyMinutes },
}: Pick<Manifest, 'functions' | 'heartbeat'>): readonly SchedulePlan[] {
  const all: readonly SchedulePlan[] = [
    {
      name: 'heartbeat',
      everyMinutes,
      lateMinutes: everyMinutes,
      why: `every ${everyMinutes} min`,
    },
    {
      name: 'snapshot-iam',
      everyMinutes: 24 * 60,
      lateMinutes: 6 * 60,
      why: 'all of IAM, once a day',
    },
    { name: 'restart-trail', everyMinutes: 60, lateMinutes: 60, why: 'all trails, once an hour' },
  ]
  return all.filter(({ name }) => functions.includes(name))
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
export const rate = (minutes: number): string =>
  `rate(${minutes} ${minutes === 1 ? 'minute' : 'minutes'})`
