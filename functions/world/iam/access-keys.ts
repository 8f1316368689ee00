/** Reads and sets the access keys of a user, for the responder that makes them inactive. */
import { GetUserCommand, UpdateAccessKeyCommand } from '@aws-sdk/client-iam'
import type { Surroundings } from '../../../src/respond/contract/ports.ts'
import type { Target } from '../../../src/respond/contract/responder.ts'
import type { KeyOwner } from '../../../src/respond/responders/deactivate-key/past.ts'
import { keyFacet } from '../../../src/respond/responders/deactivate-key/steps.ts'
import { userOf } from '../../../src/respond/responders/deactivate-key/target.ts'
import type { InTime } from '../../support/invocation.ts'
import { executor } from '../calls.ts'
import { orNone } from '../none.ts'
import { iamClient } from './client.ts'
import { keysOf } from './keys.ts'
import { uniqueIdsIn } from './unique-ids.ts'

const commands = { 'iam:UpdateAccessKey': UpdateAccessKeyCommand }

/** `breakGlass` as in tripline.yaml: users whose keys are left alone. */
export const accessKeys = (
  clock: InTime,
  breakGlass: readonly string[],
): Surroundings<KeyOwner> => ({
  live: async (target) => {
    const keys = (await orNone(keysOf(userOf(target), clock), 'NoSuchEntityException')) ?? []
    return Object.fromEntries(
      keys.map(({ AccessKeyId: id = '', Status: status = '' }) => [keyFacet(id), status]),
    )
  },
  // No event contains the path, and break-glass users are often recognised by theirs.
  past: async (target) => ({
    ...(breakGlass.length === 0 ? { arn: null } : await ownerOf(target, clock)),
    breakGlass,
  }),
  uniqueIds: uniqueIdsIn(clock),
  execute: executor(iamClient, commands, clock),
})

async function ownerOf(
  target: Target,
  { signal }: InTime,
): Promise<Pick<KeyOwner, 'arn' | 'uniqueId'>> {
  const command = new GetUserCommand({ UserName: userOf(target) })
  const read = iamClient().send(command, { abortSignal: signal() })
  const user = (await orNone(read, 'NoSuchEntityException'))?.User
  return { arn: user?.Arn ?? null, uniqueId: user?.UserId ?? null }
}
