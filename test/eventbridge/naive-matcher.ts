/**
 * A second, slow matcher that shares no code with the first: it expands `$or`, lists all leaves, and
 * tries every combination of them. Works on parsed patterns known to be valid, and on parsed events.
 */

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
type Fields = Record<string, Json[]>
interface Leaf {
  path: string
  value: Json
  /** Array number → index, for arrays the leaf lies in below an element. */
  place: Record<string, number>
}

export function naivelyMatches(pattern: Json, event: Json): boolean {
  const leaves: Leaf[] = []
  let arrays = 0
  const visit = (value: Json, path: string, place: Record<string, number>): void => {
    if (Array.isArray(value)) {
      const array = `${arrays++}`
      value.forEach((item, index) => {
        const isLeaf = item === null || typeof item !== 'object'
        visit(item, path, isLeaf ? place : { ...place, [array]: index })
      })
    } else if (value !== null && typeof value === 'object')
      for (const [name, item] of Object.entries(value))
        visit(item, path === '' ? name : `${path}.${name}`, place)
    else leaves.push({ path, value, place })
  }
  visit(event, '', {})
  return expand(pattern, '', [{}]).some((fields) =>
    search(Object.entries(fields).sort(byPath), leaves, {}),
  )
}

const byPath = ([a]: [string, Json[]], [b]: [string, Json[]]): number => (a < b ? -1 : 1)

function expand(object: Json, path: string, start: Fields[]): Fields[] {
  let all = start
  for (const [name, value] of Object.entries(object as Record<string, Json>)) {
    const below = path === '' ? name : `${path}.${name}`
    if (name === '$or') all = (value as Json[]).flatMap((arm) => expand(arm, path, all))
    else if (Array.isArray(value)) all = all.map((fields) => ({ ...fields, [below]: value }))
    else all = expand(value, below, all)
  }
  return all
}

function search(
  fields: [string, Json[]][],
  leaves: Leaf[],
  place: Record<string, number>,
): boolean {
  const [first, ...rest] = fields
  if (!first) return true
  const [path, list] = first
  const near = leaves.filter(
    (leaf) =>
      leaf.path === path &&
      Object.entries(leaf.place).every(([array, index]) => (place[array] ?? index) === index),
  )
  const absent = list.some((item) => (item as { exists?: boolean } | null)?.exists === false)
  if (absent && near.length === 0 && search(rest, leaves, place)) return true
  return near.some(
    (leaf) =>
      list.some((item) => fits(item, leaf.value)) &&
      search(rest, leaves, { ...place, ...leaf.place }),
  )
}

function fits(item: Json, value: Json): boolean {
  if (item === null || typeof item !== 'object') return item === value
  const [[operator, operand] = ['', null]] = Object.entries(item)
  if (operator === 'exists') return operand === true
  if (operator === 'anything-but') return !excepted(operand).some((other) => fits(other, value))
  if (operator === 'numeric') return inRange(operand as Json[], value)
  if (typeof value !== 'string') return false
  const caseless = (operand as { 'equals-ignore-case'?: string })['equals-ignore-case']
  const [own, wanted] =
    caseless === undefined && operator !== 'equals-ignore-case'
      ? [value, operand as string]
      : [value.toLowerCase(), (caseless ?? (operand as string)).toLowerCase()]
  if (operator === 'prefix') return own.slice(0, wanted.length) === wanted
  if (operator === 'suffix') return wanted === '' || own.slice(-wanted.length) === wanted
  if (operator === 'wildcard') return new RegExp(`^${wanted.replaceAll('*', '.*')}$`, 's').test(own)
  return own === wanted
}

/** What an anything-but excludes, as comparisons of its own. */
function excepted(operand: Json): Json[] {
  if (Array.isArray(operand)) return operand
  if (operand === null || typeof operand !== 'object') return [operand]
  const [[operator, values] = ['', null]] = Object.entries(operand)
  return [values ?? null].flat().map((value) => ({ [operator]: value }))
}

function inRange(terms: Json[], value: Json): boolean {
  if (typeof value !== 'number') return false
  for (let term = 0; term < terms.length; term += 2) {
    const bound = terms[term + 1] as number
    const holds = {
      '=': value === bound,
      '<': value < bound,
      '<=': value <= bound,
      '>': value > bound,
      '>=': value >= bound,
    }
    if (!holds[terms[term] as keyof typeof holds]) return false
  }
  return true
}
