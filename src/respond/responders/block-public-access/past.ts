/** What lies under the block now; only what the event is about is looked up. */
export interface Openness {
  /** Canonical (history/iam/policy-document.ts); null where there is none, or nobody asked. */
  readonly policy: string | null
  /** Whether an access list gives anything to everybody, or to everybody with an AWS account. */
  readonly isGrantedToAll: boolean
}
