/** The responders that rules request, and their limits. */
import type { Confirmation, Mode, Responder } from '../../ir/names.ts'

/** A responder with the rules that start it. */
export interface ResponderPlan {
  readonly name: Responder
  readonly rules: readonly { readonly rule: string; readonly mode: Mode }[]
}

/** The limits of all responders of a stage. */
export interface ResponseLimits {
  readonly maxActionsPerHour: number
  /**
   * Principals whose changes are never rolled back: unique ids, ARNs, or ARNs in which `*` matches
   * any characters.
   */
  readonly breakGlass: readonly string[]
  readonly approvalExpiresMs: number
  readonly deployRole: string | undefined
  /** Whether the stage has the function `restore`, which gives powers back. */
  readonly restores: boolean
  /** What must happen before an automatic response gives powers back. */
  readonly confirm: Confirmation
  /** How long after it ended a response can be undone. */
  readonly undoExpiresMs: number
  /** How many different people must request an undo. */
  readonly undoPeople: 1 | 2
}
