import {
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam'
import type { Facets } from '../../../src/respond/contract/responder.ts'
import { entityFacets } from '../../../src/respond/history/iam/details.ts'
import type { InTime } from '../../support/invocation.ts'
import { allPages } from '../pages.ts'
import { iamClient } from './client.ts'
import { inTurn } from './in-turn.ts'

export async function readRole(RoleName: string, { signal }: InTime): Promise<Facets> {
  const iam = iamClient()
  const options = () => ({ abortSignal: signal() })
  const { Role: role } = await iam.send(new GetRoleCommand({ RoleName }), options())
  const names = await allPages(async (Marker) => {
    const page = await iam.send(new ListRolePoliciesCommand({ RoleName, Marker }), options())
    return { items: page.PolicyNames, next: page.Marker }
  })
  const inline = await inTurn(names, (PolicyName) =>
    iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }), options()),
  )
  const attached = await allPages(async (Marker) => {
    const command = new ListAttachedRolePoliciesCommand({ RoleName, Marker })
    const page = await iam.send(command, options())
    return { items: page.AttachedPolicies, next: page.Marker }
  })
  return entityFacets({ ...role, inline, attached, settings: role ?? {} })
}
