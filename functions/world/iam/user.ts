import {
  GetLoginProfileCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupsForUserCommand,
  ListUserPoliciesCommand,
} from '@aws-sdk/client-iam'
import type { Facets } from '../../../src/respond/contract/responder.ts'
import { entityFacets } from '../../../src/respond/history/iam/details.ts'
import type { InTime } from '../../support/invocation.ts'
import { orNone } from '../none.ts'
import { allPages } from '../pages.ts'
import { iamClient } from './client.ts'
import { keysOf } from './keys.ts'
import { policiesOf } from './policies.ts'

export async function readUser(UserName: string, { signal }: InTime): Promise<Facets> {
  const iam = iamClient()
  const options = () => ({ abortSignal: signal() })
  const { User: user } = await iam.send(new GetUserCommand({ UserName }), options())
  const { inline, attached } = await policiesOf({
    names: (Marker) => iam.send(new ListUserPoliciesCommand({ UserName, Marker }), options()),
    inline: (PolicyName) => iam.send(new GetUserPolicyCommand({ UserName, PolicyName }), options()),
    attached: (Marker) =>
      iam.send(new ListAttachedUserPoliciesCommand({ UserName, Marker }), options()),
  })
  const groups = await allPages(async (Marker) => {
    const page = await iam.send(new ListGroupsForUserCommand({ UserName, Marker }), options())
    return { items: page.Groups, next: page.Marker }
  })
  const keys = await keysOf(UserName, { signal })
  const password = iam.send(new GetLoginProfileCommand({ UserName }), options())
  const hasPassword = (await orNone(password, 'NoSuchEntityException')) !== null
  return {
    ...entityFacets({
      ...user,
      inline,
      attached,
      groups: groups.flatMap(({ GroupName }) => GroupName ?? []),
    }),
    ...Object.fromEntries(
      keys.map(({ AccessKeyId, Status }) => [`key:${AccessKeyId}`, `${Status}`]),
    ),
    ...(hasPassword ? { login: 'yes' } : {}),
  }
}
