/**
 * What a Lambda function of a stage is, in one record: who calls it, with how much it runs, what it is
 * given and what it may do. The plan, `infra/` and the local account read all they know of a
 * function from here, so that a new function is a new record (`functions.ts` lists them).
 */
import type { FunctionName } from '../../ir/names.ts'
import type { TableName } from '../arns.ts'
import type { Manifest } from '../manifest.ts'
import type { Statement } from '../policy/statement.ts'
import type { FunctionQueue } from './queue.ts'

export interface LambdaFunction {
  readonly name: FunctionName
  /** What it does: the description that the console of Lambda shows. */
  readonly description: string
  /** Why the stage has it: the reason that `tripline plan` gives for the resource. */
  readonly why: string
  /** Only functions that something in the stage needs are deployed. */
  readonly isNeeded: (stage: Needs) => boolean
  /** Whether the rule set stands beside its code, with the filters behind alarms. */
  readonly evaluatesRules: boolean
  readonly size: (manifest: Pick<Manifest, 'protect'>) => Size
  /** Undefined where a schedule alone calls it. */
  readonly queue: FunctionQueue | undefined
  /** Undefined where a queue alone calls it. The first call comes when the schedule is made. */
  readonly schedule: ((manifest: Pick<Manifest, 'heartbeat'>) => Schedule) | undefined
  /** The tables that it reads or writes. */
  readonly tables: readonly TableName[]
  /** Variables beside `STAGE`, which every function has. */
  readonly environment: <RoleId>(manifest: Manifest, given: Given<RoleId>) => Environment<RoleId>
  /** What its role allows beside writing its log and reading its queue. */
  readonly permissions: (manifest: Manifest) => readonly Statement[]
}

/** The parts of a manifest that decide which functions there are. */
export type Needs = Pick<Manifest, 'eventRules' | 'metricFilters' | 'responders'>

export interface Size {
  readonly timeoutSeconds: number
  readonly memoryMb: number
  /** Concurrency that is reserved for it, which is its maximum as well; undefined for none. */
  readonly reserved: number | undefined
}

export interface Schedule {
  readonly everyMinutes: number
  /** A call that is late by more than this is not made. */
  readonly lateMinutes: number
  readonly why: string
}

/** What is known only while a stage is deployed. */
export interface Given<RoleId> {
  /** The queue of this name, or with `-dead` the one for what failed five times. */
  readonly queueUrl: (name: string) => string
  /** The unique id of the role of a function, `AROA…`: text, or what becomes text once the role is made. */
  readonly roleId: (name: FunctionName) => RoleId
}

/** Names and values of environment variables. */
export type Environment<RoleId> = Readonly<Record<string, string | RoleId>>
