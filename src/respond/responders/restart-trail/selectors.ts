/**
 * Event selectors of a trail, in the spelling of CloudTrail's API and of its records, and in
 * comparable form.
 */
import { isObject, type Json, type JsonObject } from '../../../ir/json.ts'

/**
 * One text for all selectors that record the same events, as JSON with `EventSelectors` or
 * `AdvancedEventSelectors` in the form of PutEventSelectors. Order does not count, CloudTrail's
 * defaults replace omitted values, and names have the API's letter case.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html
 */
export function canonicalSelectors(written: JsonObject): string {
  const { EventSelectors = null, AdvancedEventSelectors = null } = objectOf(upperCamel(written))
  const advanced = listOf(AdvancedEventSelectors)
  if (advanced.length > 0) {
    return JSON.stringify({ AdvancedEventSelectors: set(advanced.map(advancedSelector)) })
  }
  const basic = listOf(EventSelectors)
  // The default of a trail without selectors.
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

/** Names with a capital letter, as in the API; CloudTrail's records start them with a small one. */
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

/** In a fixed order, without duplicates. */
const set = (values: readonly Json[]): readonly Json[] =>
  [...new Map(values.map((value) => [JSON.stringify(value), value]))]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, value]) => value)
