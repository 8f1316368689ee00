/**
 * Statements that deny an action to everybody but a few. IAM policies of the account cannot
 * override them, so a principal with `sqs:*` on `*` is denied as well.
 */
import type { Statement } from './statement.ts'

/**
 * Denies actions on a resource to every principal but these, given by the ARN of their role or
 * user. Services of AWS are never denied; they can do what another statement allows them.
 *
 * Both conditions must hold. A service has no `aws:PrincipalArn`, and a negated operator holds where
 * the key is absent, so without the first condition the statement would deny services too.
 * For a session of a role, `aws:PrincipalArn` is the ARN of the role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const denyOthers = (
  Sid: string,
  Action: readonly string[],
  Resource: string | readonly string[],
  principals: readonly string[],
): Statement => ({
  Sid,
  Effect: 'Deny',
  Principal: '*',
  Action,
  Resource,
  Condition: {
    Bool: { 'aws:PrincipalIsAWSService': 'false' },
    ...(principals.length === 0 ? {} : { ArnNotEquals: { 'aws:PrincipalArn': principals } }),
  },
})
