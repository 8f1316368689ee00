/** The functions that a schedule calls. Some of them have a queue too. */
import type { FunctionName } from '../ir/names.ts'
import type { Schedule } from './functions/function.ts'
import { lambdaFunctions } from './functions/functions.ts'
import type { Manifest } from './manifest.ts'

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

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
export const rate = (minutes: number): string =>
  `rate(${minutes} ${minutes === 1 ? 'minute' : 'minutes'})`
