/** The functions that a schedule calls. Some of them have a queue too. */
import type { FunctionName } from '../ir/names.ts'
import { functionArn, undeliveredArn } from './arns.ts'
import type { Schedule } from './functions/function.ts'
import { lambdaFunctions } from './functions/functions.ts'
import type { Manifest } from './manifest.ts'
import { allow, type Statement } from './policy/statement.ts'

/** A schedule with the name of its function. */
export interface SchedulePlan extends Schedule {
  readonly name: FunctionName
}

/** The schedules of a stage. The first call comes when the schedule is created. */
export const schedulesOf = (
  manifest: Pick<Manifest, 'functions' | 'heartbeat'>,
): readonly SchedulePlan[] =>
  manifest.functions.flatMap((name) => {
    const { schedule } = lambdaFunctions[name]
    return schedule === undefined ? [] : [{ name, ...schedule(manifest) }]
  })

/**
 * The permissions of the role with which the scheduler calls functions. It also keeps the calls that
 * it gave up: the scheduler sends dead letters with the role of the schedule.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 */
export function schedulePermissions(manifest: Manifest): readonly Statement[] {
  const scheduled = schedulesOf(manifest)
  return scheduled.length === 0
    ? []
    : [
        allow(
          ['lambda:InvokeFunction'],
          scheduled.map(({ name }) => functionArn(manifest, name)),
        ),
        allow(['sqs:SendMessage'], [undeliveredArn(manifest, manifest.home)]),
      ]
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
export const rate = (minutes: number): string =>
  `rate(${minutes} ${minutes === 1 ? 'minute' : 'minutes'})`
