/**
 * JSON of many values that are much alike, as rules are: what stands in several of them is written
 * once, and elsewhere as `#` and its number. Outside of quotes JSON has no `#`. And `"` and `'` change
 * places, because the texts stand in JSON again, where each `"` is two characters. A quarter of the
 * text is a quarter of the time that it takes to load.
 */
import { isObject, type Json } from '../ir/json.ts'

export interface SharedTexts {
  readonly texts: readonly string[]
  /** What the texts, and these among themselves, refer to. */
  readonly shared: readonly string[]
}

/** A reference is hardly shorter than anything below that. */
const leastLength = 12

/** `values` may hold undefined properties, which JSON leaves out. */
export function sharedTexts(values: readonly unknown[]): SharedTexts {
  const plain = values.map((value) => JSON.parse(JSON.stringify(value)) as Json)
  const places = new Map<string, number>()
  for (const value of plain) count(value, places)
  const numbers = new Map<string, number>()
  const shared: string[] = []
  const written = (value: Json): string => {
    const text = JSON.stringify(value)
    if (text.length < leastLength || (places.get(text) ?? 0) < 2) return spelled(value, written)
    const known = numbers.get(text)
    if (known !== undefined) return `#${known}`
    const number = shared.push('') - 1
    numbers.set(text, number)
    shared[number] = spelled(value, written)
    return `#${number}`
  }
  return { texts: plain.map(written).map(otherQuotes), shared: shared.map(otherQuotes) }
}

/** In how many places a value stands; what is within it counts once, however often it stands. */
function count(value: Json, places: Map<string, number>): void {
  const text = JSON.stringify(value)
  const before = places.get(text) ?? 0
  places.set(text, before + 1)
  if (before > 0 || typeof value !== 'object' || value === null) return
  for (const each of Object.values(value)) count(each, places)
}

function spelled(value: Json, written: (value: Json) => string): string {
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const entries = Object.entries(value).map(
    ([key, each]) => `${JSON.stringify(key)}:${written(each)}`,
  )
  return `{${entries.join(',')}}`
}

const otherQuotes = (text: string): string =>
  text.replaceAll(/["']/g, (quote) => (quote === '"' ? "'" : '"'))

/** The JSON that a text of `sharedTexts` stands for. */
export const wholeText = (text: string, shared: readonly string[]): string =>
  otherQuotes(expanded(text, shared))

const expanded = (text: string, shared: readonly string[]): string =>
  text.replaceAll(/'(?:[^'\\]|\\.)*'|#(\d+)/g, (part, number?: string) =>
    number === undefined ? part : expanded(shared[Number(number)] ?? '', shared),
  )
