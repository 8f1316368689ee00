/** The permission to give a role to a service. */
import type { Demand } from './authorization.ts'

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
export const passRole = (roles: readonly (string | undefined)[], service: string): Demand[] =>
  [...new Set(roles)]
    .filter((role) => role !== undefined)
    .map((role) => ({
      action: 'iam:PassRole',
      resource: role,
      context: { 'iam:PassedToService': service },
    }))
