import {
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam'
import type { Facets } from '../../../src/respond/contract/responder.ts'
import { entityFacets } from '../../../src/respond/history/iam/details.ts'
import type { InTime } from '../../support/invocation.ts'
import { iamClient } from './client.ts'
import { policiesOf } from './policies.ts'

export async function readRole(RoleName: string, { signal }: InTime): Promise<Facets> {
  const iam = iamClient()
  const options = () => ({ abortSignal: signal() })
  const { Role: role } = await iam.send(new GetRoleCommand({ RoleName }), options())
  const { inline, attached } = await policiesOf({
    names: (Marker) => iam.send(new ListRolePoliciesCommand({ RoleName, Marker }), options()),
    inline: (PolicyName) => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }), options()),
    attached: (Marker) =>
      iam.send(new ListAttachedRolePoliciesCommand({ RoleName, Marker }), options()),
  })
  return entityFacets({ ...role, inline, attached, settings: role ?? {} })
}
