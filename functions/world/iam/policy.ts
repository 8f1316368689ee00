import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  ListPolicyVersionsCommand,
} from '@aws-sdk/client-iam'
import type { Facets } from '../../../src/respond/contract/responder.ts'
import { policyFacets } from '../../../src/respond/history/iam/details.ts'
import type { InTime } from '../../support/invocation.ts'
import { allPages } from '../pages.ts'
import { iamClient } from './client.ts'
import { inTurn } from './in-turn.ts'

export async function readPolicy(PolicyArn: string, { signal }: InTime): Promise<Facets> {
  const iam = iamClient()
  const options = () => ({ abortSignal: signal() })
  const { Policy: policy } = await iam.send(new GetPolicyCommand({ PolicyArn }), options())
  const ids = await allPages(async (Marker) => {
    const page = await iam.send(new ListPolicyVersionsCommand({ PolicyArn, Marker }), options())
    return { items: page.Versions, next: page.Marker }
  })
  const versions = await inTurn(ids, async ({ VersionId }) => {
    const command = new GetPolicyVersionCommand({ PolicyArn, VersionId })
    return (await iam.send(command, options())).PolicyVersion ?? {}
  })
  const standard = versions.find(({ IsDefaultVersion }) => IsDefaultVersion === true)
  return policyFacets({
    ...policy,
    DefaultVersionId: standard?.VersionId ?? policy?.DefaultVersionId,
    versions,
  })
}
