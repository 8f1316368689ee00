/** The responder `revoke-ingress`. */
import { arnOf } from '../arns.ts'
import type { Manifest } from '../manifest.ts'
import { allow } from '../policy/statement.ts'
import { responderFunction } from './responder.ts'

export const revokeIngress = responderFunction({
  name: 'revoke-ingress',
  description: 'Takes back what opened a security group',
  taking: (manifest) => [
    allow(['ec2:DescribeSecurityGroupRules'], ['*']),
    allow(['ec2:RevokeSecurityGroupIngress'], groups(manifest)),
  ],
  giving: (manifest) => [allow(['ec2:AuthorizeSecurityGroupIngress'], groups(manifest))],
})

const groups = (manifest: Manifest): readonly string[] => [
  arnOf(manifest, 'ec2', '*', 'security-group/*'),
  arnOf(manifest, 'ec2', '*', 'security-group-rule/*'),
]
