/** Stores the log groups of a region, with events and metric filters. */

import type { FilterPattern } from '../../../../src/cloudwatch-logs/parse-filter-pattern.ts'
import { type Cloud, perRegion, type Region } from '../../accounts.ts'
import { parseArn, regionOf } from '../../delivery/arn.ts'

export interface Group {
  readonly name: string
  readonly arn: string
  readonly createdAtMs: number
  retentionDays: number | undefined
  /** Creation time of streams, by name. */
  readonly streams: Map<string, number>
  /** Events in the order of arrival. */
  readonly events: LogEvent[]
  /** By name. */
  readonly filters: Map<string, MetricFilter>
}

export interface LogEvent {
  readonly id: string
  readonly stream: string
  /** The time that the writer gave. */
  readonly atMs: number
  readonly ingestedAtMs: number
  readonly message: string
}

export interface MetricFilter {
  readonly name: string
  readonly pattern: { readonly text: string; readonly parsed: FilterPattern }
  readonly createdAtMs: number
  readonly metric: {
    readonly namespace: string
    readonly name: string
    /** A number, or `$.field` of the event. */
    readonly value: string
    readonly defaultValue: number | undefined
    /** Fields that give the dimensions' values, by dimension name. */
    readonly dimensions: Readonly<Record<string, string>>
    readonly unit: string
  }
  /** The minutes that have a value. `defaultValue` applies to the others. */
  readonly reported: Set<number>
}

/** By name. */
export const groupsOf = perRegion(() => new Map<string, Group>())

export const groupArn = ({ name, account }: Region, group: string): string =>
  `arn:aws:logs:${name}:${account.id}:log-group:${group}`

/** The group of an ARN, with or without `:*` at its end. */
export function groupByArn(
  cloud: Cloud,
  arn: string,
): { readonly region: Region; readonly group: Group } | undefined {
  const parsed = parseArn(arn)
  if (parsed?.service !== 'logs') return undefined
  const [, name = ''] = /^log-group:([^:]+)/.exec(parsed.resource) ?? []
  const region = regionOf(cloud, parsed)
  const group = region && groupsOf(region).get(name)
  return region && group && { region, group }
}
