/**
 * Users, roles, groups and policies as facets:
 *
 *     entity             {"path":"/"}            that it exists, and where
 *     settings           {"description":…}       of a role or policy: needed to make it anew
 *     tag:<key>          <value>
 *     trust              <document>              of a role
 *     boundary           <policy ARN>
 *     inline:<name>      <document>
 *     attached:<ARN>     yes
 *     group:<name>       yes                     of a user: member of it
 *     key:<id>           Active | Inactive       of a user
 *     login              yes                     of a user: has a password
 *     version:<id>       <document>              of a policy
 *     default            <version id>            of a policy
 */
import type { Facets, Target } from '../../contract/responder.ts'
import { canonicalDocument } from './policy-document.ts'

export type Kind = 'user' | 'role' | 'group' | 'policy'

/** `role/deploy`; a policy by its ARN, as its name alone is not unique over paths. */
export const entityOf = (kind: Kind, name: string): string => `${kind}/${name}`

/** The same for all ways to write it: the names of two users, roles, groups or policies never differ in case alone. */
export const foldedEntity = (entity: string): string =>
  /^(?:user|role|group|policy)\//.test(entity) ? entity.toLowerCase() : entity

export const kindOf = (entity: string): Kind => entity.slice(0, entity.indexOf('/')) as Kind

export const nameOf = (entity: string): string => entity.slice(entity.indexOf('/') + 1)

export const targetOf = (entity: string): Target => ({
  key: entity,
  name: `${kindOf(entity)} ${nameOf(entity)}`,
})

export const isDocument = (facet: string): boolean => /^(?:trust$|inline:|version:)/.test(facet)

/** Keys and passwords are in no snapshot: GetAccountAuthorizationDetails does not tell them. */
export const isOutsideSnapshots = (facet: string): boolean => /^(?:key:|login$)/.test(facet)

/** What else is there than powers: kept to make an entity anew, and no reason to refuse. */
export const isDescription = (facet: string): boolean => /^(?:tag:|settings$)/.test(facet)

/** The text after the first colon: of `inline:logs`, `logs`. */
export const afterColon = (facet: string): string => facet.slice(facet.indexOf(':') + 1)

/** IAM takes the ARN of a boundary in any case, and a record has it as it was written. */
export function comparableValue(facet: string, value: string | null): string | null {
  if (value === null) return null
  if (facet === 'boundary') return value.toLowerCase()
  return isDocument(facet) ? canonicalDocument(value) : value
}

export const sameValue = (facet: string, a: string | null, b: string | null): boolean =>
  comparableValue(facet, a) === comparableValue(facet, b)

/** Without the facets that are not there. */
export const present = (facets: Facets): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(facets).filter((entry): entry is [string, string] => entry[1] !== null),
  )

export const pathOf = (facets: Facets): string => {
  const { entity } = facets
  return typeof entity === 'string' ? String((JSON.parse(entity) as { path: unknown }).path) : '/'
}

/** Roles under these paths are AWS's: IAM refuses every change that does not come from their service. */
export const isAwsOwned = (facets: Facets): boolean =>
  /^\/aws-(?:service-role|reserved)\//.test(pathOf(facets))
