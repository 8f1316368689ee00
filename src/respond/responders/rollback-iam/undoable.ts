/**
 * Lists the calls that have an inverse, and recognises safeguards against an attacker, which are
 * left in place.
 */
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

/**
 * Whether the facet is a safeguard that a defender sets against an attacker. `at`: when it was set.
 */
export const isSafeguard = (facet: string, value: string | null, at: string): boolean =>
  value !== null && (isQuarantine(facet) || (facet === revocation && isRevocation(value, at)))

/**
 * AWS attaches these policies to users whose keys were found in public.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCompromisedKeyQuarantineV3.html
 */
const isQuarantine = (facet: string): boolean =>
  /^attached:arn:[^:]*:iam::aws:policy\/AWSCompromisedKeyQuarantine/i.test(facet)

/**
 * The policy that the console's "Revoke sessions" adds: it denies everything to sessions older than
 * a moment.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
 */
const revocation = 'inline:AWSRevokeOlderSessions'

/** The moment comes from the browser, whose clock may be ahead. */
const aheadMs = 5 * 60_000

/**
 * Compares the whole document. Anybody can use the name for another document, or for one that also
 * locks out future sessions.
 */
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
