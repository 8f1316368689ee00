import { JSONPath } from 'jsonpath-plus'
import { isObject, type Json, type JsonObject, type Scalar } from '../ir/json.ts'
import { plainSteps } from '../ir/template.ts'

/**
 * The plain values a JSONPath reaches, arrays opened. Rule authors name fields, not programs: with
 * evaluation on, this library has had four remote code executions, so it is never on.
 *
 * Plain steps need no library: a function whose rules have no others is deployed without it
 * (src/ruleset/needs.ts). They find what it finds, and that too which it does not see where a key is
 * named `*` or `..`: whoever makes a call chooses some of its keys.
 */
export const pick = (path: string, json: JsonObject): Scalar[] =>
  valuesAt(path, json)
    .flat(4)
    .filter((value): value is Scalar => typeof value !== 'object' || value === null)

/** `..` goes down as deep as an event was nested, which may be deeper than the stack: then it finds nothing. */
function valuesAt(path: string, json: JsonObject): readonly Json[] {
  const steps = plainSteps(path)
  try {
    return steps === undefined ? byLibrary(path, json) : follow(steps, json)
  } catch (error) {
    if (error instanceof RangeError) return []
    throw error
  }
}

const byLibrary = (path: string, json: JsonObject): readonly Json[] =>
  (JSONPath({ path, json, eval: false, wrap: true }) as readonly Json[] | undefined) ?? []

function follow(steps: readonly string[], value: Json): readonly Json[] {
  const [step, ...rest] = steps
  if (step === undefined) return [value]
  if (step === '*') return childrenOf(value).flatMap((child) => follow(rest, child))
  if (step === '..') {
    const deeper = childrenOf(value).filter((child) => typeof child === 'object')
    return [...follow(rest, value), ...deeper.flatMap((child) => follow(steps, child))]
  }
  // A text has a length, and places.
  if (!value || !Object.hasOwn(value as object, step)) return []
  return follow(rest, (value as JsonObject)[step] as Json)
}

const childrenOf = (value: Json): readonly Json[] =>
  Array.isArray(value) ? value : isObject(value) ? Object.values(value) : []
