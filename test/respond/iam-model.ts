/**
 * A small IAM in memory, written from its documentation and not from our code: the calls that a
 * rollback is about, their limits and their errors.
 */

import type { Facets } from '../../src/respond/contract/responder.ts'
import { entityFacets, policyFacets } from '../../src/respond/history/iam/details.ts'
import { kindOf, nameOf } from '../../src/respond/history/iam/entity.ts'

export type Input = Readonly<Record<string, string | number | boolean | readonly object[]>>

interface Holder {
  path: string
  trust: string | undefined
  boundary: string | undefined
  description: string
  maxSessionSeconds: number
  readonly inline: Map<string, string>
  readonly attached: Set<string>
  readonly groups: Set<string>
  readonly keys: Map<string, string>
  login: boolean
}

interface Policy {
  readonly path: string
  readonly description: string
  readonly versions: Map<string, string>
  standard: string
  last: number
}

export class IamError extends Error {
  readonly code: string

  constructor(code: string) {
    super(code)
    this.code = code
  }
}

const no = (code: string): never => {
  throw new IamError(code)
}

const account = '111122223333'
const administratorAccess = 'arn:aws:iam::aws:policy/AdministratorAccess'

export const policyArn = (name: string): string => `arn:aws:iam::${account}:policy/${name}`

export class IamModel {
  readonly holders = new Map<string, Holder>()
  readonly policies = new Map<string, Policy>()
  #keys = 0

  /** Makes a call; what it answers, as far as CloudTrail records it. Throws `IamError`. */
  call(name: string, input: Input): object {
    return this.#call(
      name,
      Object.fromEntries(
        Object.entries(input).map(([key, value]) => [key, this.#found(key, value)]),
      ),
    )
  }

  /** The entity with a name, in any letter case. */
  #found(key: string, value: Input[string]): Input[string] {
    const known: readonly string[] = /^(?:User|Role|Group)Name$/.test(key)
      ? [...this.holders.keys()].map(nameOf)
      : /^(?:PolicyArn|PermissionsBoundary)$/.test(key)
        ? [...this.policies.keys(), administratorAccess]
        : []
    return known.find((one) => one.toLowerCase() === String(value).toLowerCase()) ?? value
  }

  #call(name: string, input: Input): object {
    const text = (key: string): string => String(input[key] ?? '')
    const word = /User|Role|Group/.exec(name.replace(/(?:To|From)Group$/, ''))?.[0] ?? 'User'
    const key = `${word.toLowerCase()}/${text(`${word}Name`)}`
    const generic = name
      .replace(/User|Role(?!Policy$)|Group/, 'Entity')
      .replace('RolePolicy', 'EntityPolicy')
    if (name.startsWith('Create') && ['User', 'Role', 'Group'].includes(name.slice(6))) {
      return this.#createHolder(key, input)
    }
    if (/PolicyVersion$|^(?:Create|Delete)Policy$/.test(name)) return this.#onPolicy(name, input)
    const holder = this.holders.get(key) ?? no('NoSuchEntity')
    if (holder.path.startsWith('/aws-service-role/')) no('UnmodifiableEntity')
    switch (name) {
      case 'UpdateAssumeRolePolicy':
        holder.trust = text('PolicyDocument')
        return {}
      case 'AddUserToGroup':
        if (!this.holders.has(`group/${text('GroupName')}`)) no('NoSuchEntity')
        holder.groups.add(text('GroupName'))
        return {}
      case 'RemoveUserFromGroup':
        holder.groups.delete(text('GroupName'))
        return {}
      case 'CreateAccessKey': {
        if (holder.keys.size >= 2) no('LimitExceeded')
        const id = `AKIA${String(++this.#keys).padStart(16, '0')}`
        holder.keys.set(id, 'Active')
        return { accessKey: { accessKeyId: id, status: 'Active', userName: text('UserName') } }
      }
      case 'UpdateAccessKey':
        if (!holder.keys.has(text('AccessKeyId'))) no('NoSuchEntity')
        holder.keys.set(text('AccessKeyId'), text('Status'))
        return {}
      case 'CreateLoginProfile':
        if (holder.login) no('EntityAlreadyExists')
        holder.login = true
        return { loginProfile: { userName: text('UserName') } }
      case 'DeleteLoginProfile':
        if (!holder.login) no('NoSuchEntity')
        holder.login = false
        return {}
    }
    switch (generic) {
      case 'PutEntityPolicy':
        holder.inline.set(text('PolicyName'), text('PolicyDocument'))
        return {}
      case 'DeleteEntityPolicy':
        return holder.inline.delete(text('PolicyName')) ? {} : no('NoSuchEntity')
      case 'AttachEntityPolicy':
        if (!this.#isPolicy(text('PolicyArn'))) no('NoSuchEntity')
        holder.attached.add(text('PolicyArn'))
        return {}
      case 'DetachEntityPolicy':
        return holder.attached.delete(text('PolicyArn')) ? {} : no('NoSuchEntity')
      case 'PutEntityPermissionsBoundary':
        holder.boundary = text('PermissionsBoundary')
        return {}
      case 'DeleteEntityPermissionsBoundary':
        if (holder.boundary === undefined) no('NoSuchEntity')
        holder.boundary = undefined
        return {}
      case 'DeleteEntity':
        return this.#deleteHolder(key, holder)
    }
    throw new Error(`the model does not know ${name}`)
  }

