/**
 * Users, roles, groups and policies as facets:
 *
 *     entity             {"path":"/"}            the entity exists, with this path
 *     settings           {"description":…}       of a role or policy: needed to recreate it
 *     tag:<key>          <value>
 *     trust              <document>              of a role
 *     boundary           <policy ARN>
 *     inline:<name>      <document>
 *     attached:<ARN>     yes
 *     group:<name>       yes                     of a user: member of the group
 *     key:<id>           Active | Inactive       of a user
 *     login              yes                     of a user: has a password
 *     version:<id>       <document>              of a policy
 *     default            <version id>            of a policy
 */
import type { Facets, Target } from '../../contract/responder.ts'
import { canonicalDocument } from './policy-document.ts'

export type Kind = 'user' | 'role' | 'group' | 'policy'

/** `role/deploy`. A policy has its ARN, because its name alone is not unique across paths. */
export const entityOf = (kind: Kind, name: string): string => `${kind}/${name}`

/**
 * The same text for every spelling of an entity: the names of two users, roles, groups or policies
 * never differ only in case.
 */
export const foldedEntity = (entity: string): string =>
  /^(?:user|role|group|policy)\//.test(entity) ? entity.toLowerCase() : entity

export const kindOf = (entity: string): Kind => entity.slice(0, entity.indexOf('/')) as Kind

export const nameOf = (entity: string): string => entity.slice(entity.indexOf('/') + 1)

export const targetOf = (entity: string): Target => ({
  key: entity,
  name: `${kindOf(entity)} ${nameOf(entity)}`,
})

export const isDocument = (facet: string): boolean => /^(?:trust$|inline:|version:)/.test(facet)

/**
 * Whether no snapshot contains the facet: GetAccountAuthorizationDetails does not return keys and
 * passwords.
 */
export const isOutsideSnapshots = (facet: string): boolean => /^(?:key:|login$)/.test(facet)

/**
 * Whether the facet grants nothing: it is kept to recreate an entity, and is no reason to refuse a
 * rollback.
 */
export const isDescription = (facet: string): boolean => /^(?:tag:|settings$)/.test(facet)

/** The text after the first colon: `logs` of `inline:logs`. */
export const afterColon = (facet: string): string => facet.slice(facet.indexOf(':') + 1)

/**
 * A text that is equal for values of equal meaning. IAM accepts the ARN of a boundary in any case,
 * and a record has it as the caller wrote it.
 */
export function comparableValue(facet: string, value: string | null): string | null {
  if (value === null) return null
  if (facet === 'boundary') return value.toLowerCase()
  return isDocument(facet) ? canonicalDocument(value) : value
}

export const sameValue = (facet: string, a: string | null, b: string | null): boolean =>
  comparableValue(facet, a) === comparableValue(facet, b)

/** Without the facets that are null. */
export const present = (facets: Facets): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(facets).filter((entry): entry is [string, string] => entry[1] !== null),
  )

export const pathOf = (facets: Facets): string => {
  const { entity } = facets
  return typeof entity === 'string' ? String((JSON.parse(entity) as { path: unknown }).path) : '/'
}

/**
 * Whether the role belongs to AWS, by its path: IAM refuses every change to it that its service
 * does not make.
 */
export const isAwsOwned = (facets: Facets): boolean =>
  /^\/aws-(?:service-role|reserved)\//.test(pathOf(facets))
