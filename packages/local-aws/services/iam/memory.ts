/** Stores the IAM entities of an account. */
import type { Tag } from '@aws-sdk/client-iam'
import { type Account, perAccount } from '../../accounts.ts'
import type { OperationsOf } from '../../call.ts'

export type IamOperations = OperationsOf<typeof import('@aws-sdk/client-iam')>

export interface IamMemory {
  readonly users: Map<string, IamUser>
  readonly groups: Map<string, IamGroup>
  readonly roles: Map<string, IamRole>
  /** The account's managed policies, by ARN. */
  readonly policies: Map<string, ManagedPolicy>
  readonly instanceProfiles: Map<string, InstanceProfile>
  /** The access keys of the root user. */
  readonly rootKeys: Map<string, AccessKey>
}

export interface Entity {
  readonly name: string
  readonly path: string
  readonly id: string
  readonly arn: string
  readonly createdAt: Date
}

/** A user, group or role, which can have policies. */
export interface Holder extends Entity {
  /** Inline policies: documents by name. */
  readonly inline: Map<string, string>
  /** ARNs of the attached managed policies, in the order of attaching. */
  readonly attached: Set<string>
}

/** A user or role, which can have a permissions boundary. */
export interface Bounded extends Holder {
  boundary?: string
  readonly tags: readonly Tag[]
}

export interface IamUser extends Bounded {
  readonly kind: 'user'
  readonly groups: Set<string>
  readonly keys: Map<string, AccessKey>
  login?: { readonly createdAt: Date; resetRequired: boolean }
}

export interface IamGroup extends Holder {
  readonly kind: 'group'
}

export interface IamRole extends Bounded {
  readonly kind: 'role'
  trust: string
  description?: string
  maxSessionSeconds: number
  /** The service of a service-linked role. */
  readonly linkedTo?: string
  lastUsed?: { readonly at: Date; readonly region: string }
}

export interface AccessKey {
  readonly id: string
  readonly secret: string
  readonly createdAt: Date
  active: boolean
}

export interface ManagedPolicy extends Entity {
  readonly description?: string
  updatedAt: Date
  readonly tags: readonly Tag[]
  /** Versions by id (`v1`), the oldest first. */
  readonly versions: Map<string, PolicyVersion>
  defaultVersion: string
  /** The number of the next version. Numbers are never reused. */
  nextVersion: number
}

export interface PolicyVersion {
  readonly document: string
  readonly createdAt: Date
}

export interface InstanceProfile extends Entity {
  role?: string
}

export const iamOf: (account: Account) => IamMemory = perAccount(
  (): IamMemory => ({
    users: new Map(),
    groups: new Map(),
    roles: new Map(),
    policies: new Map(),
    instanceProfiles: new Map(),
    rootKeys: new Map(),
  }),
)
