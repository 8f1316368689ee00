/** The responder `revoke-ingress`. */
import { arnOf } from '../arns.ts'
import { allow } from '../policy/statement.ts'
import { responderFunction } from './responder.ts'

export const revokeIngress = responderFunction({
  name: 'revoke-ingress',
  description: 'Takes back what opened a security group',
  permissions: (manifest) => [
    allow(['ec2:DescribeSecurityGroupRules'], ['*']),
    allow(
      ['ec2:RevokeSecurityGroupIngress', 'ec2:AuthorizeSecurityGroupIngress'],
      [
        arnOf(manifest, 'ec2', '*', 'security-group/*'),
        arnOf(manifest, 'ec2', '*', 'security-group-rule/*'),
      ],
    ),
  ],
})
