import { JSONPath } from 'jsonpath-plus'
import { isObject, type Json, type JsonObject, type Scalar } from '../ir/json.ts'
import { plainSteps } from '../ir/template.ts'

/**
 * The scalar values at a JSONPath, with arrays expanded. Rule authors name fields and write no
 * programs: with evaluation on, this library has had four remote code executions, so it is never
 * on.
 *
 * Plain steps need no library: a function whose rules have only plain steps is deployed without it
 * (src/ruleset/needs.ts). They find the same values as the library, and also those under a key
 * named `*` or `..`, which the library misses: a caller chooses some of the keys.
 */
export const pick = (path: string, json: JsonObject): Scalar[] =>
  valuesAt(path, json)
    .flat(4)
    .filter((value): value is Scalar => typeof value !== 'object' || value === null)

/**
 * `..` descends as deep as the event is nested, which may exceed the stack; then the result is
 * empty.
 */
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
  // A text has a length and indices too.
  if (!value || !Object.hasOwn(value as object, step)) return []
  return follow(rest, (value as JsonObject)[step] as Json)
}

const childrenOf = (value: Json): readonly Json[] =>
  Array.isArray(value) ? value : isObject(value) ? Object.values(value) : []
