/**
 * The record of a Lambda function of a stage: its callers, its size, its environment and its
 * permissions. The plan, `infra/` and the local account read everything about a function from its
 * record, so a new function is a new record (`functions.ts` lists them).
 */
import type { FunctionName } from '../../ir/names.ts'
import type { TableName } from '../arns.ts'
import type { Manifest } from '../manifest.ts'
import type { Statement } from '../policy/statement.ts'
import type { FunctionQueue } from './queue.ts'

/** The record of a Lambda function. */
export interface LambdaFunction {
  readonly name: FunctionName
  /** The description that the Lambda console shows. */
  readonly description: string
  /** The reason that `tripline plan` prints for the resource. */
  readonly why: string
  /** Whether the stage needs it. Other functions are not deployed. */
  readonly isNeeded: (stage: Needs) => boolean
  /** The files that are deployed beside its code. */
  readonly files: readonly FileName[]
  readonly size: (manifest: Pick<Manifest, 'protect'>) => Size
  /** Undefined if only a schedule calls it. */
  readonly queue: FunctionQueue | undefined
  /** Undefined if only a queue calls it. The first call comes when the schedule is created. */
  readonly schedule: ((manifest: Pick<Manifest, 'heartbeat'>) => Schedule) | undefined
  /** The tables that it reads or writes. */
  readonly tables: readonly TableName[]
  /** Environment variables besides `STAGE`, which every function has. */
  readonly environment: <RoleId>(manifest: Manifest, given: Given<RoleId>) => Environment<RoleId>
  /** The permissions of its role, besides writing its log and reading its queue. */
  readonly permissions: (manifest: Manifest) => readonly Statement[]
}

/**
 * A file beside the code of a function: the rule set, the filters of alarms, or the rules that name
 * a responder. They are larger than an environment can be.
 */
export const fileNames = ['ruleset.mjs', 'filters.json', 'responses.json'] as const
export type FileName = (typeof fileNames)[number]

/** The parts of a manifest that decide which functions a stage needs. */
export type Needs = Pick<Manifest, 'eventRules' | 'metricFilters' | 'responders' | 'limits'>

/** The resources that Lambda gives a function. */
export interface Size {
  readonly timeoutSeconds: number
  readonly memoryMb: number
  /** Reserved concurrency, which is also the maximum; undefined for none. */
  readonly reserved: number | undefined
}

/** A schedule that calls a function. */
export interface Schedule {
  readonly everyMinutes: number
  /** Calls that are late by more than this many minutes are dropped. */
  readonly lateMinutes: number
  readonly why: string
}

/** Values that are known only during deployment. */
export interface Given<RoleId> {
  /** The URL of a queue by its name after the prefix; `<name>-dead` is its dead-letter queue. */
  readonly queueUrl: (name: string) => string
  /**
   * The unique id of the role of a function, `AROA…`: text, or an output that becomes text when the
   * role is created.
   */
  readonly roleId: (name: FunctionName) => RoleId
}

/** Names and values of environment variables. */
export type Environment<RoleId> = Readonly<Record<string, string | RoleId>>
