/** Patterns without wildcards that let through at least the events of a pattern with wildcards. */
import { isObject, type Json, type JsonObject } from '../../ir/json.ts'
import { wildcardRuns } from '../../ir/wildcard.ts'
import { type Conjunction, conjunctionOf, fieldOf } from './conjunction.ts'

/** The conjunction with all wildcards widened. */
export const withoutWildcards = ({ fields }: Conjunction): Conjunction =>
  conjunctionOf(
    fields.map(({ path, matchers }) =>
      fieldOf(
        path,
        matchers.map((matcher) => JSON.stringify(widen(JSON.parse(matcher) as Json))),
      ),
    ),
  )

/** `withoutWildcards` for the text of a pattern. */
export const withoutWildcardsIn = (pattern: string): string =>
  JSON.stringify(widenObject(JSON.parse(pattern) as JsonObject))

function widenObject(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [
      key,
      isObject(value)
        ? widenObject(value)
        : Array.isArray(value)
          ? value.map((each: Json) =>
              key === '$or' && isObject(each) ? widenObject(each) : widen(each),
            )
          : value,
    ]),
  )
}

/**
 * A matcher without its wildcard. The fixed beginning or end of a wildcard remains; a negated
 * wildcard excludes nothing any more.
 */
function widen(matcher: Json): Json {
  if (!isObject(matcher)) return matcher
  const excluded = matcher['anything-but']
  if (isObject(excluded) && 'wildcard' in excluded) return { exists: true }
  if (typeof matcher.wildcard !== 'string') return matcher
  const runs = wildcardRuns(matcher.wildcard) ?? []
  const [first = '', last = ''] = [runs[0], runs.at(-1)]
  if (first !== '') return { prefix: first }
  return last === '' ? { exists: true } : { suffix: last }
}
