/** Creates the common part of IAM entities: path, id, ARN and time. */
import type { Call } from '../../call.ts'
import { arnOf, pathOf } from './lookup.ts'
import type { Entity, Holder } from './memory.ts'

/**
 * The prefix of ids, by the kind in the ARN.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
const idPrefixes = {
  user: 'AIDA',
  group: 'AGPA',
  role: 'AROA',
  policy: 'ANPA',
  'instance-profile': 'AIPA',
} as const

export function newEntity(
  call: Call,
  kind: keyof typeof idPrefixes,
  name: string,
  givenPath: string | undefined,
): Entity {
  const path = pathOf(givenPath)
  return {
    name,
    path,
    id: idPrefixes[kind] + call.cloud.ids.base32(17),
    arn: arnOf(call, kind, path, name),
    createdAt: call.now,
  }
}

/** A new entity without policies. */
export const newHolder = (
  call: Call,
  kind: 'user' | 'group' | 'role',
  name: string,
  givenPath: string | undefined,
): Holder => ({
  ...newEntity(call, kind, name, givenPath),
  inline: new Map(),
  attached: new Set(),
})
