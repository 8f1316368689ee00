/** Operations on console passwords. The password itself is not stored. */
import { alreadyExists, noSuchEntity, userOf } from './lookup.ts'
import type { IamOperations, IamUser } from './memory.ts'
import { ownName } from './users.ts'

type Login = NonNullable<IamUser['login']>

function loginOf(user: IamUser): Login {
  if (user.login === undefined) {
    throw noSuchEntity(`Login Profile for User ${user.name} cannot be found.`)
  }
  return user.login
}

const view = ({ name }: IamUser, { createdAt, resetRequired }: Login) => ({
  UserName: name,
  CreateDate: createdAt,
  PasswordResetRequired: resetRequired,
})

export const loginProfiles = {
  CreateLoginProfile: ({ UserName, PasswordResetRequired = false }, call) => {
    const user = userOf(call, UserName ?? ownName(call))
    if (user.login) throw alreadyExists(`Login Profile for user ${user.name} already exists.`)
    user.login = { createdAt: call.now, resetRequired: PasswordResetRequired }
    return { LoginProfile: view(user, user.login) }
  },

  GetLoginProfile: ({ UserName }, call) => {
    const user = userOf(call, UserName ?? ownName(call))
    return { LoginProfile: view(user, loginOf(user)) }
  },

  UpdateLoginProfile: ({ UserName, PasswordResetRequired }, call) => {
    const login = loginOf(userOf(call, UserName))
    login.resetRequired = PasswordResetRequired ?? login.resetRequired
  },

  DeleteLoginProfile: ({ UserName }, call) => {
    const user = userOf(call, UserName ?? ownName(call))
    loginOf(user)
    delete user.login
  },
} satisfies IamOperations
