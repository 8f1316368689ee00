/** What every new thing of IAM has: a path, an id of its kind, an ARN and a time. */
import type { Call } from '../../call.ts'
import { arnOf, pathOf } from './lookup.ts'
import type { Entity, Holder } from './memory.ts'

/** What the ids of each kind start with, by the word its ARN has for it: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
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

/** One that holds no policy yet. */
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
