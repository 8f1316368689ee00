/** Operations on users. */
import type { Call } from '../../call.ts'
import { newHolder } from './create.ts'
import { invalid, policyOf, refuseBadName, refuseExisting, refuseInUse, userOf } from './lookup.ts'
import { type IamOperations, type IamUser, iamOf } from './memory.ts'
import { pageUnderPath } from './pages.ts'
import { userInList, userView } from './views.ts'

export const users = {
  CreateUser: ({ UserName: name, Path, PermissionsBoundary: boundary, Tags }, call) => {
    const { users: known } = iamOf(call.account)
    refuseBadName(name, 'userName', 64)
    refuseExisting(known.keys(), name, 'User')
    if (boundary !== undefined) policyOf(call, boundary)
    const user: IamUser = {
      kind: 'user',
      ...newHolder(call, 'user', name, Path),
      groups: new Set(),
      keys: new Map(),
      tags: Tags ?? [],
      ...(boundary !== undefined && { boundary }),
    }
    known.set(name, user)
    return { User: userView(user) }
  },

  GetUser: ({ UserName }, call) => ({
    User:
      UserName === undefined && call.identity.principal.kind === 'root'
        ? rootView(call)
        : userView(userOf(call, UserName ?? ownName(call))),
  }),

  ListUsers: (request, call) => {
    const { items, ...rest } = pageUnderPath(iamOf(call.account).users.values(), request)
    return { Users: items.map(userInList), ...rest }
  },

  DeleteUser: ({ UserName }, call) => {
    const user = userOf(call, UserName)
    refuseInUse(user, [
      [user.groups.size > 0, 'remove users from group first.'],
      [user.keys.size > 0, 'delete access keys first.'],
      [user.login !== undefined, 'delete login profile first.'],
    ])
    iamOf(call.account).users.delete(UserName)
  },
} satisfies IamOperations

/** The name of the calling user, for calls without a user name. */
export function ownName({ identity: { principal } }: Call): string {
  if (principal.kind === 'user') return principal.userName
  throw invalid('Must specify userName when calling with non-User credentials')
}

const rootView = ({ account, cloud }: Call) => ({
  Path: '/',
  UserName: 'root',
  UserId: account.id,
  Arn: `arn:aws:iam::${account.id}:root`,
  CreateDate: cloud.clock.now(),
})
