import {
  GetGroupCommand,
  GetGroupPolicyCommand,
  ListAttachedGroupPoliciesCommand,
  ListGroupPoliciesCommand,
} from '@aws-sdk/client-iam'
import type { Facets } from '../../../src/respond/contract/responder.ts'
import { entityFacets } from '../../../src/respond/history/iam/details.ts'
import type { InTime } from '../../support/invocation.ts'
import { allPages } from '../pages.ts'
import { iamClient } from './client.ts'
import { inTurn } from './in-turn.ts'

/** Reads a group without its members; each membership is stored with its user. */
export async function readGroup(GroupName: string, { signal }: InTime): Promise<Facets> {
  const iam = iamClient()
  const options = () => ({ abortSignal: signal() })
  const command = new GetGroupCommand({ GroupName, MaxItems: 1 })
  const { Group: group } = await iam.send(command, options())
  const names = await allPages(async (Marker) => {
    const page = await iam.send(new ListGroupPoliciesCommand({ GroupName, Marker }), options())
    return { items: page.PolicyNames, next: page.Marker }
  })
  const inline = await inTurn(names, (PolicyName) =>
    iam.send(new GetGroupPolicyCommand({ GroupName, PolicyName }), options()),
  )
  const attached = await allPages(async (Marker) => {
    const command = new ListAttachedGroupPoliciesCommand({ GroupName, Marker })
    const page = await iam.send(command, options())
    return { items: page.AttachedPolicies, next: page.Marker }
  })
  return entityFacets({ ...group, inline, attached })
}
