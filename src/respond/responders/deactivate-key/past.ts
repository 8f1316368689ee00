/** What is known beside the event: the key's owner, and the users whose keys are left alone. */
export interface KeyOwner {
  /** ARN of the key's user with its path; null where there is no such user. */
  readonly arn: string | null
  /** Principal ARNs, with `*` as wildcard, whose keys are left alone. */
  readonly breakGlass: readonly string[]
}
