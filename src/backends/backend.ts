/**
 * A place a rule can be compiled to. Its answer is one of three: `exact`, it fires for exactly the
 * events of the rule; `superset`, it fires for all of them and some more, and `residual` says what
 * the runtime still has to decide; `refused`, with a sentence that says why and what to change.
 * It never fires for fewer: a rule that stays quiet is an incident that nobody hears about.
 */
export type Compiled<Output> =
  | { readonly kind: 'exact'; readonly output: Output }
  | { readonly kind: 'superset'; readonly output: Output; readonly residual: readonly string[] }
  | { readonly kind: 'refused'; readonly why: string; readonly instead: string }
