/** Users of an account. */
import type { Call } from '../../call.ts'
import {
  arnOf,
  deleteConflict,
  invalid,
  pathOf,
  policyOf,
  refuseBadName,
  refuseTaken,
  userOf,
} from './lookup.ts'
import { type IamOperations, type IamUser, iamOf } from './memory.ts'
import { iamPage } from './pages.ts'
import { userInList, userView } from './views.ts'

export const users = {
  CreateUser: ({ UserName: name, Path, PermissionsBoundary: boundary, Tags }, call) => {
    const { users: known } = iamOf(call.account)
    refuseBadName(name, 'userName', 64)
    refuseTaken(known.keys(), name, 'User')
    if (boundary !== undefined) policyOf(call, boundary)
    const path = pathOf(Path)
    const user: IamUser = {
      kind: 'user',
      name,
      path,
      id: `AIDA${call.cloud.ids.base32(17)}`,
      arn: arnOf(call, 'user', path, name),
      createdAt: call.now,
      inline: new Map(),
      attached: new Set(),
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

  ListUsers: ({ PathPrefix = '/', ...asked }, call) => {
    const all = [...iamOf(call.account).users.values()]
    const { items, ...rest } = iamPage(
      all.filter(({ path }) => path.startsWith(PathPrefix)),
      ({ name }) => name,
      asked,
    )
    return { Users: items.map(userInList), ...rest }
  },

  DeleteUser: ({ UserName }, call) => {
    const user = userOf(call, UserName)
    const inTheWay = [
      [user.groups.size > 0, 'remove users from group first.'],
      [user.keys.size > 0, 'delete access keys first.'],
      [user.login !== undefined, 'delete login profile first.'],
      [user.inline.size > 0, 'delete policies first.'],
      [user.attached.size > 0, 'detach all policies first.'],
    ] as const
    for (const [is, remedy] of inTheWay) {
      if (is) throw deleteConflict(`Cannot delete entity, must ${remedy}`)
    }
    iamOf(call.account).users.delete(UserName)
  },
} satisfies IamOperations

/** The user that calls, where a call may leave out whom it is about. */
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
