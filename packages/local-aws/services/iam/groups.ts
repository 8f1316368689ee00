/** Groups, and who is in them. */
import {
  arnOf,
  deleteConflict,
  groupOf,
  limitExceeded,
  noSuchEntity,
  pathOf,
  refuseBadName,
  refuseTaken,
  userOf,
} from './lookup.ts'
import { type IamGroup, type IamOperations, iamOf } from './memory.ts'
import { iamPage } from './pages.ts'
import { quotas } from './quotas.ts'
import { groupView, userInList } from './views.ts'

export const groups = {
  CreateGroup: ({ GroupName: name, Path }, call) => {
    const { groups: known } = iamOf(call.account)
    refuseBadName(name, 'groupName')
    refuseTaken(known.keys(), name, 'Group')
    const path = pathOf(Path)
    const group: IamGroup = {
      kind: 'group',
      name,
      path,
      id: `AGPA${call.cloud.ids.base32(17)}`,
      arn: arnOf(call, 'group', path, name),
      createdAt: call.now,
      inline: new Map(),
      attached: new Set(),
    }
    known.set(name, group)
    return { Group: groupView(group) }
  },

  GetGroup: ({ GroupName, ...asked }, call) => {
    const group = groupOf(call, GroupName)
    const inside = [...iamOf(call.account).users.values()].filter((user) =>
      user.groups.has(GroupName),
    )
    const { items, ...rest } = iamPage(inside, ({ name }) => name, asked)
    return { Group: groupView(group), Users: items.map(userInList), ...rest }
  },

  ListGroups: ({ PathPrefix = '/', ...asked }, call) => {
    const all = [...iamOf(call.account).groups.values()]
    const { items, ...rest } = iamPage(
      all.filter(({ path }) => path.startsWith(PathPrefix)),
      ({ name }) => name,
      asked,
    )
    return { Groups: items.map(groupView), ...rest }
  },

  DeleteGroup: ({ GroupName }, call) => {
    const group = groupOf(call, GroupName)
    const { users, groups: known } = iamOf(call.account)
    if ([...users.values()].some((user) => user.groups.has(GroupName))) {
      throw deleteConflict('Cannot delete entity, must remove users from group first.')
    }
    if (group.inline.size > 0)
      throw deleteConflict('Cannot delete entity, must delete policies first.')
    if (group.attached.size > 0) {
      throw deleteConflict('Cannot delete entity, must detach all policies first.')
    }
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

  ListGroupsForUser: ({ UserName, ...asked }, call) => {
    const names = [...userOf(call, UserName).groups]
    const { items, ...rest } = iamPage(names, (name) => name, asked)
    return { Groups: items.map((name) => groupView(groupOf(call, name))), ...rest }
  },
} satisfies IamOperations
