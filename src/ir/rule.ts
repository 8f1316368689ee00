/** A rule in the form that the rest of the code uses, with its tests and exceptions. */
import type { Json, JsonObject } from './json.ts'
import type { Mode, Responder, Severity, Status, Via } from './names.ts'
import type { Path } from './path.ts'
import type { Predicate } from './predicate.ts'

/** The events that a rule looks at, by fields of the EventBridge envelope. */
export interface Observation {
  /**
   * The `source` of the event, or its prefix if this ends in a dot, or several of which one fits. It is
   * always one of AWS's own, so that nobody else's event can fire a rule.
   */
  readonly source: string | readonly string[]
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
  readonly dedup: Dedup | undefined
  /** Why a key that a caller can choose is right, by the part of the rule that has the key. */
  readonly chosen?: { readonly [part in 'threshold' | 'firstSeen']?: string }
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

/** A key, and the paths whose values are reported once within an episode of the key. */
export interface Dedup extends Recurrence {
  /** Empty: every event of an episode after the first is a repeat. */
  readonly new: readonly Path[]
}

/** Text with `{$.path}` in it, and labelled JSONPaths. */
export interface AlertTemplate {
  readonly title: string | undefined
  readonly fields: readonly { readonly label: string; readonly path: string }[]
}

/** An event of a test. */
export interface TestEvent {
  /** A file under `test/events`, or the event itself. */
  readonly event: { readonly file: string } | { readonly inline: JsonObject }
  /** Fields that replace fields of the event, by path. `null` is the explicit null of JSON. */
  readonly with: readonly { readonly path: Path; readonly value: Json }[]
}

/** An event of a history, or several in a row. */
export interface HistoryEvent extends TestEvent {
  /** The time between each of them and the event before it. */
  readonly afterMs: number
  readonly times: number
}

export interface RuleTest {
  readonly name: string
  readonly fires: boolean
  /** At least one. */
  readonly events: readonly HistoryEvent[]
  /**
   * Whether the author wrote `events`. Such a test is about the alerts of the rule, with its memory.
   * A test with `event` is about whether the rule matches that event.
   */
  readonly isHistory: boolean
  readonly expected: ExpectedOutcome
}

/** What a test states about its outcome, beside that the rule fires. Undefined: nothing. */
export interface ExpectedOutcome {
  /** One of the alerts is like this. */
  readonly alert: ExpectedAlert | undefined
  /** The number of alerts. */
  readonly alertCount: number | undefined
  /** These responders are called. */
  readonly responders: readonly Responder[] | undefined
  /** Whether one of the alerts says that the rule possibly matched: CloudTrail left a field out. */
  readonly possible: boolean | undefined
}

export interface ExpectedAlert {
  readonly title: string | undefined
  readonly count: number | undefined
  /** By label; null for a field without a value. */
  readonly fields: Readonly<Record<string, Json>> | undefined
  /** What the rule groups its events by, path by path; null for an absent path. */
  readonly key: readonly { readonly path: Path; readonly value: Json }[] | undefined
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
