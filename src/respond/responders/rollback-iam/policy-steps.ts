/**
 * The calls that bring a customer-managed policy from its live state to the wanted one.
 *
 * IAM never reuses a version's id, so a deleted version comes back under a new one. Policies are
 * therefore compared by the documents they hold and by their default document, not by ids. IAM
 * keeps five versions and refuses to delete the default; no version of the user's is deleted to
 * make room.
 */
import type { JsonObject } from '../../../ir/json.ts'
import { facetOf } from '../../contract/facets.ts'
import { type Facets, type Final, refuse, type Step } from '../../contract/responder.ts'
import { afterColon, nameOf, pathOf } from '../../history/iam/entity.ts'
import { canonicalDocument } from '../../history/iam/policy-document.ts'

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const maxVersions = 5

interface Version {
  readonly id: string
  readonly document: string
  readonly canonical: string
}

/** In the order in which they were made. */
const versionsOf = (facets: Facets): readonly Version[] =>
  Object.entries(facets)
    .flatMap(([facet, document]) =>
      facet.startsWith('version:') && document !== null
        ? [{ id: afterColon(facet), document, canonical: canonicalDocument(document) }]
        : [],
    )
    .sort((a, b) => numberOf(a) - numberOf(b))

const numberOf = ({ id }: Version): number => Number(id.slice(1))

/**
 * `entity`, `default` as its document, and `document:<canonical>` as the number of versions that
 * hold it.
 */
export function comparablePolicy(facets: Facets): Facets {
  const versions = versionsOf(facets)
  const standard = versions.find(({ id }) => id === facets.default)
  return {
    entity: facetOf(facets, 'entity'),
    default: standard?.canonical ?? null,
    ...tally(versions),
  }
}

function tally(versions: readonly Version[]): Facets {
  const counts = new Map<string, number>()
  for (const { canonical } of versions) counts.set(canonical, (counts.get(canonical) ?? 0) + 1)
  return Object.fromEntries([...counts].map(([text, count]) => [`document:${text}`, String(count)]))
}

export function policySteps(entity: string, live: Facets, to: Facets): readonly Step[] | Final {
  const arn = nameOf(entity)
  const now = { versions: versionsOf(live), standard: facetOf(live, 'default') }
  if (facetOf(to, 'entity') === null) {
    const others = now.versions.filter(({ id }) => id !== now.standard)
    return [...stepsOf(arn, live, others.map(deletion)), end(arn, live, others)]
  }
  const wanted = versionsOf(to)
  const standard = wanted.find(({ id }) => id === to.default)
  if (standard === undefined) return refuse('the history does not have the default version')
  if (facetOf(live, 'entity') === null) {
    const made = { entity: facetOf(to, 'entity'), default: 'v1', 'version:v1': standard.document }
    const others = wanted
      .filter((version) => version !== standard)
      .map((version) => creation(version))
    return [start(arn, to, standard), ...stepsOf(arn, made, others)]
  }
  return stepsOf(arn, live, actsBetween(now, wanted, standard))
}

type Act =
  | { readonly kind: 'default'; readonly id: string }
  | { readonly kind: 'delete'; readonly id: string }
  | { readonly kind: 'create'; readonly version: Version; readonly isDefault: boolean }

const deletion = ({ id }: Version): Act => ({ kind: 'delete', id })

const creation = (version: Version, isDefault = false): Act => ({
  kind: 'create',
  version,
  isDefault,
})

