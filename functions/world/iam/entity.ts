/** Reads one user, role, group or policy as it is now. */
import { NoSuchEntityException } from '@aws-sdk/client-iam'
import type { Facets } from '../../../src/respond/contract/responder.ts'
import { type Kind, kindOf, nameOf } from '../../../src/respond/history/iam/entity.ts'
import type { InTime } from '../../support/invocation.ts'
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

/** `entity` is e.g. `role/deploy`; the result is empty where it does not exist. */
export async function readEntity(entity: string, config: InTime): Promise<Facets> {
  try {
    return await readers[kindOf(entity)](nameOf(entity), config)
  } catch (error) {
    // Also where it was deleted between two of the calls.
    if (error instanceof NoSuchEntityException) return {}
    throw error
  }
}
