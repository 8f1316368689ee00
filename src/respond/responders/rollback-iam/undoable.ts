/** The calls that have an inverse, and what is left in place because it holds an attacker up. */
import { canonicalDocument } from '../../history/iam/policy-document.ts'

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

/** What one sets who means to stop an attacker, and not to be one. `at`: when it was set. */
export const isSafeguard = (facet: string, value: string | null, at: string): boolean =>
  value !== null && (isQuarantine(facet) || (facet === revocation && isRevocation(value, at)))

/**
 * AWS attaches these to users whose keys it found in public.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCompromisedKeyQuarantineV3.html
 */
const isQuarantine = (facet: string): boolean =>
  /^attached:arn:[^:]*:iam::aws:policy\/AWSCompromisedKeyQuarantine/i.test(facet)

/**
 * What the console's "Revoke sessions" puts: it denies everything to sessions from before a moment.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
 */
const revocation = 'inline:AWSRevokeOlderSessions'

/** The moment is the browser's, whose clock may be ahead. */
const aheadMs = 5 * 60_000

/** To the letter: anybody can use the name, for another document or one that locks out future sessions too. */
function isRevocation(document: string, at: string): boolean {
  const [, moment = ''] =
    /"aws:TokenIssueTime":\["([^"]*)"\]/.exec(canonicalDocument(document)) ?? []
  return (
    Date.parse(moment) <= Date.parse(at) + aheadMs &&
    canonicalDocument(document) === canonicalDocument(revocationOf(moment))
  )
}

const revocationOf = (moment: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { DateLessThan: { 'aws:TokenIssueTime': moment } },
      },
    ],
  })
