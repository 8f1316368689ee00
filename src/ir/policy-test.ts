/** What the operator `policy` tests of a policy document. */

/** Kinds of principals that a statement can trust. `anyone` is every account and every caller. */
export const trustKinds = ['anyone', 'federated', 'service'] as const

export type TrustKind = (typeof trustKinds)[number]

/**
 * All keys hold for one and the same statement with the effect Allow. `onlyDenies` is about the whole
 * document, and is the only key then.
 */
export interface PolicyTest {
  /** Actions such as `iam:PutUserPolicy`, of which the statement grants one; or one that it does not name. */
  readonly grants?: 'anything' | readonly string[]
  /** It covers a resource that it does not name, of the type of the granted action. */
  readonly everywhere?: true
  /** It trusts one of these kinds. */
  readonly trusts?: readonly TrustKind[]
  /** It trusts a principal of AWS outside of these accounts. Account ids have 12 digits. */
  readonly trustsOutside?: readonly string[]
  /** Block Public Access of S3 considers it public. Conditions count for this key only. */
  readonly isPublic?: true
  /** The document has statements, and each has the effect Deny. */
  readonly onlyDenies?: true
}
