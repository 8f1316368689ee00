import type { Severity, Status } from '../../ir/names.ts'
import type { Exception, Rule } from '../../ir/rule.ts'

/** A rule, and where it ended up; also one that is disabled, which is nowhere. */
export interface RulePlan {
  readonly id: string
  readonly title: string
  readonly severity: Severity
  readonly status: Status
  readonly via: readonly ('eventbridge' | 'metric-filter')[]
  readonly regions: readonly string[]
  /** Names of its `eventRules`, one for each region or several. */
  readonly eventRules: readonly string[]
  readonly metricFilter: string | undefined
  /** What the pattern lets through and `detect` decides. */
  readonly residual: readonly string[]
  readonly channels: readonly string[]
  readonly why: string
  /** What it asks, so that a later plan can tell what it no longer does. */
  readonly asks: Pick<Rule, 'on' | 'match' | 'unless' | 'threshold' | 'firstSeen' | 'dedup'>
  readonly respond: Rule['respond']
  /** Exceptions that hold for it. */
  readonly exceptions: readonly Pick<Exception, 'match' | 'reason' | 'expires'>[]
}
