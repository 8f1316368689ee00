/** The policy of the home bus. */
import { busArn } from './arns.ts'
import type { Manifest } from './manifest.ts'
import type { Statement } from './policy/statement.ts'

/**
 * The statements of the policy of the home bus; none unless it is the bus of a hub, which accepts
 * events of its members: only of accounts of the organization, and only by the forwarding roles of
 * Tripline.
 */
export const busPolicyOf = (manifest: Manifest): readonly Statement[] =>
  manifest.topology.kind === 'hub'
    ? [
        {
          Sid: 'MembersForward',
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: 'events:PutEvents',
          Resource: busArn(manifest),
          Condition: {
            StringEquals: { 'aws:PrincipalOrgID': manifest.topology.organization },
            ArnLike: {
              'aws:PrincipalArn': `arn:${manifest.partition}:iam::*:role/tripline-*-forward`,
            },
          },
        },
      ]
    : []
