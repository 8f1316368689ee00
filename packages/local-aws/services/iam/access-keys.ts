/** Operations on access keys. A key created here identifies its user in the whole local account. */
import type { Call } from '../../call.ts'
import type { Principal } from '../../principal.ts'
import { limitExceeded, noSuchEntity, userOf } from './lookup.ts'
import { type AccessKey, type IamOperations, iamOf } from './memory.ts'
import { iamPage } from './pages.ts'
import { quotas } from './quotas.ts'
import { ownName } from './users.ts'

/** The owner of keys: a user, or root for calls by root itself. */
interface KeyOwner {
  readonly name: string
  readonly principal: Principal
  readonly keys: Map<string, AccessKey>
}

function ownerOf(call: Call, name: string | undefined): KeyOwner {
  const { principal } = call.identity
  if (name === undefined && principal.kind === 'root') {
    return { name: 'root', principal, keys: iamOf(call.account).rootKeys }
  }
  const user = userOf(call, name ?? ownName(call))
  const { id: userId, name: userName, path, keys } = user
  return {
    name: userName,
    principal: { kind: 'user', accountId: call.account.id, userId, userName, path },
    keys,
  }
}

function activate(call: Call, { principal }: KeyOwner, key: AccessKey): void {
  const { sourceIPAddress } = call.identity
  call.cloud.keys.add({
    principal,
    accessKeyId: key.id,
    secretAccessKey: key.secret,
    sourceIPAddress,
    mfa: false,
  })
}

function keyOf({ keys }: KeyOwner, id: string): AccessKey {
  const key = keys.get(id)
  if (key === undefined) throw noSuchEntity(`The Access Key with id ${id} cannot be found.`)
  return key
}

const view = (owner: KeyOwner, { id, active, createdAt }: AccessKey) => ({
  UserName: owner.name,
  AccessKeyId: id,
  Status: active ? ('Active' as const) : ('Inactive' as const),
  CreateDate: createdAt,
})

export const accessKeys = {
  CreateAccessKey: ({ UserName }, call) => {
    const owner = ownerOf(call, UserName)
    if (owner.keys.size >= quotas.accessKeysPerUser) {
      throw limitExceeded(`Cannot exceed quota for AccessKeysPerUser: ${quotas.accessKeysPerUser}`)
    }
    const key: AccessKey = {
      id: `AKIA${call.cloud.ids.base32(16)}`,
      secret: call.cloud.ids.base64(40),
      createdAt: call.now,
      active: true,
    }
    owner.keys.set(key.id, key)
    activate(call, owner, key)
    return { AccessKey: { ...view(owner, key), SecretAccessKey: key.secret } }
  },

  ListAccessKeys: ({ UserName, ...paging }, call) => {
    const owner = ownerOf(call, UserName)
    const { items, ...rest } = iamPage(owner.keys.values(), ({ id }) => id, paging)
    return { AccessKeyMetadata: items.map((key) => view(owner, key)), ...rest }
  },

  UpdateAccessKey: ({ UserName, AccessKeyId, Status }, call) => {
    const owner = ownerOf(call, UserName)
    const key = keyOf(owner, AccessKeyId)
    key.active = Status === 'Active'
    if (key.active) activate(call, owner, key)
    else call.cloud.keys.remove(AccessKeyId)
  },

  DeleteAccessKey: ({ UserName, AccessKeyId }, call) => {
    const owner = ownerOf(call, UserName)
    keyOf(owner, AccessKeyId)
    owner.keys.delete(AccessKeyId)
    call.cloud.keys.remove(AccessKeyId)
  },
} satisfies IamOperations
