/** Input made to hurt: it must be answered, whatever the answer, without deep stacks or long waits. */

import { describe, expect, test } from 'vitest'
import { fromValue } from '../../src/eventbridge/json.ts'
import { checkWildcards } from '../../src/eventbridge/limits.ts'
import { matches } from '../../src/eventbridge/match.ts'
import { compiled, matchResult, reason } from './answers.ts'

const DEEP = 100_000
const nested = (open: string, inside: string, close: string): string =>
  open.repeat(DEEP) + inside + close.repeat(DEEP)
const tooDeep = /^Document nesting depth \(1001\) exceeds the maximum allowed \(1000/

describe('depth', () => {
  test('of a pattern', () => {
    expect(reason(nested('{"a":', '[1]', '}'))).toMatch(tooDeep)
    expect(reason(nested('{"$or":[', '{"a":[1]}', ']}'))).toMatch(tooDeep)
    expect(reason(`{"a":${nested('[', '1', ']')}}`)).toContain('Match value must be')
  })
  test('of an event’s text', () => {
    expect(matchResult('{"a":[1]}', `{"a":${nested('[', '1', ']')}}`)).toContain(
      'nesting depth (1001)',
    )
    expect(matchResult('{"a":[1]}', nested('{"a":', '1', '}'))).toContain('nesting depth (1001)')
  })
  test('of an event given as a value', () => {
    let arrays: unknown = 1
    for (let depth = 0; depth < DEEP; depth++) arrays = [arrays]
    const event = fromValue({ a: arrays, b: arrays })
    expect(matches(compiled({ a: [1] }), event)).toBe(true)
    expect(matches(compiled({ a: [1], b: [1] }), event)).toBe(true)
    expect(matches(compiled({ a: [1], b: [2] }), event)).toBe(false)
  })
})

describe('size', () => {
  const million = 'a'.repeat(1_000_000)
  const holds = (comparison: unknown): boolean =>
    matches(compiled({ a: [comparison] }), fromValue({ a: million }))

  test('a million characters', () => {
    expect(matchResult('{"a":[{"suffix":"aaa"}]}', `{"a":"${million}"}`)).toBe('match')
    expect(matchResult('{"a":[{"prefix":"b"}]}', `{"a":"${'\\u0061'.repeat(200_000)}"}`)).toBe(
      'nomatch',
    )
    expect(holds({ 'equals-ignore-case': million.toUpperCase() })).toBe(true)
    expect(reason({ [million]: [1] })).toContain('Name length (1000000)')
  })
  test('a million digits', () =>
    expect(matchResult('{"a":[1]}', `{"a":${'9'.repeat(1_000_000)}}`)).toContain(
      'Number value length',
    ))
  test('wildcards that nearly match everywhere', () => {
    const stars = '*a'.repeat(2_000)
    expect(holds({ wildcard: `${stars}*` })).toBe(true)
    expect(holds({ wildcard: `${stars}b` })).toBe(false)
    expect(holds({ wildcard: `*${'a'.repeat(1_000)}b*` })).toBe(false)
    expect(holds({ wildcard: `*b${'a'.repeat(1_000)}*` })).toBe(false)
    expect(checkWildcards(compiled({ a: [{ wildcard: `${stars}*` }] }))).toBeDefined()
  })
  test('texts that look like addresses', () => {
    expect(matchResult({ a: [':'.repeat(100_000), '1:'.repeat(50_000)] }, { a: '::' })).toContain(
      '4,096',
    )
    expect(matches(compiled({ a: ['::'] }), fromValue({ a: '1:'.repeat(500_000) }))).toBe(false)
    expect(reason({ a: [{ cidr: `${'/'.repeat(1_000_000)}x` }] })).toContain('Malformed CIDR')
  })
})

describe('combinations', () => {
  test('$or arrays that multiply to 2^60', () => {
    const pair = { $or: [{ a: [1] }, { b: [1] }] }
    const beside = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`f${at}`, pair]))
    expect(reason(beside)).toContain('more than 1000 rule combinations')
    let inside: unknown = { z: [1] }
    for (let depth = 0; depth < 60; depth++)
      inside = { $or: [inside, inside].slice(0, depth < 12 ? 2 : 1).concat({ a: [1] }) }
    expect(reason(inside)).toContain('more than 1000 rule combinations')
  })
  test('a thousand arms, then a hundred thousand fields', () => {
    const arms = Array.from({ length: 1_000 }, (_, arm) => `{"a":[${arm}]}`).join()
    const fields = '"b":[1],'.repeat(100_000)
    expect(reason(`{"$or":[${arms}],${fields}"c":[1]}`)).toBe('Event pattern is too large')
  })
  test('arrays of a hundred thousand elements', () => {
    const list = Array.from({ length: 100_000 }, (_, at) => ({ k: at, v: at + 1, w: 1 }))
    const event = fromValue({ list })
    const there = [{ exists: true }]
    expect(matches(compiled({ list: { k: there, v: there, w: [1] } }), event)).toBe(true)
    expect(matches(compiled({ list: { k: there, v: there, w: [2] } }), event)).toBe(false)
    expect(matches(compiled({ list: { k: [99_999], v: [100_000] } }), event)).toBe(true)
    expect(matches(compiled({ list: { k: [1], v: [1] } }), event)).toBe(false)
    expect(matches(compiled({ list: { k: there, x: [{ exists: false }] } }), event)).toBe(true)
  })
  test('many arrays side by side', () => {
    const names = 'abcdefgh'.split('')
    const list = Array.from({ length: 1_000 }, () => ({ x: 1, y: 1 }))
    const fields = (last: number) =>
      Object.fromEntries(names.map((name) => [name, { x: [1], y: [name === 'h' ? last : 1] }]))
    const event = fromValue(Object.fromEntries(names.map((name) => [name, list])))
    expect(matches(compiled(fields(1)), event)).toBe(true)
    expect(matches(compiled(fields(2)), event)).toBe(false)
  })
  test('one name many times, each with an array: a question as hard as SAT', () => {
    const fields = Array.from({ length: 30 }, (_, at) => `f${10 + at}`)
    const element = (step: number): string =>
      `{${fields.map((name, at) => `"${name}":${(at * step) % 5 === 0 ? 1 : 2}`).join()}}`
    const event = Array.from({ length: 24 }, (_, at) => `"a":[${element(at)},${element(at + 3)}]`)
    const pattern = { a: Object.fromEntries(fields.map((name) => [name, [1, 3]])) }
    expect(['match', 'nomatch']).toContain(
      matchResult(JSON.stringify(pattern), `{${event.join()}}`),
    )
  })
})
