import type { Facets } from '../../contract/responder.ts'

/** What one event does to one entity. */
export interface Effect {
  /** `role/deploy` */
  readonly entity: string
  readonly sets: Facets
  /** Facets that it changed to something the event does not say; `*` is all of them. */
  readonly unknown?: readonly string[]
  /** The entity was made or deleted: nothing of before stands. */
  readonly resets?: boolean
  /** What must have stood before, or the call would have failed. */
  readonly was?: Facets
}
