/** Reads one user, role, group or policy as it is now. */
import type { Facets } from '../../../src/respond/contract/responder.ts'
import { type Kind, kindOf, nameOf } from '../../../src/respond/history/iam/entity.ts'
import type { InTime } from '../../support/invocation.ts'
import { orNone } from '../none.ts'
import { readGroup } from './group.ts'
import { readPolicy } from './policy.ts'
import { readRole } from './role.ts'
import { readUser } from './user.ts'

type Read = (name: string, config: InTime) => Promise<Facets>

const readers: Readonly<Record<Kind, Read>> = {
  user: readUser,
  role: readRole,
  group: readGroup,
  policy: readPolicy,
}

/**
 * `entity` is e.g. `role/deploy`; the result is empty where it does not exist, also where it was
 * deleted between two of the calls.
 */
export const readEntity = async (entity: string, config: InTime): Promise<Facets> =>
  (await orNone(readers[kindOf(entity)](nameOf(entity), config), 'NoSuchEntityException')) ?? {}
