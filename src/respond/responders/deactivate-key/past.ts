/** What is known beside the event: the key's owner, and the users whose keys are left alone. */
export interface KeyOwner {
  /** ARN of the key's user with its path; null where there is no such user. */
  readonly arn: string | null
  /** `AIDA…` of the key's user; null or undefined where it is not known. */
  readonly uniqueId?: string | null
  /** As in tripline.yaml: ARNs, ARNs with `*`, or unique ids of users whose keys are left alone. */
  readonly breakGlass: readonly string[]
}
