/** What runs by the clock: the heartbeat, and the snapshots that responders go back to, of IAM and of the trails. */
import * as aws from '@pulumi/aws'
import type { FunctionName, Manifest } from '../src/plan/manifest.ts'
import type { Functions } from './functions.ts'
import { type Role, scheduleRole } from './roles.ts'

interface Clock {
  readonly name: FunctionName
  /** https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
  readonly when: string
  /** A call that is late by more than this is not worth making. */
  readonly lateSeconds: number
}

const clocks = ({ heartbeat }: Manifest): readonly Clock[] => [
  {
    name: 'heartbeat',
    when: rate(heartbeat.everyMinutes),
    lateSeconds: 60 * heartbeat.everyMinutes,
  },
  { name: 'snapshot-iam', when: 'rate(1 day)', lateSeconds: 6 * 60 * 60 },
  { name: 'restart-trail', when: 'rate(1 hour)', lateSeconds: 60 * 60 },
]

/** Functions that a schedule calls, some of them beside their queue: nobody makes a failed call of the clock again. */
export const byClock: readonly FunctionName[] = ['heartbeat', 'snapshot-iam', 'restart-trail']

const rate = (minutes: number): string => `rate(${minutes} ${minutes === 1 ? 'minute' : 'minutes'})`

/** A schedule at a rate runs for the first time when it is made, so IAM is read at the first deployment. */
export function makeSchedules(
  manifest: Manifest,
  functions: Functions,
  undelivered: ReadonlyMap<string, aws.sqs.Queue>,
): void {
  const wanted = clocks(manifest).filter(({ name }) => functions.has(name))
  if (wanted.length === 0) return
  const role = scheduleRole(
    manifest,
    wanted.map(({ name }) => name),
  )
  for (const clock of wanted) schedule(manifest, clock, role, functions, undelivered)
}

function schedule(
  { home: region, prefix }: Manifest,
  { name, when, lateSeconds }: Clock,
  role: Role,
  functions: Functions,
  undelivered: ReadonlyMap<string, aws.sqs.Queue>,
): void {
  const made = functions.get(name)
  if (made === undefined) return
  const dead = undelivered.get(region)
  new aws.scheduler.Schedule(
    `schedule-${name}`,
    {
      region,
      name: `${prefix}-${name}`,
      scheduleExpression: when,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: made.arn,
        roleArn: role.arn,
        input: JSON.stringify({ schedule: name }),
        retryPolicy: {
          maximumEventAgeInSeconds: Math.max(60, Math.min(lateSeconds, 86_400)),
          maximumRetryAttempts: 5,
        },
        ...(dead === undefined ? {} : { deadLetterConfig: { arn: dead.arn } }),
      },
    },
    { deleteBeforeReplace: true, dependsOn: [role.policy] },
  )
}
