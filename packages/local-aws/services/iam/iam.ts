/** IAM: identities and their policies, one set per account. */
import type { Service } from '../../call.ts'
import { accessKeys } from './access-keys.ts'
import { attachments } from './attachments.ts'
import { authorizationDetails } from './authorization-details.ts'
import { iamDemands } from './demands.ts'
import { groups } from './groups.ts'
import { inlinePolicies } from './inline-policies.ts'
import { instanceProfiles } from './instance-profiles.ts'
import { loginProfiles } from './login-profiles.ts'
import { managedPolicies } from './managed-policies.ts'
import { roles } from './roles.ts'
import { users } from './users.ts'

export const iam: Service = {
  signingName: 'iam',
  eventSource: 'iam.amazonaws.com',
  protocol: 'query',
  isGlobal: true,
  model: () => import('@aws-sdk/client-iam'),
  operations: {
    ...users,
    ...groups,
    ...roles,
    ...inlinePolicies,
    ...attachments,
    ...managedPolicies,
    ...accessKeys,
    ...loginProfiles,
    ...instanceProfiles,
    ...authorizationDetails,
  },
  demands: iamDemands,
}
