/**
 * The calls that bring a user, role or group from its live state to the wanted one. Their order
 * never grants more than either end does: first limits (boundary, trust), then removals, then
 * grants.
 */
import type { JsonObject } from '../../../ir/json.ts'
import { facetOf } from '../../contract/facets.ts'
import { type Facets, type Final, refuse, type Step } from '../../contract/responder.ts'
import {
  afterColon,
  comparableValue,
  isDescription,
  isOutsideSnapshots,
  kindOf,
  nameOf,
  pathOf,
  sameValue,
} from '../../history/iam/entity.ts'

type Kind = 'user' | 'role' | 'group'

interface Entity {
  readonly kind: Kind
  /** `User`, as in the names of calls. */
  readonly word: 'User' | 'Role' | 'Group'
  /** `{UserName: …}` */
  readonly naming: JsonObject
}

const words = { user: 'User', role: 'Role', group: 'Group' } as const

export function entitySteps(entity: string, live: Facets, to: Facets): readonly Step[] | Final {
  const kind = kindOf(entity) as Kind
  const word = words[kind]
  const self: Entity = { kind, word, naming: { [`${word}Name`]: nameOf(entity) } }
  const isMissing = facetOf(live, 'entity') === null && facetOf(to, 'entity') !== null
  const isSurplus = facetOf(live, 'entity') !== null && to.entity === null
  if (isMissing) return recreate(self, to)
  if (isSurplus) {
    const kept = Object.keys(live).find((facet) => isKept(facet, live, to))
    if (kept !== undefined) return refuse(`the target cannot be deleted while it has ${kept}`)
  }
  const wanted = Object.entries(to).filter(
    ([facet, value]) =>
      !sameValue(facet, value, facetOf(live, facet)) && !(isSurplus && endsWithIt(facet)),
  )
  const steps = inOrder(wanted.flatMap(([facet, value]) => stepFor(self, facet, value) ?? []))
  const impossible = wanted.find(
    ([facet, value]) =>
      !isDescription(facet) && facet !== 'entity' && stepFor(self, facet, value) === null,
  )
  if (impossible !== undefined) return refuse(`no call can restore ${impossible[0]}`)
  return isSurplus
    ? [...steps, { call: `iam:Delete${word}`, input: self.naming, sets: without(live, to) }]
    : steps
}

/**
 * Whether the facet would make IAM refuse the deletion.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html
 */
const isKept = (facet: string, live: Facets, to: Facets): boolean =>
  facetOf(live, facet) !== null &&
  !(facet in to) &&
  (/^(?:inline|attached|group):/.test(facet) || isOutsideSnapshots(facet))

/** Trust and boundary are deleted with their entity. */
const endsWithIt = (facet: string): boolean =>
  facet === 'entity' || facet === 'trust' || facet === 'boundary'

const without = (live: Facets, to: Facets): Facets =>
  Object.fromEntries(
    Object.keys({ ...live, ...to })
      .filter((facet) => ['entity', 'trust', 'boundary'].includes(facet) || isDescription(facet))
      .map((facet) => [facet, null]),
  )

function recreate(self: Entity, to: Facets): readonly Step[] | Final {
  const made = creation(self, to)
  if ('why' in made) return made
  const rest = Object.entries(to).filter(
    ([facet, value]) => value !== null && !(facet in made.sets) && !isOutsideSnapshots(facet),
  )
  return [made, ...inOrder(rest.flatMap(([facet, value]) => stepFor(self, facet, value) ?? []))]
}

function creation({ kind, word, naming }: Entity, to: Facets): Step | Final {
  const { trust = null, settings = null, boundary = null } = to
  if (kind === 'group') return refuse('a deleted group is not created again')
  if (kind === 'role' && (trust === null || settings === null)) {
    const missing = [
      trust === null && 'trust policy',
      settings === null && 'description and maximum session duration',
    ]
    return refuse(
      `the history does not know these parts of the role: ${missing.filter(Boolean).join(', ')}`,
    )
  }
  const input: JsonObject = {
    ...naming,
    Path: pathOf(to),
    ...(boundary === null ? {} : { PermissionsBoundary: boundary }),
    ...tagsInput(to),
    ...(kind === 'role' ? roleInput(trust ?? '', settings ?? '{}') : {}),
  }
  const tags = Object.keys(to).filter((facet) => facet.startsWith('tag:'))
  const given = ['entity', 'boundary', 'trust', 'settings', ...tags]
  return { call: `iam:Create${word}`, input, sets: comparable(given, to) }
}

function tagsInput(to: Facets): JsonObject {
  const tags = Object.entries(to).flatMap(([facet, Value]) =>
    facet.startsWith('tag:') && Value !== null ? [{ Key: afterColon(facet), Value }] : [],
  )
  return tags.length === 0 ? {} : { Tags: tags }
}

function roleInput(trust: string, settings: string): JsonObject {
  const { description, maxSessionSeconds } = JSON.parse(settings) as {
    description: string
    maxSessionSeconds: number
  }
  return {
    AssumeRolePolicyDocument: trust,
    MaxSessionDuration: maxSessionSeconds,
    ...(description === '' ? {} : { Description: description }),
  }
}

const comparable = (names: readonly string[], to: Facets): Facets =>
  Object.fromEntries(
    names
      .filter((name) => name in to)
      .map((name) => [name, comparableValue(name, to[name] ?? null)]),
  )

/** Limits first, then removals, then grants; the removal of a limit comes last. */
const inOrder = (steps: readonly Ranked[]): readonly Step[] =>
  [...steps].sort((a, b) => a.rank - b.rank).map(({ step }) => step)

interface Ranked {
  readonly rank: 0 | 1 | 2 | 3
  readonly step: Step
}

/** Null where no call sets the facet to that value. */
function stepFor(self: Entity, facet: string, value: string | null): Ranked | null {
  const { word, naming } = self
  const name = afterColon(facet)
  const sets = { [facet]: comparableValue(facet, value) }
  const made = (rank: Ranked['rank'], call: string, input: JsonObject): Ranked => ({
    rank,
    step: { call: `iam:${call}`, input: { ...naming, ...input }, sets },
  })
  if (facet === 'trust') {
    return value === null ? null : made(0, 'UpdateAssumeRolePolicy', { PolicyDocument: value })
  }
  if (facet === 'boundary') {
    return value === null
      ? made(3, `Delete${word}PermissionsBoundary`, {})
      : made(0, `Put${word}PermissionsBoundary`, { PermissionsBoundary: value })
  }
  if (facet === 'login') return value === null ? made(1, 'DeleteLoginProfile', {}) : null
  switch (facet.slice(0, facet.indexOf(':'))) {
    case 'inline':
      return value === null
        ? made(1, `Delete${word}Policy`, { PolicyName: name })
        : made(2, `Put${word}Policy`, { PolicyName: name, PolicyDocument: value })
    case 'attached':
      return value === null
        ? made(1, `Detach${word}Policy`, { PolicyArn: name })
        : made(2, `Attach${word}Policy`, { PolicyArn: name })
    case 'group':
      return value === null
        ? made(1, 'RemoveUserFromGroup', { GroupName: name })
        : made(2, 'AddUserToGroup', { GroupName: name })
    case 'key':
      return value === null
        ? null
        : made(value === 'Inactive' ? 1 : 2, 'UpdateAccessKey', {
            AccessKeyId: name,
            Status: value,
          })
    default:
      return null
  }
}
