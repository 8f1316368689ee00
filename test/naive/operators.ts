/** The operators that look at one value, each restated from its sentence in the definition. */
import { RE2JS } from 're2js'
import type { TestedValue } from '../../src/ir/json.ts'
import type { OperatorCheck } from '../../src/ir/predicate.ts'
import { isInNetwork } from './network.ts'
import { policyPasses } from './policy.ts'

type ValueCheck = Exclude<OperatorCheck, { readonly op: 'exists' | 'same-as' }>
type Comparison = Extract<ValueCheck, { readonly op: 'gt' | 'gte' | 'lt' | 'lte' }>
type TextCheck = Exclude<ValueCheck, Comparison | { readonly op: 'equals' | 'policy' }>

/** Whether a value, which an event may hold anywhere, passes. */
export function passes(check: ValueCheck, value: TestedValue, question: 'may' | 'must'): boolean {
  switch (check.op) {
    case 'equals':
      return typeof value === typeof check.value && value === check.value
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return typeof value === 'number' && compares(check, value)
    case 'policy':
      return policyPasses(value, check.test, question)
    default:
      return typeof value === 'string' && textPasses(check, value)
  }
}

function compares({ op, bound }: Comparison, value: number): boolean {
  if (value === bound) return op === 'gte' || op === 'lte'
  return value > bound ? op === 'gt' || op === 'gte' : op === 'lt' || op === 'lte'
}

function textPasses(check: TextCheck, value: string): boolean {
  switch (check.op) {
    case 'equals-ignore-case':
      return shaped(value, literal(check.text), sameLetter)
    case 'prefix':
      return shaped(value, [...literal(check.text), anyRun], same)
    case 'prefix-ignore-case':
      return shaped(value, [...literal(check.text), anyRun], sameLetter)
    case 'suffix':
      return shaped(value, [anyRun, ...literal(check.text)], same)
    case 'suffix-ignore-case':
      return shaped(value, [anyRun, ...literal(check.text)], sameLetter)
    case 'contains':
      return shaped(value, [anyRun, ...literal(check.text), anyRun], same)
    case 'contains-ignore-case':
      return shaped(value, [anyRun, ...literal(check.text), anyRun], sameLetter)
    case 'wildcard':
      return shaped(value, wildcardShape(check.pattern), same)
    case 'wildcard-ignore-case':
      return shaped(value, wildcardShape(check.pattern), sameLetter)
    case 'matches':
      return RE2JS.compile(check.regex).matcher(value).find()
    case 'cidr':
      return isInNetwork(value, check.network)
  }
}

/** Characters, and places where any run of them may stand. */
type Shape = readonly (string | typeof anyRun)[]
type Alike = (one: string, other: string) => boolean

const anyRun = Symbol('any run')

const literal = (text: string): Shape => [...text]

function wildcardShape(pattern: string): Shape {
  const shape: (string | typeof anyRun)[] = []
  const characters = [...pattern]
  for (let next = characters.shift(); next !== undefined; next = characters.shift()) {
    if (next === '*') shape.push(anyRun)
    else shape.push(next === '\\' ? (characters.shift() ?? '') : next)
  }
  return shape
}

/** Walks the shape through the text, keeping all places it may have come to. */
function shaped(text: string, shape: Shape, alike: Alike): boolean {
  const characters = [...text]
  let places = new Set([0])
  for (const part of shape) {
    const next = new Set<number>()
    for (const place of places) {
      if (part === anyRun) {
        for (let after = place; after <= characters.length; after++) next.add(after)
      } else {
        const character = characters[place]
        if (character !== undefined && alike(character, part)) next.add(place + 1)
      }
    }
    places = next
  }
  return places.has(characters.length)
}

const same: Alike = (one, other) => one === other

/** Two characters are one letter when they are each other's capital and small form. */
const sameLetter: Alike = (one, other) => one === other || isPair(one, other) || isPair(other, one)

const isPair = (capital: string, small: string): boolean =>
  capital.toLowerCase() === small && small.toUpperCase() === capital
