/**
 * The interface of a judge, which decides offline whether the output of a backend matches an event.
 */
import type { Compiled } from '../backends/backend.ts'
import type { Conditions } from '../engine/rule-matches.ts'
import type { Event } from '../ir/event.ts'

/**
 * Runs the compiled output of a rule on events, offline. It shares no code with the compiler, nor with
 * the engine that evaluates rules.
 */
export interface Judge {
  /** The events that reach the output, of events derived from the rule and with others that stand beside them. */
  reaching(derived: Iterable<Event>): Iterable<Event>
  /** The event in the form that reaches the output; undefined if AWS cannot deliver such an event. */
  delivered(event: Event): Event | undefined
  /** Whether the output matches an event that reaches it. */
  matches(event: Event): boolean
  /** Whether AWS documents the result of the output for the event. */
  isDocumented(event: Event): boolean
  /** Whether the output may match no event besides those of the rule. */
  readonly isExact: boolean
}

/** An output that AWS would not accept. */
export interface InvalidOutput {
  readonly kind: 'invalid'
  readonly pattern: string
  readonly error: string
}

/** The output of a backend for a rule. `judge` is undefined for a refusal, which claims nothing about events. */
export interface Judged {
  readonly compiled: Compiled<unknown>
  readonly judge: Judge | InvalidOutput | undefined
}

/** What of a rule decides which events it matches. */
export type MatchedRule = Conditions
