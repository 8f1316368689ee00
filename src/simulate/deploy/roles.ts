/** Roles, each with its one inline policy. */
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import type { FunctionPlan } from '../../../packages/local-aws/lambda/running-function.ts'
import { globalRegion } from '../../aws/event-regions.ts'
import { policy } from '../../plan/policy/statement.ts'
import { forwards } from '../../plan/regions.ts'
import { forwardRole, healthRole, type RolePlan, scheduleRole } from '../../plan/roles.ts'
import { schedulesOf } from '../../plan/schedules.ts'
import type { DeploymentContext } from './context.ts'

export async function makeRole(
  { clients }: DeploymentContext,
  { name: RoleName, trust, statements }: RolePlan,
): Promise<FunctionPlan['role']> {
  const iam = clients.in('iam', globalRegion)
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }),
  )
  const PolicyDocument = policy(statements)
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: RoleName, PolicyDocument }))
  return { roleId: Role?.RoleId ?? '', roleName: RoleName, roleArn: Role?.Arn ?? '' }
}

/** Makes the roles of services: those with which EventBridge and the scheduler deliver. */
export async function makeServiceRoles(context: DeploymentContext): Promise<void> {
  const { manifest } = context
  const { topic } = manifest.health
  const isMember = manifest.topology.kind === 'member'
  if (forwards(manifest)) await makeRole(context, forwardRole(manifest))
  if (schedulesOf(manifest).length > 0) await makeRole(context, scheduleRole(manifest))
  if (topic.kind === 'existing' && !isMember)
    await makeRole(context, healthRole(manifest, topic.arn))
}
