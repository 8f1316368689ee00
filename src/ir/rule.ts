/** A rule in the form that the rest of the code uses, with its tests and exceptions. */
import type { JsonObject } from './json.ts'
import type { Mode, Responder, Severity, Status, Via } from './names.ts'
import type { Path } from './path.ts'
import type { Predicate } from './predicate.ts'

/** The events that a rule looks at, by fields of the EventBridge envelope. */
export interface Observation {
  /**
   * The `source` of the event, or its prefix if this ends in a dot. It is always one of AWS's own,
   * so that nobody else's event can fire a rule.
   */
  readonly source: string
  readonly detailTypes: readonly string[]
}

/** The contents of a rule file: its conditions, its alert, and its tests. */
export interface Rule {
  readonly id: string
  readonly title: string
  readonly severity: Severity
  readonly why: string
  readonly status: Status
  readonly on: Observation
  readonly match: Predicate
  readonly unless: Predicate | undefined
  readonly via: Via
  readonly threshold: Threshold | undefined
  readonly firstSeen: Recurrence | undefined
  readonly dedup: Recurrence | undefined
  readonly alert: AlertTemplate
  /** Names of channels. Undefined means every channel that takes this severity. */
  readonly notify: readonly string[] | undefined
  readonly respond: readonly { readonly action: Responder; readonly mode: Mode }[]
  readonly attack: readonly string[]
  readonly controls: readonly string[]
  readonly references: readonly string[]
  readonly falsePositives: readonly string[]
  readonly runbook: string | undefined
  readonly tests: readonly RuleTest[]
}

/** A rule in its deployed form, without its tests. */
export type DeployedRule = Omit<Rule, 'tests'>

/**
 * The rule fires when `count` matching events, or that many values of `distinct`, lie within
 * `windowMs` of each other.
 */
export interface Threshold {
  readonly count: number
  readonly windowMs: number
  readonly by: readonly Path[]
  readonly distinct: Path | undefined
}

/** A key, and how long it is remembered. */
export interface Recurrence {
  readonly by: readonly Path[]
  readonly windowMs: number
}

/** Text with `{$.path}` in it, and labelled JSONPaths. */
export interface AlertTemplate {
  readonly title: string | undefined
  readonly fields: readonly { readonly label: string; readonly path: string }[]
}

export interface RuleTest {
  readonly name: string
  readonly fires: boolean
  /** A file under `test/events`, or the event itself. */
  readonly event: { readonly file: string } | { readonly inline: JsonObject }
  /** Fields that replace fields of the event, by path. `null` is the explicit null of JSON. */
  readonly with: readonly { readonly path: Path; readonly value: JsonObject[string] }[]
}

/** Events that would fire some rules, but are known and accepted until a day. */
export interface Exception {
  readonly rules: '*' | readonly string[]
  readonly match: Predicate
  readonly reason: string
  readonly owner: string
  /** The last day it holds, `yyyy-mm-dd`, UTC. */
  readonly expires: string
}