/** The default version comes first, because it is the one in force. */
function actsBetween(
  now: { readonly versions: readonly Version[]; readonly standard: string | null },
  wanted: readonly Version[],
  standard: Version,
): readonly Act[] {
  const { kept, missing } = match(now.versions, wanted)
  const surplus = now.versions.filter(({ id }) => !kept.has(id))
  const others = missing
    .filter((version) => version !== standard)
    .map((version) => creation(version))
  const liveId = [...kept].find(([, version]) => version === standard)?.[0]
  if (liveId !== undefined) {
    const isDefault = liveId === now.standard
    const change: readonly Act[] = isDefault ? [] : [{ kind: 'default', id: liveId }]
    return [...change, ...surplus.map(deletion), ...others]
  }
  const isDefault = ({ id }: Version) => id === now.standard
  const idle = surplus.filter((version) => !isDefault(version)).map(deletion)
  const former = surplus.filter(isDefault).map(deletion)
  const lent = now.versions.findLast(({ id }) => kept.has(id))
  if (now.versions.length - idle.length < maxVersions || lent === undefined) {
    return [...idle, creation(standard, true), ...former, ...others]
  }
  // All five versions are in use, and the default must be deleted before its successor can be
  // created. Between the two calls, another version of the user's is the default.
  const lend: Act = { kind: 'default', id: lent.id }
  return [lend, ...idle, ...former, creation(standard, true), ...others]
}

/**
 * Matches the same id and document first, then the same document under another id; older versions
 * before newer ones.
 */
function match(live: readonly Version[], wanted: readonly Version[]) {
  const kept = new Map<string, Version>()
  const rounds = [
    (a: Version, b: Version) => a.id === b.id && a.canonical === b.canonical,
    (a: Version, b: Version) => a.canonical === b.canonical,
  ]
  const open = new Set(wanted)
  for (const fits of rounds) {
    for (const version of open) {
      const found = live.find((other) => !kept.has(other.id) && fits(other, version))
      if (found === undefined) continue
      kept.set(found.id, version)
      open.delete(version)
    }
  }
  return { kept, missing: [...open] }
}

/** Each act as a call, with the comparable facets that it changes. */
function stepsOf(arn: string, live: Facets, acts: readonly Act[]): readonly Step[] {
  let current = live
  return acts.map((act) => {
    const before = current
    current = afterAct(before, act)
    return { ...callOf(arn, act), sets: difference(before, current) }
  })
}

function afterAct(facets: Facets, act: Act): Facets {
  switch (act.kind) {
    case 'default':
      return { ...facets, default: act.id }
    case 'delete':
      return { ...facets, [`version:${act.id}`]: null }
    case 'create': {
      // A stand-in for the id that IAM will assign, which is unknown and not compared.
      const id = `v${1 + Math.max(0, ...versionsOf(facets).map(numberOf))}`
      const added = { ...facets, [`version:${id}`]: act.version.document }
      return act.isDefault ? { ...added, default: id } : added
    }
  }
}

function difference(before: Facets, after: Facets): Facets {
  const former = comparablePolicy(before)
  const next = comparablePolicy(after)
  return Object.fromEntries(
    Object.keys({ ...former, ...next })
      .filter((name) => facetOf(former, name) !== facetOf(next, name))
      .map((name) => [name, facetOf(next, name)]),
  )
}

function callOf(PolicyArn: string, act: Act): { call: string; input: JsonObject } {
  switch (act.kind) {
    case 'default':
      return { call: 'iam:SetDefaultPolicyVersion', input: { PolicyArn, VersionId: act.id } }
    case 'delete':
      return { call: 'iam:DeletePolicyVersion', input: { PolicyArn, VersionId: act.id } }
    case 'create': {
      const { version, isDefault } = act
      const input = { PolicyArn, PolicyDocument: version.document, SetAsDefault: isDefault }
      return { call: 'iam:CreatePolicyVersion', input }
    }
  }
}

function start(arn: string, to: Facets, { document, canonical }: Version): Step {
  const { description } = JSON.parse(to.settings ?? '{}') as { description?: string }
  const input = {
    PolicyName: arn.slice(arn.lastIndexOf('/') + 1),
    Path: pathOf(to),
    PolicyDocument: document,
    ...(description ? { Description: description } : {}),
  }
  const sets = { entity: facetOf(to, 'entity'), default: canonical, [`document:${canonical}`]: '1' }
  return { call: 'iam:CreatePolicy', input, sets }
}

function end(arn: string, live: Facets, deleted: readonly Version[]): Step {
  const left = deleted.reduce<Facets>((facets, act) => afterAct(facets, deletion(act)), live)
  const sets = difference(left, {})
  return { call: 'iam:DeletePolicy', input: { PolicyArn: arn }, sets }
}
