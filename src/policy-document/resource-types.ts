/**
 * The types of resources that actions are about, as far as their ARNs differ from the usual
 * `arn:PARTITION:SERVICE:REGION:ACCOUNT:TYPE/NAME`.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */

/** The form of the last part of an ARN. `typed`: of a type that is not known here, then the name. */
export type ResourceForm =
  | { readonly kind: 'named' }
  | { readonly kind: 'named in'; readonly separator: '/' }
  | { readonly kind: 'of type'; readonly type: string }
  | { readonly kind: 'typed' }

const named: ResourceForm = { kind: 'named' }
const ofType = (type: string): ResourceForm => ({ kind: 'of type', type })

/** Services whose ARNs end in a name without a type. */
const untyped: ReadonlySet<string> = new Set(['s3', 'sns', 'sqs', 'codecommit', 'execute-api'])

/** The first that fits. `AddUserToGroup` changes the group, `AddRoleToInstanceProfile` the profile. */
const iamTypes: readonly (readonly [RegExp, string])[] = [
  [/^list.*for(user)$/, 'user'],
  [/^list.*forrole$/, 'role'],
  [/instanceprofile/, 'instance-profile'],
  [/user(to|from)group/, 'group'],
  [/virtualmfadevice/, 'mfa'],
  [/accesskey|loginprofile|sshpublickey|signingcertificate|servicespecificcredential/, 'user'],
  [/mfadevice|user/, 'user'],
  [/role/, 'role'],
  [/group/, 'group'],
  [/samlprovider/, 'saml-provider'],
  [/openidconnectprovider/, 'oidc-provider'],
  [/servercertificate/, 'server-certificate'],
  [/policy/, 'policy'],
]

/** Services whose ARNs have no region; those of S3 and Route 53 have no account either. */
const regionless: ReadonlySet<string> = new Set([
  'iam',
  's3',
  'route53',
  'cloudfront',
  'organizations',
  'budgets',
  'globalaccelerator',
  'waf',
])
export const hasRegion = (service: string): boolean => !regionless.has(service)
export const hasAccount = (service: string): boolean => service !== 's3' && service !== 'route53'

/** The service in the ARNs of the resources of an action. The action is in lower case. */
export function serviceOf(action: string): string {
  const [service = ''] = action.split(':')
  return service === 'sts' ? 'iam' : service
}

/** What the ARNs of the resources of an action end in. The action is in lower case. */
export function formsOf(action: string): readonly ResourceForm[] {
  const [service = '', name = ''] = action.split(':')
  if (service === 's3')
    return isAboutObjects(name) ? [{ kind: 'named in', separator: '/' }] : [named]
  if (untyped.has(service)) return [named, { kind: 'named in', separator: '/' }]
  if (service === 'sts' && name.startsWith('assumerole')) return [ofType('role')]
  const type = service === 'iam' && iamTypes.find(([names]) => names.test(name))?.[1]
  return type ? [ofType(type)] : [{ kind: 'typed' }, named]
}

const isAboutObjects = (name: string): boolean =>
  /object|multipartupload/.test(name) && !name.includes('bucket')
