/** The responders that rules request, and their limits. */
import type { Mode, Responder } from '../../ir/names.ts'

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
}
