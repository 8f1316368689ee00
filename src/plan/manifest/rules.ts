/** The rules of a stage, with their resources. */
import type { Severity, Status } from '../../ir/names.ts'
import type { Exception, Rule } from '../../ir/rule.ts'

/** A rule with its resources. A disabled rule has none. */
export interface RulePlan {
  readonly id: string
  readonly title: string
  readonly severity: Severity
  readonly status: Status
  readonly via: readonly ('eventbridge' | 'metric-filter')[]
  readonly regions: readonly string[]
  /** Names of its EventBridge rules (`eventRules`), one or several for each region. */
  readonly eventRules: readonly string[]
  readonly metricFilter: string | undefined
  /**
   * The residual: sentences for the checks that the pattern does not express and `detect`
   * evaluates.
   */
  readonly residual: readonly string[]
  readonly channels: readonly string[]
  readonly why: string
  /** The conditions of the rule, with which a later plan finds what the rule no longer detects. */
  readonly conditions: Pick<Rule, 'on' | 'match' | 'unless' | 'threshold' | 'firstSeen' | 'dedup'>
  readonly respond: Rule['respond']
  /** The exceptions that apply to it. */
  readonly exceptions: readonly Pick<Exception, 'match' | 'reason' | 'expires'>[]
}
