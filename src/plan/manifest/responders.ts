/** The responders that rules ask for, and the limits they keep. */
import type { Mode, Responder } from '../../ir/names.ts'

export interface ResponderPlan {
  readonly name: Responder
  readonly rules: readonly { readonly rule: string; readonly mode: Mode }[]
}

export interface ResponseLimits {
  readonly maxActionsPerHour: number
  /** Principal ARNs, `*` in them, that are never rolled back. */
  readonly breakGlass: readonly string[]
  readonly approvalExpiresMs: number
  readonly deployRole: string | undefined
}
