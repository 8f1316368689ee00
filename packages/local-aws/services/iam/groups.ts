/** Operations on groups and their members. */
import { newHolder } from './create.ts'
import {
  groupOf,
  limitExceeded,
  noSuchEntity,
  refuseBadName,
  refuseExisting,
  refuseInUse,
  userOf,
} from './lookup.ts'
import { type IamGroup, type IamOperations, iamOf } from './memory.ts'
import { iamPage, pageUnderPath } from './pages.ts'
import { quotas } from './quotas.ts'
import { groupView, userInList } from './views.ts'

export const groups = {
  CreateGroup: ({ GroupName: name, Path }, call) => {
    const { groups: known } = iamOf(call.account)
    refuseBadName(name, 'groupName')
    refuseExisting(known.keys(), name, 'Group')
    const group: IamGroup = { kind: 'group', ...newHolder(call, 'group', name, Path) }
    known.set(name, group)
    return { Group: groupView(group) }
  },

  GetGroup: ({ GroupName, ...paging }, call) => {
    const group = groupOf(call, GroupName)
    const inside = [...iamOf(call.account).users.values()].filter((user) =>
      user.groups.has(GroupName),
    )
    const { items, ...rest } = iamPage(inside, ({ name }) => name, paging)
    return { Group: groupView(group), Users: items.map(userInList), ...rest }
  },

  ListGroups: (request, call) => {
    const { items, ...rest } = pageUnderPath(iamOf(call.account).groups.values(), request)
    return { Groups: items.map(groupView), ...rest }
  },

  DeleteGroup: ({ GroupName }, call) => {
    const group = groupOf(call, GroupName)
    const { users, groups: known } = iamOf(call.account)
    const hasUsers = [...users.values()].some((user) => user.groups.has(GroupName))
    refuseInUse(group, [[hasUsers, 'remove users from group first.']])
    known.delete(GroupName)
  },

  AddUserToGroup: ({ GroupName, UserName }, call) => {
    groupOf(call, GroupName)
    const user = userOf(call, UserName)
    if (!user.groups.has(GroupName) && user.groups.size >= quotas.groupsPerUser) {
      throw limitExceeded(`Cannot exceed quota for GroupsPerUser: ${quotas.groupsPerUser}`)
    }
    user.groups.add(GroupName)
  },

  RemoveUserFromGroup: ({ GroupName, UserName }, call) => {
    groupOf(call, GroupName)
    if (!userOf(call, UserName).groups.delete(GroupName)) {
      throw noSuchEntity(`User ${UserName} is not in group ${GroupName}.`)
    }
  },

  ListGroupsForUser: ({ UserName, ...paging }, call) => {
    const names = [...userOf(call, UserName).groups]
    const { items, ...rest } = iamPage(names, (name) => name, paging)
    return { Groups: items.map((name) => groupView(groupOf(call, name))), ...rest }
  },
} satisfies IamOperations
