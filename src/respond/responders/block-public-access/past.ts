/** The access under the block now; only what the event is about is read. */
export interface Openness {
  /**
   * Canonical (history/iam/policy-document.ts); null where there is none, or where it was not read.
   */
  readonly policy: string | null
  /** Whether an access list grants anything to everybody, or to everybody with an AWS account. */
  readonly isGrantedToAll: boolean
}
