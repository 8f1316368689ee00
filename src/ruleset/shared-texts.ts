/**
 * Compact JSON for many similar values, such as rules. It has a third of the text, so it loads in a
 * third of the time.
 *
 * - A text that occurs in several places is written once, and elsewhere as `#` and its number. JSON
 *   has no `#` outside of quotes.
 * - An object is the number of its shape and its values: `[1,"iam.amazonaws.com"]`. The shape has
 *   the keys, and the values of discriminators. A list has a 0 before its values.
 */
import { isObject, type Json } from '../ir/json.ts'

/** Values as compact texts. */
export interface SharedTexts {
  readonly texts: readonly string[]
  /** The texts that `texts` refer to. They refer to each other as well. */
  readonly shared: readonly string[]
  /** The shapes. The first one has number 1. */
  readonly shapes: readonly Shape[]
}

/**
 * The keys of an object in their order. A key is a text if each object has its own value for it,
 * and a pair if the value belongs to the shape.
 */
type Shape = readonly (string | readonly [key: string, value: string])[]

/** The discriminators of rules: keys with few values that tell variants of a union apart. */
const discriminators = new Set(['kind', 'op'])

/**
 * The minimum length of a shared text in characters. A reference to a shorter text would save
 * hardly anything.
 */
const minSharedLength = 6

/**
 * Writes values as compact texts. The values may have undefined properties, which JSON leaves out.
 */
export function sharedTexts(values: readonly unknown[]): SharedTexts {
  const shapes = new Map<string, number>()
  const plain = values.map((value) =>
    withoutObjects(JSON.parse(JSON.stringify(value)) as Json, shapes),
  )
  const places = new Map<string, number>()
  for (const value of plain) count(value, places)
  const numbers = new Map<string, number>()
  const shared: string[] = []
  const spell = (value: Json): string =>
    Array.isArray(value) ? `[${value.map(write).join(',')}]` : JSON.stringify(value)
  const write = (value: Json): string => {
    const text = JSON.stringify(value)
    if (text.length < minSharedLength || (places.get(text) ?? 0) < 2) return spell(value)
    const known = numbers.get(text)
    if (known !== undefined) return `#${known}`
    const number = shared.push('') - 1
    numbers.set(text, number)
    shared[number] = spell(value)
    return `#${number}`
  }
  const texts = plain.map(write)
  return { texts, shared, shapes: [...shapes.keys()].map((shape) => JSON.parse(shape) as Shape) }
}

/** A value in which lists replace objects. */
function withoutObjects(value: Json, shapes: Map<string, number>): Json {
  if (Array.isArray(value)) return [0, ...value.map((each) => withoutObjects(each, shapes))]
  if (!isObject(value)) return value
  const entries = Object.entries(value)
  const shape = entries.map(([key, each]) =>
    discriminators.has(key) && typeof each === 'string' ? [key, each] : key,
  )
  const text = JSON.stringify(shape)
  const number = shapes.get(text) ?? shapes.size + 1
  shapes.set(text, number)
  const own = entries.filter((_, at) => typeof shape[at] === 'string')
  return [number, ...own.map(([, each]) => withoutObjects(each, shapes))]
}

/**
 * Counts the places of each value. A value inside of it counts once, even if the outer value occurs
 * several times.
 */
function count(value: Json, places: Map<string, number>): void {
  const text = JSON.stringify(value)
  const before = places.get(text) ?? 0
  places.set(text, before + 1)
  if (before === 0 && Array.isArray(value)) for (const each of value) count(each, places)
}

/** The value of a text that `sharedTexts` returned. */
export const wholeValue = (
  text: string,
  { shared, shapes }: Pick<SharedTexts, 'shared' | 'shapes'>,
): Json => withObjects(JSON.parse(expand(text, shared)) as Json, shapes)

const expand = (text: string, shared: readonly string[]): string =>
  text.replaceAll(/"(?:[^"\\]|\\.)*"|#(\d+)/g, (part, number?: string) =>
    number === undefined ? part : expand(shared[Number(number)] ?? '', shared),
  )

function withObjects(value: Json, shapes: readonly Shape[]): Json {
  if (!Array.isArray(value)) return value
  const [number, ...values] = value
  const whole = values.map((each) => withObjects(each, shapes))
  if (number === 0) return whole
  let at = 0
  const shape = shapes[Number(number) - 1] ?? []
  return Object.fromEntries(
    shape.map((key) => (typeof key === 'string' ? [key, whole[at++] ?? null] : key)),
  )
}
