/** The roles, as planned in `src/plan/roles.ts`. */
import * as aws from '@pulumi/aws'
import { policy } from '../src/plan/policy/statement.ts'
import type { RolePlan } from '../src/plan/roles.ts'

/** Roles have fixed names, and IAM refuses a replacement before the old role is deleted. */
const fixedName = { deleteBeforeReplace: true }

/** A role with its one inline policy. */
export interface Role {
  readonly arn: aws.iam.Role['arn']
  /**
   * The unique id, `AROA…`. SQS gives it as the sender of a message that a session of the role
   * sent.
   */
  readonly id: aws.iam.Role['uniqueId']
  /**
   * Resources that use the role depend on its policy: a queue is not attached to a function that
   * may not read it yet.
   */
  readonly policy: aws.iam.RolePolicy
}

/** Creates a role. The logical id of its policy is `<id>-policy`. */
export function makeRole(id: string, { name, trust, statements }: RolePlan): Role {
  const role = new aws.iam.Role(id, { name, assumeRolePolicy: trust }, fixedName)
  const inline = new aws.iam.RolePolicy(
    `${id}-policy`,
    { role: role.name, name, policy: policy(statements) },
    fixedName,
  )
  return { arn: role.arn, id: role.uniqueId, policy: inline }
}
