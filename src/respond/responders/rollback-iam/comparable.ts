import { facetOf } from '../../contract/facets.ts'
import type { Responder } from '../../contract/responder.ts'
import { comparableValue, kindOf } from '../../history/iam/entity.ts'
import { comparablePolicy } from './policy-steps.ts'

/** A policy can only be compared as a whole. */
export const comparable: Responder<unknown>['comparable'] = ({ key }, facets, names) =>
  kindOf(key) === 'policy'
    ? comparablePolicy(facets)
    : Object.fromEntries(names.map((name) => [name, comparableValue(name, facetOf(facets, name))]))
