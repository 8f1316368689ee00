/** The accounts of a local cloud, and the principal of each access key. */
import { attachMemory } from './attached.ts'
import type { Authorize } from './authorization/authorization.ts'
import type { Clock } from './clock.ts'
import { AwsError } from './errors.ts'
import { type Ids, startIds } from './ids.ts'
import type { Principal } from './principal.ts'

/** The state that all local accounts share. Bucket names are unique across all accounts. */
export interface Cloud {
  readonly clock: Clock
  readonly ids: Ids
  readonly accounts: ReadonlyMap<string, Account>
  readonly keys: Keys
  /** Denied actions of single principals. */
  readonly denials: Denials
  /** Decides about every call and delivery; undefined if every known principal may do everything. */
  readonly authorize: Authorize | undefined
}

export interface Account {
  /** Twelve digits. */
  readonly id: string
  readonly region: (name: string) => Region
  /** The regions that have been used. */
  readonly regions: () => readonly Region[]
}

/** One region of one account. It owns all regional state. */
export interface Region {
  readonly account: Account
  readonly name: string
}

/** An access key and its principal. */
export interface Identity {
  readonly principal: Principal
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  readonly expires?: Date
  /**
   * The address in the records of its calls; a session has the address from which its role was
   * assumed.
   */
  readonly sourceIPAddress: string
  /** Recorded instead of the client's own user agent. */
  readonly userAgent?: string
  /** Whether the console sign-in used a second factor; copied into `sessionContext`. */
  readonly mfa: boolean
  /** The function whose process has the credentials. */
  readonly sourceFunctionArn?: string
}

export interface Keys {
  readonly add: (identity: Identity) => void
  readonly remove: (accessKeyId: string) => void
  readonly find: (accessKeyId: string) => Identity | undefined
  /** From now on, calls with the key come from `place`. */
  readonly moveTo: (accessKeyId: string, place: Place) => void
}

/** The origin of calls, as their records show it. */
export type Place = Pick<Identity, 'sourceIPAddress' | 'userAgent'>

/**
 * Denied actions, such as `iam:Put*`, by the ARN of a user, of a session or of a session's role.
 */
export type Denials = Map<string, readonly string[]>

export function startCloud(
  clock: Clock,
  accountIds: readonly string[],
  seed = 'local-aws',
  authorize?: Authorize,
): Cloud {
  const identities = new Map<string, Identity>()
  return {
    clock,
    ids: startIds(seed),
    accounts: new Map(accountIds.map((id) => [id, account(id)])),
    keys: {
      add: (identity) => void identities.set(identity.accessKeyId, identity),
      remove: (accessKeyId) => void identities.delete(accessKeyId),
      find: (accessKeyId) => identities.get(accessKeyId),
      moveTo: (accessKeyId, place) => {
        const identity = identities.get(accessKeyId)
        if (identity) identities.set(accessKeyId, { ...identity, ...place })
      },
    },
    denials: new Map(),
    authorize,
  }
}

function account(id: string): Account {
  const regions = new Map<string, Region>()
  const made: Account = {
    id,
    region: (name) => {
      const known = regions.get(name) ?? { account: made, name }
      regions.set(name, known)
      return known
    },
    regions: () => [...regions.values()],
  }
  return made
}

/** The account of an id. Throws for an account that was not created at the start. */
export function accountOf(cloud: Cloud, id: string): Account {
  const found = cloud.accounts.get(id)
  if (found === undefined) {
    throw new AwsError('AccountNotFound', `There is no local account ${id}.`)
  }
  return found
}

/** Creates the memory of a service for each account. */
export const perAccount = <Memory>(make: (account: Account) => Memory) => attachMemory(make)

/** Creates the memory of a service for each region of an account. */
export const perRegion = <Memory>(make: (region: Region) => Memory) => attachMemory(make)

/** Creates the memory of a service that all accounts share. */
export const perCloud = <Memory>(make: (cloud: Cloud) => Memory) => attachMemory(make)

/** Permanent credentials of the root user, with which a scenario starts. */
export function rootIdentity(cloud: Cloud, accountId: string): Identity {
  const identity: Identity = {
    principal: { kind: 'root', accountId: accountOf(cloud, accountId).id },
    accessKeyId: `AKIA${cloud.ids.base32(16)}`,
    secretAccessKey: cloud.ids.base64(40),
    sourceIPAddress: '198.51.100.7',
    mfa: false,
  }
  cloud.keys.add(identity)
  return identity
}
