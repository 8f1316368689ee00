/** The facets of a security group are its permissions, `tcp 22 from 0.0.0.0/0`; the value is the rule. */
import { facetOf } from '../../contract/facets.ts'
import type { Facets, Responder } from '../../contract/responder.ts'
import { type IngressRule, permissionText } from './permission.ts'

/** The comparable value of a permission that exists. */
export const present = 'yes'

/** A permission that is restored has another id, so only its existence is compared. */
export const comparable: Responder<unknown>['comparable'] = (_target, facets, names) =>
  Object.fromEntries(names.map((name) => [name, facetOf(facets, name) === null ? null : present]))

export const ingressFacets = (rules: readonly IngressRule[]): Facets =>
  Object.fromEntries(rules.map((rule) => [permissionText(rule), JSON.stringify(rule)]))

/** The rules of facets as `ingressFacets` makes them. */
export const rulesIn = (facets: Facets): readonly IngressRule[] =>
  Object.values(facets).flatMap((value) =>
    value === null ? [] : [JSON.parse(value) as IngressRule],
  )
