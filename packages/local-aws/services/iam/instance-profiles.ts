/** Operations on instance profiles. A role in one cannot be deleted. */
import type { Call } from '../../call.ts'
import { newEntity } from './create.ts'
import {
  changeableRole,
  deleteConflict,
  limitExceeded,
  noSuchEntity,
  refuseBadName,
  refuseExisting,
  roleOf,
} from './lookup.ts'
import { type IamOperations, type InstanceProfile, iamOf } from './memory.ts'
import { iamPage } from './pages.ts'
import { profileView } from './views.ts'

function profileOf(call: Call, name: string): InstanceProfile {
  const found = iamOf(call.account).instanceProfiles.get(name)
  if (found === undefined) throw noSuchEntity(`Instance Profile ${name} cannot be found.`)
  return found
}

export const instanceProfiles = {
  CreateInstanceProfile: ({ InstanceProfileName: name, Path }, call) => {
    const { instanceProfiles: known } = iamOf(call.account)
    refuseBadName(name, 'instanceProfileName')
    refuseExisting(known.keys(), name, 'Instance Profile')
    const profile: InstanceProfile = newEntity(call, 'instance-profile', name, Path)
    known.set(name, profile)
    return { InstanceProfile: profileView(call, profile) }
  },

  GetInstanceProfile: ({ InstanceProfileName }, call) => ({
    InstanceProfile: profileView(call, profileOf(call, InstanceProfileName)),
  }),

  AddRoleToInstanceProfile: ({ InstanceProfileName, RoleName }, call) => {
    const profile = profileOf(call, InstanceProfileName)
    changeableRole(call, RoleName)
    if (profile.role !== undefined) {
      throw limitExceeded('Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1')
    }
    profile.role = RoleName
  },

  RemoveRoleFromInstanceProfile: ({ InstanceProfileName, RoleName }, call) => {
    const profile = profileOf(call, InstanceProfileName)
    if (profile.role !== RoleName) {
      throw noSuchEntity(`The role with name ${RoleName} cannot be found.`)
    }
    delete profile.role
  },

  ListInstanceProfilesForRole: ({ RoleName, ...paging }, call) => {
    roleOf(call, RoleName)
    const all = [...iamOf(call.account).instanceProfiles.values()]
    const { items, ...rest } = iamPage(
      all.filter(({ role }) => role === RoleName),
      ({ name }) => name,
      paging,
    )
    return { InstanceProfiles: items.map((profile) => profileView(call, profile)), ...rest }
  },

  DeleteInstanceProfile: ({ InstanceProfileName }, call) => {
    if (profileOf(call, InstanceProfileName).role !== undefined) {
      throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.')
    }
    iamOf(call.account).instanceProfiles.delete(InstanceProfileName)
  },
} satisfies IamOperations
