/** What is known besides the event: whose key it is, and whose keys are left alone. */
export interface KeyOwner {
  /** ARN of the user that the key belongs to, its path included; null where there is no such user. */
  readonly arn: string | null
  /** Principal ARNs, `*` in them, whose keys are left alone. */
  readonly breakGlass: readonly string[]
}
