/** Finds IAM entities, or throws IAM's error. */
import type { Call } from '../../call.ts'
import { AwsError } from '../../errors.ts'
import { awsPolicy } from './aws-policies.ts'
import {
  type Holder,
  type IamGroup,
  type IamRole,
  type IamUser,
  iamOf,
  type ManagedPolicy,
} from './memory.ts'

export const noSuchEntity = (message: string): AwsError => new AwsError('NoSuchEntity', message)

export const alreadyExists = (message: string): AwsError =>
  new AwsError('EntityAlreadyExists', message)

export const deleteConflict = (message: string): AwsError => new AwsError('DeleteConflict', message)

export const limitExceeded = (message: string): AwsError => new AwsError('LimitExceeded', message)

export const invalid = (message: string): AwsError => new AwsError('ValidationError', message)

export function userOf(call: Call, name: string): IamUser {
  const found = iamOf(call.account).users.get(name)
  if (found === undefined) throw noSuchEntity(`The user with name ${name} cannot be found.`)
  return found
}

export function groupOf(call: Call, name: string): IamGroup {
  const found = iamOf(call.account).groups.get(name)
  if (found === undefined) throw noSuchEntity(`The group with name ${name} cannot be found.`)
  return found
}

export function roleOf(call: Call, name: string): IamRole {
  const found = iamOf(call.account).roles.get(name)
  if (found === undefined) throw noSuchEntity(`The role with name ${name} cannot be found.`)
  return found
}

/** A role that callers may change. Only its service changes a service-linked role. */
export function changeableRole(call: Call, name: string): IamRole {
  const role = roleOf(call, name)
  if (role.linkedTo !== undefined) {
    throw new AwsError(
      'UnmodifiableEntity',
      `Cannot perform the operation on the protected role '${name}' - this role is only ` +
        'modifiable by AWS',
    )
  }
  return role
}

/** A managed policy, of the account or of AWS. */
export function policyOf(call: Call, arn: string): ManagedPolicy {
  const found = iamOf(call.account).policies.get(arn) ?? awsPolicy(arn)
  if (found === undefined) {
    throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`)
  }
  return found
}

/** A managed policy that the account may change. */
export function ownPolicy(call: Call, arn: string): ManagedPolicy {
  const policy = policyOf(call, arn)
  if (awsPolicy(arn) !== undefined) {
    throw new AwsError('AccessDenied', `Policy ${arn} is managed by AWS.`, 403)
  }
  return policy
}

/**
 * Throws if an entity is in use or still has policies; each obstacle has its remedy in the message.
 */
export function refuseInUse(
  { inline, attached }: Holder,
  obstacles: readonly (readonly [isPresent: boolean, remedy: string])[],
): void {
  const [first] = [
    ...obstacles,
    [inline.size > 0, 'delete policies first.'] as const,
    [attached.size > 0, 'detach all policies first.'] as const,
  ].filter(([isPresent]) => isPresent)
  if (first !== undefined) throw deleteConflict(`Cannot delete entity, must ${first[1]}`)
}

/** Throws if a name exists already; names are compared without case. */
export function refuseExisting(names: Iterable<string>, name: string, kind: string): void {
  const lower = name.toLowerCase()
  for (const existing of names) {
    if (existing.toLowerCase() === lower)
      throw alreadyExists(`${kind} with name ${name} already exists.`)
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names */
export function refuseBadName(name: string, member: string, longest = 128): void {
  if (!/^[\w+=,.@-]+$/.test(name) || name.length > longest) {
    throw invalid(
      `1 validation error detected: Value '${name}' at '${member}' failed to satisfy constraint: ` +
        'The specified value is invalid. It must contain only alphanumeric characters and/or the ' +
        'following: +=,.@_-',
    )
  }
}

export const arnOf = (call: Call, kind: string, path: string, name: string): string =>
  `arn:aws:iam::${call.account.id}:${kind}${path}${name}`

/** The checked path: `/`, or text between slashes. */
export function pathOf(path: string | undefined): string {
  if (path === undefined) return '/'
  if (/^\/(?:[!-~]+\/)?$/.test(path)) return path
  throw invalid(
    `The specified value for path is invalid. It must begin and end with / and contain only ` +
      'alphanumeric characters and/or / characters.',
  )
}
