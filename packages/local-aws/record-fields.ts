/** Converts inputs and outputs into the form of CloudTrail records. */
import type { Json, JsonObject } from '../../src/ir/json.ts'
import { members, type Shape } from './protocols/model.ts'

type Fields = Readonly<Record<string, unknown>>

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)

/** Member names start with a lower-case letter; secrets are omitted. */
export const trailFields = (shape: Shape, value: object): JsonObject =>
  Object.fromEntries(
    members(shape).flatMap(([name, member]) => {
      const given = (value as Fields)[name]
      if (given === undefined || member.getMergedTraits().sensitive) return []
      return [[lowerFirst(name), trailValue(member, given)]]
    }),
  )

function trailValue(shape: Shape, value: unknown): Json {
  if (value instanceof Date) return trailTime(value)
  if (value === null) return null
  if (shape.isStructSchema()) return trailFields(shape, value as object)
  if (shape.isListSchema()) {
    return (value as readonly unknown[]).map((item) => trailValue(shape.getValueSchema(), item))
  }
  if (shape.isMapSchema()) {
    const inner = shape.getValueSchema()
    return Object.fromEntries(
      Object.entries(value as Fields).map(([key, item]) => [key, trailValue(inner, item)]),
    )
  }
  return scalar(value)
}

/**
 * EC2's records follow its XML: names as in the XML, lists as `items`. An absent list in a nested
 * structure is `{}`.
 */
export function ec2Fields(shape: Shape, value: object): JsonObject {
  return Object.fromEntries(
    members(shape).flatMap(([name, member]) => {
      const given = (value as Fields)[name]
      if (given === undefined || given === null) return []
      return [[ec2Name(name, member), ec2Value(member, given)]]
    }),
  )
}

function ec2Name(name: string, member: Shape): string {
  const written = member.getMemberTraits().xmlName ?? lowerFirst(name)
  return written === 'return' ? '_return' : lowerFirst(written)
}

function ec2Value(shape: Shape, value: unknown): Json {
  if (value instanceof Date) return value.getTime()
  if (shape.isListSchema()) {
    const items = (value as readonly unknown[]).map((item) =>
      ec2Value(shape.getValueSchema(), item),
    )
    return items.length === 0 ? {} : { items }
  }
  if (shape.isStructSchema()) return { ...emptyLists(shape), ...ec2Fields(shape, value as object) }
  return scalar(value)
}

const emptyLists = (shape: Shape): JsonObject =>
  Object.fromEntries(
    members(shape).flatMap(([name, member]) =>
      member.isListSchema() ? [[ec2Name(name, member), {}]] : [],
    ),
  )

const scalar = (value: unknown): Json =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : String(value)

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A time as Java services print it: `Jul 30, 2024 9:53:13 PM`. */
export function trailTime(time: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0')
  const hours = time.getUTCHours()
  return (
    `${months[time.getUTCMonth()]} ${time.getUTCDate()}, ${time.getUTCFullYear()} ` +
    `${hours % 12 || 12}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())} ` +
    (hours < 12 ? 'AM' : 'PM')
  )
}
