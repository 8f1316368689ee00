/** Reads the unique ids behind entities of IAM, for the question who gains from a change. */
import {
  GetGroupCommand,
  GetRoleCommand,
  GetUserCommand,
  paginateListEntitiesForPolicy,
} from '@aws-sdk/client-iam'
import { kindOf, nameOf } from '../../../src/respond/history/iam/entity.ts'
import type { InTime } from '../../support/invocation.ts'
import { orNone } from '../none.ts'
import { iamClient } from './client.ts'

/** `entities`: `user/eve`, `role/…`, `group/…`, `policy/<arn>`. One that is gone has no ids. */
export const uniqueIdsIn =
  (clock: InTime) =>
  async (entities: readonly string[]): Promise<readonly string[]> => {
    const ids = await Promise.all(entities.map((entity) => idsOf(entity, clock)))
    return [...new Set(ids.flat())]
  }

const gone = 'NoSuchEntityException'

async function idsOf(entity: string, clock: InTime): Promise<readonly string[]> {
  const [kind, name] = [kindOf(entity), nameOf(entity)]
  const abortSignal = clock.signal()
  switch (kind) {
    case 'user': {
      const read = iamClient().send(new GetUserCommand({ UserName: name }), { abortSignal })
      return present((await orNone(read, gone))?.User?.UserId)
    }
    case 'role': {
      const read = iamClient().send(new GetRoleCommand({ RoleName: name }), { abortSignal })
      return present((await orNone(read, gone))?.Role?.RoleId)
    }
    case 'group':
      return await membersOf(name, clock)
    default:
      return await holdersOf(name, clock)
  }
}

const present = (id: string | undefined): readonly string[] => (id === undefined ? [] : [id])

async function membersOf(group: string, clock: InTime): Promise<readonly string[]> {
  const ids: string[] = []
  let marker: string | undefined
  do {
    const command = new GetGroupCommand({ GroupName: group, Marker: marker })
    const page = await orNone(iamClient().send(command, { abortSignal: clock.signal() }), gone)
    ids.push(...(page?.Users ?? []).flatMap(({ UserId }) => present(UserId)))
    marker = page?.IsTruncated === true ? page.Marker : undefined
  } while (marker !== undefined)
  return ids
}

async function holdersOf(PolicyArn: string, clock: InTime): Promise<readonly string[]> {
  const ids: string[] = []
  const groups: string[] = []
  try {
    for await (const page of paginateListEntitiesForPolicy(
      { client: iamClient() },
      { PolicyArn },
    )) {
      ids.push(...(page.PolicyUsers ?? []).flatMap(({ UserId }) => present(UserId)))
      ids.push(...(page.PolicyRoles ?? []).flatMap(({ RoleId }) => present(RoleId)))
      groups.push(...(page.PolicyGroups ?? []).flatMap(({ GroupName }) => present(GroupName)))
    }
  } catch (error) {
    if (!(error instanceof Error && error.name === gone)) throw error
  }
  const members = await Promise.all(groups.map((group) => membersOf(group, clock)))
  return [...ids, ...members.flat()]
}
