/** Reads one statement of a policy document, as IAM reads it. */

import { isObject, type Json, type JsonObject } from '../ir/json.ts'
import { foldCase } from '../ir/letter-case.ts'

/** Texts of `Action` or `Resource`; negated for `NotAction` and `NotResource`. */
export interface Patterns {
  readonly patterns: readonly string[]
  readonly negated: boolean
}

export const principalTypes = ['AWS', 'Federated', 'Service', 'CanonicalUser'] as const

export interface Principal {
  readonly type: (typeof principalTypes)[number]
  /** An account id, an ARN, a name of a service, `*`, … */
  readonly id: string
}

/** One key of a `Condition`. */
export interface Condition {
  /** In lower case, e.g. `foranyvalue:stringlike`. */
  readonly operator: string
  /** In lower case, e.g. `aws:sourcevpc`. */
  readonly key: string
  readonly values: readonly string[]
}

export interface Statement {
  readonly effect: 'Allow' | 'Deny'
  /** Without actions, a statement grants none. */
  readonly actions: Patterns
  /** Without resources, as in a trust policy, it is about all. */
  readonly resources: Patterns | undefined
  readonly principals: readonly Principal[]
  /** `NotPrincipal`: everybody but these. */
  readonly excludesPrincipals: boolean
  readonly conditions: readonly Condition[]
  /** As it is written. */
  readonly written: JsonObject
}

/** The members of an object by their names in lower case. IAM ignores the letter case of elements. */
export const elementsOf = (object: JsonObject): ReadonlyMap<string, Json> =>
  new Map(Object.entries(object).map(([name, value]) => [foldCase(name), value]))

/** Undefined for a statement that IAM would not accept, or that has a member of an unexpected kind. */
export function readStatement(written: Json): Statement | undefined {
  if (!isObject(written)) return undefined
  const elements = elementsOf(written)
  const effect = elements.get('effect')
  if (effect !== 'Allow' && effect !== 'Deny') return undefined
  const actions = patternsOf(elements, 'action')
  const resources = patternsOf(elements, 'resource')
  const trusted = principalsOf(elements)
  const conditions = conditionsOf(elements.get('condition'))
  if (actions === 'wrong' || resources === 'wrong') return undefined
  if (trusted === undefined || conditions === undefined) return undefined
  return {
    effect,
    actions: actions ?? { patterns: [], negated: false },
    resources,
    ...trusted,
    conditions,
    written,
  }
}

function patternsOf(
  elements: ReadonlyMap<string, Json>,
  name: 'action' | 'resource',
): Patterns | undefined | 'wrong' {
  const [positive, negative] = [elements.get(name), elements.get(`not${name}`)]
  if (positive !== undefined && negative !== undefined) return 'wrong'
  const written = positive ?? negative
  if (written === undefined) return undefined
  const patterns = textsIn(written)
  return patterns === undefined ? 'wrong' : { patterns, negated: negative !== undefined }
}

/** One text or a list of texts; undefined for anything else. */
function textsIn(json: Json): readonly string[] | undefined {
  const all = Array.isArray(json) ? (json as readonly Json[]) : [json]
  return all.every((each) => typeof each === 'string') ? all : undefined
}

type Trusted = Pick<Statement, 'principals' | 'excludesPrincipals'>

function principalsOf(elements: ReadonlyMap<string, Json>): Trusted | undefined {
  const [positive, negative] = [elements.get('principal'), elements.get('notprincipal')]
  if (positive !== undefined && negative !== undefined) return undefined
  const excludesPrincipals = negative !== undefined
  const written = positive ?? negative
  if (written === undefined) return { principals: [], excludesPrincipals }
  if (typeof written === 'string')
    return /^\*+$/.test(written)
      ? { principals: [{ type: 'AWS', id: written }], excludesPrincipals }
      : undefined
  if (!isObject(written)) return undefined
  const principals: Principal[] = []
  for (const [name, ids] of elementsOf(written)) {
    const type = principalTypes.find((known) => foldCase(known) === name)
    const texts = textsIn(ids)
    if (type === undefined || texts === undefined) return undefined
    for (const id of texts) principals.push({ type, id })
  }
  return { principals, excludesPrincipals }
}

function conditionsOf(written: Json | undefined): readonly Condition[] | undefined {
  if (written === undefined) return []
  if (!isObject(written)) return undefined
  const conditions: Condition[] = []
  for (const [operator, keys] of elementsOf(written)) {
    if (!isObject(keys)) return undefined
    for (const [key, values] of elementsOf(keys)) {
      const all = Array.isArray(values) ? (values as readonly Json[]) : [values]
      if (all.some((value) => typeof value === 'object')) return undefined
      conditions.push({ operator, key, values: all.map(String) })
    }
  }
  return conditions
}
