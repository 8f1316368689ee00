/** The calls that have an inverse. */
export const undoable: ReadonlySet<string> = new Set([
  ...['User', 'Role', 'Group'].flatMap((kind) =>
    ['Put', 'Delete', 'Attach', 'Detach'].map((verb) => `${verb}${kind}Policy`),
  ),
  ...['User', 'Role'].flatMap((kind) =>
    ['Put', 'Delete'].map((verb) => `${verb}${kind}PermissionsBoundary`),
  ),
  ...['CreatePolicyVersion', 'SetDefaultPolicyVersion', 'DeletePolicyVersion'],
  ...['UpdateAssumeRolePolicy', 'AddUserToGroup', 'RemoveUserFromGroup'],
  ...['CreateAccessKey', 'CreateLoginProfile'],
  ...['DeletePolicy', 'DeleteUser', 'DeleteRole'],
])

/**
 * AWS attaches these to users whose keys it found in public; whoever attaches one means to stop an
 * attacker, not to be one.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCompromisedKeyQuarantineV3.html
 */
export const isQuarantine = (facet: string): boolean =>
  /^attached:arn:[^:]*:iam::aws:policy\/AWSCompromisedKeyQuarantine/.test(facet)
