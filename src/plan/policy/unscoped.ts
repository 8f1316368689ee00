/**
 * The actions of our permissions that take no resource, so that `*` is all there is to write. A test
 * holds every `*` of a permission against this list.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const unscoped: readonly string[] = [
  'cloudtrail:DescribeTrails',
  'cloudtrail:LookupEvents',
  'config:GetResourceConfigHistory',
  'ec2:DescribeSecurityGroupRules',
  'iam:GetAccountAuthorizationDetails',
  'iam:ListRoles',
  's3:GetAccountPublicAccessBlock',
  's3:PutAccountPublicAccessBlock',
]