  #isPolicy(arn: string): boolean {
    return arn.startsWith('arn:aws:iam::aws:policy/') || this.policies.has(arn)
  }

  #createHolder(key: string, input: Input): object {
    if (this.holders.has(key)) no('EntityAlreadyExists')
    const optional = (name: string) => (input[name] === undefined ? undefined : String(input[name]))
    this.holders.set(key, {
      path: optional('Path') ?? '/',
      trust: optional('AssumeRolePolicyDocument'),
      boundary: optional('PermissionsBoundary'),
      description: optional('Description') ?? '',
      maxSessionSeconds: Number(input.MaxSessionDuration ?? 3600),
      inline: new Map(),
      attached: new Set(),
      groups: new Set(),
      keys: new Map(),
      login: false,
    })
    return {}
  }

  #deleteHolder(key: string, holder: Holder): object {
    const { inline, attached, groups, keys, login } = holder
    if (inline.size + attached.size + groups.size + keys.size > 0 || login) no('DeleteConflict')
    if (
      [...this.holders.values()].some(
        (other) => other.groups.has(nameOf(key)) && kindOf(key) === 'group',
      )
    ) {
      no('DeleteConflict')
    }
    this.holders.delete(key)
    return {}
  }

  #onPolicy(name: string, input: Input): object {
    if (name === 'CreatePolicy') return this.#createPolicy(input)
    const arn = String(input.PolicyArn)
    const policy = this.policies.get(arn) ?? no('NoSuchEntity')
    const id = String(input.VersionId)
    switch (name) {
      case 'CreatePolicyVersion': {
        if (policy.versions.size >= 5) no('LimitExceeded')
        const version = `v${++policy.last}`
        policy.versions.set(version, String(input.PolicyDocument))
        if (input.SetAsDefault === true) policy.standard = version
        return {
          policyVersion: { versionId: version, isDefaultVersion: input.SetAsDefault === true },
        }
      }
      case 'SetDefaultPolicyVersion':
        if (!policy.versions.has(id)) no('NoSuchEntity')
        policy.standard = id
        return {}
      case 'DeletePolicyVersion':
        if (!policy.versions.has(id)) no('NoSuchEntity')
        if (policy.standard === id) no('DeleteConflict')
        policy.versions.delete(id)
        return {}
    }
    if ([...this.holders.values()].some(({ attached }) => attached.has(arn))) no('DeleteConflict')
    if (policy.versions.size > 1) no('DeleteConflict')
    this.policies.delete(arn)
    return {}
  }

  #createPolicy(input: Input): object {
    const path = String(input.Path ?? '/')
    const arn = policyArn(`${path.slice(1)}${input.PolicyName}`)
    if (this.policies.has(arn)) no('EntityAlreadyExists')
    this.policies.set(arn, {
      path,
      description: String(input.Description ?? ''),
      versions: new Map([['v1', String(input.PolicyDocument)]]),
      standard: 'v1',
      last: 1,
    })
    return { policy: { arn, defaultVersionId: 'v1' } }
  }

  entities(): readonly string[] {
    return [...this.holders.keys(), ...[...this.policies.keys()].map((arn) => `policy/${arn}`)]
  }

  /** As IAM's read calls would return it, as facets. */
  facets(asNamed: string): Facets {
    const entity =
      this.entities().find((one) => one.toLowerCase() === asNamed.toLowerCase()) ?? asNamed
    if (kindOf(entity) === 'policy') {
      const policy = this.policies.get(nameOf(entity))
      if (policy === undefined) return {}
      return policyFacets({
        Path: policy.path,
        Description: policy.description,
        DefaultVersionId: policy.standard,
        versions: [...policy.versions].map(([VersionId, Document]) => ({
          VersionId,
          Document: encodeURIComponent(Document),
        })),
      })
    }
    const holder = this.holders.get(entity)
    if (holder === undefined) return {}
    const { path, trust, boundary, description, maxSessionSeconds } = holder
    const isRole = kindOf(entity) === 'role'
    return {
      ...entityFacets({
        Path: path,
        inline: [...holder.inline].map(([PolicyName, PolicyDocument]) => ({
          PolicyName,
          PolicyDocument,
        })),
        attached: [...holder.attached].map((PolicyArn) => ({ PolicyArn })),
        groups: [...holder.groups],
        ...(trust === undefined ? {} : { AssumeRolePolicyDocument: trust }),
        ...(boundary === undefined
          ? {}
          : { PermissionsBoundary: { PermissionsBoundaryArn: boundary } }),
        ...(isRole
          ? { settings: { Description: description, MaxSessionDuration: maxSessionSeconds } }
          : {}),
      }),
      ...Object.fromEntries([...holder.keys].map(([id, status]) => [`key:${id}`, status])),
      ...(holder.login ? { login: 'yes' } : {}),
    }
  }

  /** Comparable text of what an entity means; versions by their documents, as their ids never come back. */
  meaning(entity: string): string {
    if (kindOf(entity) !== 'policy') {
      return JSON.stringify(Object.entries(this.facets(entity)).sort())
    }
    const policy = this.policies.get(nameOf(entity))
    if (policy === undefined) return '[]'
    const { path, description, versions, standard } = policy
    return JSON.stringify([
      path,
      description,
      versions.get(standard),
      [...versions.values()].sort(),
    ])
  }
}
