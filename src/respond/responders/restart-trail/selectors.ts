/** Event selectors of a trail: as CloudTrail's API writes them, as its records do, and made comparable. */
import { isObject, type Json, type JsonObject } from '../../../ir/json.ts'

/**
 * One text for all selectors that record the same: order does not count, what is left out is what
 * CloudTrail takes for it, and letter case of names is the API's. JSON with `EventSelectors` or
 * `AdvancedEventSelectors`, as PutEventSelectors takes it.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html
 */
export function canonicalSelectors(written: JsonObject): string {
  const { EventSelectors = null, AdvancedEventSelectors = null } = objectOf(upperCamel(written))
  const advanced = listOf(AdvancedEventSelectors)
  if (advanced.length > 0) {
    return JSON.stringify({ AdvancedEventSelectors: set(advanced.map(advancedSelector)) })
  }
  const basic = listOf(EventSelectors)
  // A trail that was never given any has this one.
  return JSON.stringify({ EventSelectors: set((basic.length > 0 ? basic : [{}]).map(selector)) })
}

function selector(value: Json): JsonObject {
  const given = objectOf(value)
  return {
    ReadWriteType: given.ReadWriteType ?? 'All',
    IncludeManagementEvents: boolean(given.IncludeManagementEvents ?? true),
    DataResources: set(
      listOf(given.DataResources).map((resource) => {
        const { Type = '', Values = null } = objectOf(resource)
        return { Type, Values: set(listOf(Values)) }
      }),
    ),
    ExcludeManagementEventSources: set(listOf(given.ExcludeManagementEventSources)),
  }
}

function advancedSelector(value: Json): JsonObject {
  const { Name = null, FieldSelectors = null } = objectOf(value)
  return {
    ...(Name === null || Name === '' ? {} : { Name }),
    FieldSelectors: set(listOf(FieldSelectors).map(fieldSelector)),
  }
}

const conditions = [
  'Equals',
  'StartsWith',
  'EndsWith',
  'NotEquals',
  'NotStartsWith',
  'NotEndsWith',
] as const

function fieldSelector(value: Json): JsonObject {
  const given = objectOf(value)
  const stated = conditions.filter((name) => listOf(given[name]).length > 0)
  return {
    Field: given.Field ?? '',
    ...Object.fromEntries(stated.map((name) => [name, set(listOf(given[name]))])),
  }
}

/** Names with a capital, as the API has them; CloudTrail's records begin them small. */
function upperCamel(value: Json): Json {
  if (Array.isArray(value)) return value.map(upperCamel)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name.slice(0, 1).toUpperCase() + name.slice(1),
      upperCamel(inner),
    ]),
  )
}

const objectOf = (value: Json): JsonObject => (isObject(value) ? value : {})

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : [])

const boolean = (value: Json): Json => (typeof value === 'string' ? value === 'true' : value)

/** In one order, each once. */
const set = (values: readonly Json[]): readonly Json[] =>
  [...new Map(values.map((value) => [JSON.stringify(value), value]))]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, value]) => value)
