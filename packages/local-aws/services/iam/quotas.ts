/**
 * What IAM allows at most; where AWS lets it be raised, its default.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const quotas = {
  versionsPerPolicy: 5,
  accessKeysPerUser: 2,
  groupsPerUser: 10,
  policiesPerUser: 10,
  policiesPerRole: 10,
  policiesPerGroup: 10,
  /** Characters without white space. */
  managedPolicySize: 6144,
  trustPolicySize: 2048,
  /** All inline policies of the entity together. */
  inlinePolicySize: { user: 2048, role: 10240, group: 5120 },
} as const
