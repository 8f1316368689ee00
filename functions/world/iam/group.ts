import {
  GetGroupCommand,
  GetGroupPolicyCommand,
  ListAttachedGroupPoliciesCommand,
  ListGroupPoliciesCommand,
} from '@aws-sdk/client-iam'
import type { Facets } from '../../../src/respond/contract/responder.ts'
import { entityFacets } from '../../../src/respond/history/iam/details.ts'
import type { InTime } from '../../support/invocation.ts'
import { iamClient } from './client.ts'
import { policiesOf } from './policies.ts'

/** Reads a group without its members; each membership is stored with its user. */
export async function readGroup(GroupName: string, { signal }: InTime): Promise<Facets> {
  const iam = iamClient()
  const options = () => ({ abortSignal: signal() })
  const command = new GetGroupCommand({ GroupName, MaxItems: 1 })
  const { Group: group } = await iam.send(command, options())
  const { inline, attached } = await policiesOf({
    names: (Marker) => iam.send(new ListGroupPoliciesCommand({ GroupName, Marker }), options()),
    inline: (PolicyName) =>
      iam.send(new GetGroupPolicyCommand({ GroupName, PolicyName }), options()),
    attached: (Marker) =>
      iam.send(new ListAttachedGroupPoliciesCommand({ GroupName, Marker }), options()),
  })
  return entityFacets({ ...group, inline, attached })
}
