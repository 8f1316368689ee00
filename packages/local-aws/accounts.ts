/** The accounts of one cloud, and which access key speaks for whom. */
import { attached } from './attached.ts'
import type { Clock } from './clock.ts'
import { AwsError } from './errors.ts'
import { type Ids, startIds } from './ids.ts'
import type { Principal } from './principal.ts'

/** Everything the local accounts share. Buckets have names of their own across all accounts. */
export interface Cloud {
  readonly clock: Clock
  readonly ids: Ids
  readonly accounts: ReadonlyMap<string, Account>
  readonly keys: Keys
  /** The only authorisation there is: everything else is allowed to every known principal. */
  readonly denials: Denials
}

export interface Account {
  /** Twelve digits. */
  readonly id: string
  readonly region: (name: string) => Region
  /** Those that something has happened in. */
  readonly regions: () => readonly Region[]
}

/** One region of one account: the owner of all that is regional. */
export interface Region {
  readonly account: Account
  readonly name: string
}

/** An access key and whom it stands for. */
export interface Identity {
  readonly principal: Principal
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  readonly expires?: Date
  /** As its calls are recorded; a session comes from where it was assumed. */
  readonly sourceIPAddress: string
  /** Recorded instead of what the client says of itself. */
  readonly userAgent?: string
  /** Console sign-in with a second factor; carried into `sessionContext`. */
  readonly mfa: boolean
}

export interface Keys {
  readonly add: (identity: Identity) => void
  readonly remove: (accessKeyId: string) => void
  readonly find: (accessKeyId: string) => Identity | undefined
  /** From now on the key's calls come from there. */
  readonly moveTo: (accessKeyId: string, place: Place) => void
}

/** Where calls come from, as their records say. */
export type Place = Pick<Identity, 'sourceIPAddress' | 'userAgent'>

/** What is denied to whom: by ARN of a user, a session or the role behind it; `iam:Put*`. */
export type Denials = Map<string, readonly string[]>

export function startCloud(clock: Clock, accountIds: readonly string[], seed = 'local-aws'): Cloud {
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

/** Throws for an account that was not given at the start. */
export function accountOf(cloud: Cloud, id: string): Account {
  const found = cloud.accounts.get(id)
  if (found === undefined) {
    throw new AwsError('AccountNotFound', `There is no local account ${id}.`)
  }
  return found
}

/** Memory of a service per account. */
export const perAccount = <Memory>(make: (account: Account) => Memory) => attached(make)

/** Memory of a service per region of an account. */
export const perRegion = <Memory>(make: (region: Region) => Memory) => attached(make)

/** Memory of a service that all accounts share. */
export const perCloud = <Memory>(make: (cloud: Cloud) => Memory) => attached(make)

/** Permanent credentials of the root user: what a scenario begins with. */
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
