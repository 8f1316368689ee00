/**
 * The actions in our permissions that support no resource, so that `*` is the only possible value.
 * A test compares every `*` of a permission with this list.
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
