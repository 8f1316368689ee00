/** An answer without what no two runs share, in an order that does not matter. */

/** Times and identifiers in the forms AWS gives them; what is masked has to be named the same in both answers. */
const forms: readonly (readonly [RegExp, string])[] = [
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, 'time'],
  [/\b(A(?:IDA|ROA|GPA|NPA|IPA|KIA|SIA))[A-Z0-9]{12,18}\b/g, '$1…'],
  [/\b(sgr?|vpc|pl|subnet)-[0-9a-f]{8,17}\b/g, '$1-…'],
  [/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/g, 'uuid'],
]

/** Members whose values say nothing that can be compared. */
const opaque =
  /^(?:(?:User|Group|Role|Policy|InstanceProfile)Id|Marker|NextToken|NextContinuationToken|ContinuationToken|SecretAccessKey|SessionToken|Secret|Password|ID)$/

export function masked(value: unknown): unknown {
  if (value instanceof Date) return 'time'
  if (typeof value === 'string') return maskedText(value)
  if (Array.isArray(value)) {
    return value
      .map(masked)
      .sort((one, other) => compare(JSON.stringify(one), JSON.stringify(other)))
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined && !isEmpty(member))
      .sort(([one], [other]) => compare(one, other))
      .map(([name, member]) => [name, opaque.test(name) ? 'opaque' : masked(member)]),
  )
}

/** An empty list, a list that is left out and an element without content are one on the wire. */
const isEmpty = (value: unknown): boolean =>
  value === '' ||
  (typeof value === 'object' &&
    value !== null &&
    !(value instanceof Date) &&
    Object.keys(value).length === 0)

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** Policy documents may come URL-encoded or not: whether is tested elsewhere. */
function maskedText(text: string): string {
  const plain = text.startsWith('%7B') ? decodeURIComponent(text) : text
  return forms.reduce((masking, [pattern, mask]) => masking.replace(pattern, mask), spaced(plain))
}

function spaced(text: string): string {
  if (!text.startsWith('{')) return text
  try {
    return JSON.stringify(inOrder(JSON.parse(text)))
  } catch {
    return text
  }
}

/** Members of JSON have no order. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => compare(one, other))
      .map(([name, member]) => [name, inOrder(member)]),
  )
}
