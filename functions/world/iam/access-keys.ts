/** Access keys of a user, for the function that makes them inactive. */
import {
  GetUserCommand,
  type IAMClient,
  ListAccessKeysCommand,
  NoSuchEntityException,
  UpdateAccessKeyCommand,
  type UpdateAccessKeyCommandInput,
} from '@aws-sdk/client-iam'
import type { Surroundings } from '../../src/respond/contract/ports.ts'
import type { Facets, Target } from '../../src/respond/contract/responder.ts'
import type { KeyOwner } from '../../src/respond/responders/deactivate-key/past.ts'
import { keyFacet } from '../../src/respond/responders/deactivate-key/steps.ts'
import { userOf } from '../../src/respond/responders/deactivate-key/target.ts'
import { refusedOr } from '../support/refused.ts'

export interface AccessKeysConfig {
  readonly client: () => IAMClient
  readonly signal: () => AbortSignal
  /** Principal ARNs, `*` in them, whose keys are left alone. */
  readonly breakGlass: readonly string[]
}

export function accessKeys(config: AccessKeysConfig): Surroundings<KeyOwner> {
  const { client, signal, breakGlass } = config
  return {
    live: (target) => readKeys(target, config),
    past: async (target) => ({ arn: await ownerOf(target, config), breakGlass }),
    execute: async ({ input }) => {
      const command = new UpdateAccessKeyCommand(input as unknown as UpdateAccessKeyCommandInput)
      try {
        await client().send(command, { abortSignal: signal() })
      } catch (error) {
        throw refusedOr(error, [])
      }
    },
  }
}

/** None where the user does not exist. */
async function readKeys(target: Target, { client, signal }: AccessKeysConfig): Promise<Facets> {
  const facets: Record<string, string> = {}
  let Marker: string | undefined
  try {
    do {
      const command = new ListAccessKeysCommand({ UserName: userOf(target), Marker })
      const page = await client().send(command, { abortSignal: signal() })
      for (const { AccessKeyId: id = '', Status: status = '' } of page.AccessKeyMetadata ?? []) {
        facets[keyFacet(id)] = status
      }
      Marker = page.Marker
    } while (Marker !== undefined)
  } catch (error) {
    if (error instanceof NoSuchEntityException) return {}
    throw error
  }
  return facets
}

/** The path is in no event, and break-glass users are often told by theirs. */
async function ownerOf(
  target: Target,
  { client, signal, breakGlass }: AccessKeysConfig,
): Promise<string | null> {
  if (breakGlass.length === 0) return null
  try {
    const command = new GetUserCommand({ UserName: userOf(target) })
    const { User: user } = await client().send(command, { abortSignal: signal() })
    return user?.Arn ?? null
  } catch (error) {
    if (error instanceof NoSuchEntityException) return null
    throw error
  }
}
