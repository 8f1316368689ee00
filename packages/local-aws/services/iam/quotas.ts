/**
 * IAM's quotas; the default if AWS allows an increase.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const quotas = {
  versionsPerPolicy: 5,
  accessKeysPerUser: 2,
  groupsPerUser: 10,
  policiesPerUser: 10,
  policiesPerRole: 10,
  policiesPerGroup: 10,
  /** Characters, not counting white space. */
  managedPolicySize: 6144,
  trustPolicySize: 2048,
  /** All inline policies of an entity together. */
  inlinePolicySize: { user: 2048, role: 10240, group: 5120 },
} as const
