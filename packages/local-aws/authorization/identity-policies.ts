/** The policies that the local IAM has for a principal. */
import type { Cloud } from '../accounts.ts'
import type { Principal } from '../principal.ts'
import { awsPolicy } from '../services/iam/aws-policies.ts'
import { type Bounded, type Holder, type IamMemory, iamOf } from '../services/iam/memory.ts'
import type { PolicyText } from './authorization.ts'

interface Policies {
  readonly identityPolicies: readonly PolicyText[]
  readonly boundary?: PolicyText
}

/** The policies of a principal. Root, and whoever was deleted, has none. */
export function policiesOf(cloud: Cloud, principal: Principal): Policies {
  const account = cloud.accounts.get(principal.accountId)
  if (account === undefined || principal.kind === 'root') return { identityPolicies: [] }
  const memory = iamOf(account)
  const holder: Bounded | undefined =
    principal.kind === 'user'
      ? memory.users.get(principal.userName)
      : memory.roles.get(principal.roleName)
  if (holder === undefined) return { identityPolicies: [] }
  const groups =
    principal.kind === 'user'
      ? [...(memory.users.get(principal.userName)?.groups ?? [])].flatMap(
          (name) => memory.groups.get(name) ?? [],
        )
      : []
  return {
    identityPolicies: [holder, ...groups].flatMap((each) => textsOf(memory, each)),
    ...(holder.boundary === undefined ? {} : { boundary: managed(memory, holder.boundary) }),
  }
}

const textsOf = (memory: IamMemory, { inline, attached }: Holder): PolicyText[] => [
  ...[...inline].map(([name, document]) => ({ name, document })),
  ...[...attached].map((arn) => managed(memory, arn)),
]

/** The default version of a managed policy. */
function managed({ policies }: IamMemory, arn: string): PolicyText {
  const policy = policies.get(arn) ?? awsPolicy(arn)
  const version = policy?.versions.get(policy.defaultVersion)
  if (version === undefined) throw new Error(`IAM has no policy ${arn}.`)
  return { name: arn, document: version.document }
}
