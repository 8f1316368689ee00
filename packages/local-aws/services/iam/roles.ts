/** Operations on roles, with their trust policies, and on service-linked roles. */
import { AwsError } from '../../errors.ts'
import { newHolder } from './create.ts'
import { refuseBadTrust, refuseTooLarge, sizeOf } from './documents.ts'
import {
  changeableRole,
  invalid,
  policyOf,
  refuseBadName,
  refuseExisting,
  refuseInUse,
  roleOf,
} from './lookup.ts'
import { type IamOperations, type IamRole, iamOf } from './memory.ts'
import { pageUnderPath } from './pages.ts'
import { quotas } from './quotas.ts'
import { roleInList, roleView } from './views.ts'

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const sessionSeconds = { min: 3600, max: 43_200 }

export const roles = {
  CreateRole: (input, call) => {
    const { RoleName: name, AssumeRolePolicyDocument: trust, PermissionsBoundary: boundary } = input
    const { roles: known } = iamOf(call.account)
    refuseBadName(name, 'roleName', 64)
    refuseExisting(known.keys(), name, 'Role')
    refuseTrust(trust)
    if (boundary !== undefined) policyOf(call, boundary)
    const role: IamRole = {
      kind: 'role',
      ...newHolder(call, 'role', name, input.Path),
      trust,
      tags: input.Tags ?? [],
      maxSessionSeconds: sessionOf(input.MaxSessionDuration) ?? sessionSeconds.min,
      ...(input.Description !== undefined && { description: input.Description }),
      ...(boundary !== undefined && { boundary }),
    }
    known.set(name, role)
    const { MaxSessionDuration, RoleLastUsed: _, ...made } = roleView(role)
    return {
      Role: { ...made, ...(input.MaxSessionDuration !== undefined && { MaxSessionDuration }) },
    }
  },

  GetRole: ({ RoleName }, call) => ({ Role: roleView(roleOf(call, RoleName)) }),

  ListRoles: (request, call) => {
    const { items, ...rest } = pageUnderPath(iamOf(call.account).roles.values(), request)
    return { Roles: items.map(roleInList), ...rest }
  },

  UpdateRole: ({ RoleName, Description, MaxSessionDuration }, call) => {
    const role = changeableRole(call, RoleName)
    if (Description !== undefined) role.description = Description
    role.maxSessionSeconds = sessionOf(MaxSessionDuration) ?? role.maxSessionSeconds
  },

  UpdateAssumeRolePolicy: ({ RoleName, PolicyDocument }, call) => {
    const role = changeableRole(call, RoleName)
    refuseTrust(PolicyDocument)
    role.trust = PolicyDocument
  },

  DeleteRole: ({ RoleName }, call) => {
    const role = changeableRole(call, RoleName)
    const { roles: known, instanceProfiles } = iamOf(call.account)
    const inProfile = [...instanceProfiles.values()].some((profile) => profile.role === RoleName)
    refuseInUse(role, [[inProfile, 'remove roles from instance profile first.']])
    known.delete(RoleName)
  },

  CreateServiceLinkedRole: ({ AWSServiceName: service, CustomSuffix, Description }, call) => {
    const name = `${linkedName(service)}${CustomSuffix ? `_${CustomSuffix}` : ''}`
    const { roles: known } = iamOf(call.account)
    if (known.has(name)) {
      throw new AwsError(
        'InvalidInput',
        `Service role name ${name} has been taken in this account, please try a different suffix.`,
      )
    }
    const role: IamRole = {
      kind: 'role',
      ...newHolder(call, 'role', name, `/aws-service-role/${service}/`),
      trust: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Action: ['sts:AssumeRole'], Effect: 'Allow', Principal: { Service: [service] } },
        ],
      }),
      tags: [],
      maxSessionSeconds: sessionSeconds.min,
      linkedTo: service,
      ...(Description !== undefined && { description: Description }),
    }
    known.set(name, role)
    const { MaxSessionDuration: _, ...made } = roleInList(role)
    return { Role: made }
  },
} satisfies IamOperations

function refuseTrust(document: string): void {
  refuseBadTrust(document)
  refuseTooLarge(sizeOf(document), quotas.trustPolicySize, 'AssumeRolePolicy')
}

function sessionOf(seconds: number | undefined): number | undefined {
  const { min, max } = sessionSeconds
  if (seconds !== undefined && (seconds < min || seconds > max)) {
    throw invalid(
      `1 validation error detected: Value '${seconds}' at 'maxSessionDuration' failed to satisfy ` +
        `constraint: Member must have value between ${min} and ${max}`,
    )
  }
  return seconds
}

/**
 * Service names with proper case, for role names such as `AWSServiceRoleForAutoScaling` of
 * `autoscaling.amazonaws.com`.
 */
const properNames: Readonly<Record<string, string>> = {
  autoscaling: 'AutoScaling',
  elasticloadbalancing: 'ElasticLoadBalancing',
  cloudtrail: 'CloudTrail',
  config: 'Config',
  organizations: 'Organizations',
}

function linkedName(service: string): string {
  const word = service.replace(/\.amazonaws\.com$/, '')
  return `AWSServiceRoleFor${properNames[word] ?? word.charAt(0).toUpperCase() + word.slice(1)}`
}
