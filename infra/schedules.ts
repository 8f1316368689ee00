/**
 * The schedules: for the heartbeat, and for the snapshots of IAM and of trails that responders
 * restore from.
 */
import * as aws from '@pulumi/aws'
import type { Manifest } from '../src/plan/manifest.ts'
import { scheduleRole } from '../src/plan/roles.ts'
import { rate, type SchedulePlan, schedulesOf } from '../src/plan/schedules.ts'
import type { Functions } from './functions.ts'
import { makeRole, type Role } from './roles.ts'

/**
 * Creates the schedules. A rate schedule runs for the first time when it is created, so IAM is read
 * at the first deployment.
 */
export function makeSchedules(
  manifest: Manifest,
  functions: Functions,
  undelivered: ReadonlyMap<string, aws.sqs.Queue>,
): void {
  const wanted = schedulesOf(manifest)
  if (wanted.length === 0) return
  const role = makeRole('role-schedule', scheduleRole(manifest))
  for (const plan of wanted) schedule(manifest, plan, role, functions, undelivered)
}

function schedule(
  { home: region, prefix }: Manifest,
  { name, everyMinutes, lateMinutes }: SchedulePlan,
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
      scheduleExpression: rate(everyMinutes),
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: made.arn,
        roleArn: role.arn,
        input: JSON.stringify({ schedule: name }),
        retryPolicy: {
          maximumEventAgeInSeconds: Math.min(lateMinutes * 60, 86_400),
          maximumRetryAttempts: 5,
        },
        ...(dead === undefined ? {} : { deadLetterConfig: { arn: dead.arn } }),
      },
    },
    { deleteBeforeReplace: true, dependsOn: [role.policy] },
  )
}
