import { describe, expect, test } from 'vitest'
import { matchResult } from './answers.ts'

/** A pattern, the events it matches, and those it does not. */
type Case = [name: string, pattern: unknown, matching: unknown[], others: unknown[]]

function check(cases: readonly Case[]): void {
  test.each(cases)('%s', (_, pattern, matching, others) => {
    for (const event of matching)
      expect([event, matchResult(pattern, event)]).toEqual([event, 'match'])
    for (const event of others)
      expect([event, matchResult(pattern, event)]).toEqual([event, 'nomatch'])
  })
}

describe('paths', () => {
  const nested = { detail: { user: { type: ['Root'] } } }
  check([
    [
      'all fields must hold',
      { a: [1], b: [2] },
      [{ a: 1, b: 2, c: 3 }],
      [{ a: 1 }, { a: 1, b: 3 }],
    ],
    [
      'a dot in a name is a step',
      nested,
      [
        { detail: { user: { type: 'Root' } } },
        { 'detail.user': { type: 'Root' } },
        { 'detail.user.type': 'Root' },
      ],
      [{ detail: { user: 'Root' } }, { user: { type: 'Root' } }, { 'detail.user.type.x': 'Root' }],
    ],
    [
      'in the pattern too',
      { 'detail.user.type': ['Root'] },
      [{ detail: { user: { type: 'Root' } } }, { detail: { 'user.type': 'Root' } }],
      [{ detail: { user: { types: 'Root' } } }],
    ],
    [
      'a leaf and what lies below it',
      { a: [1], 'a.b': [2] },
      [{ a: [1, { b: 2 }] }],
      [{ a: { b: 2 } }],
    ],
    ['a name of no characters', { '': ['x'] }, [{ '': 'x' }], [{ x: 'x' }]],
    ['an empty name first in a path is lost', { '': { a: [1] } }, [{ a: 1 }], [{ '': { a: 1 } }]],
    ['an empty name inside a path', { 'a..b': [1] }, [{ a: { '': { b: 1 } } }], [{ a: { b: 1 } }]],
    ['an empty name at the end', { 'a.': [1] }, [{ 'a.': 1 }], [{ a: { '': 1 } }, { a: 1 }]],
    ['names of Object', { constructor: [{ exists: false }] }, [{}], [{ constructor: 1 }]],
  ])

  test('__proto__ is a name like any other', () => {
    expect(matchResult('{"__proto__":{"x":[1]}}', '{"__proto__":{"x":1}}')).toBe('match')
    expect(matchResult('{"__proto__":{"x":[1]}}', '{"x":1}')).toBe('nomatch')
  })

  test('what is not an object matches nothing', () => {
    for (const event of ['[]', '"x"', '1', 'null', '[{"a":1}]'])
      expect(matchResult('{"a":[{"exists":false}]}', event)).toBe(
        'Parameter Event is not valid. Reason: Event must be a JSON object',
      )
    expect(matchResult('{"a":[{"exists":false}]}', '{}')).toBe('match')
  })
})

describe('names given twice', () => {
  test('in a pattern the later list counts', () => {
    expect(matchResult('{"a":[1],"a":[2]}', '{"a":2}')).toBe('match')
    expect(matchResult('{"a":[1],"a":[2]}', '{"a":1}')).toBe('nomatch')
  })
  test('in a pattern two objects are joined', () => {
    expect(matchResult('{"a":{"b":[1]},"a":{"c":[2]}}', '{"a":{"b":1,"c":2}}')).toBe('match')
    expect(matchResult('{"a":{"b":[1]},"a":{"c":[2]}}', '{"a":{"c":2}}')).toBe('nomatch')
  })
  test('in an event both values are there', () => {
    expect(matchResult('{"a":[1]}', '{"a":1,"a":2}')).toBe('match')
    expect(matchResult('{"a":[2]}', '{"a":1,"a":2}')).toBe('match')
    expect(matchResult('{"a":{"b":[1],"c":[2]}}', '{"a":{"b":1},"a":{"c":2}}')).toBe('match')
  })
})

describe('arrays', () => {
  const rule = { rules: { port: [22], open: [true] } }
  check([
    ['one value is enough', { a: ['x', 'y'] }, [{ a: ['z', 'y'] }], [{ a: ['z'] }, { a: [] }]],
    ['arrays in arrays', { a: [3] }, [{ a: [1, [2, [3]]] }], [{ a: [1, [2, [4]]] }]],
    [
      'fields of one array are of one element',
      rule,
      [
        { rules: [{ port: 80 }, { port: 22, open: true }] },
        { rules: { port: [21, 22], open: true } },
      ],
      [
        {
          rules: [
            { port: 22, open: false },
            { port: 80, open: true },
          ],
        },
      ],
    ],
    [
      'however far apart they are below it',
      { groups: { rule: { port: [22] }, tags: { env: ['prod'] } } },
      [{ groups: [{ rule: [{ port: 80 }, { port: 22 }], tags: { env: 'prod' } }] }],
      [
        {
          groups: [
            { rule: { port: 22 }, tags: { env: 'dev' } },
            { rule: {}, tags: { env: 'prod' } },
          ],
        },
      ],
    ],
    [
      'different arrays are independent',
      { a: { x: [1] }, b: { x: [2] } },
      [{ a: [{ x: 1 }, { x: 2 }], b: [{ x: 3 }, { x: 2 }] }],
      [{ a: [{ x: 1 }], b: [{ x: 3 }] }],
    ],
    [
      'elements of arrays in arrays',
      { a: { x: [1], y: [2] } },
      [{ a: [[{ x: 1, y: 2 }]] }, { a: [[{ x: 9 }], [{ x: 1, y: 2 }, { x: 1 }]] }],
      [{ a: [[{ x: 1 }], [{ y: 2 }]] }, { a: [[{ x: 1 }, { y: 2 }]] }],
    ],
    [
      'a value beside the elements belongs to all of them',
      { a: [5], 'a.x': [1] },
      [{ a: [5, { x: 1 }] }],
      [{ a: [6, { x: 1 }] }],
    ],
    [
      'absence is looked for in the elements fixed before it',
      { a: { k: ['x'], m: [{ exists: false }] } },
      [{ a: [{ k: 'x' }, { m: 1 }] }, { a: [{ k: 'x', m: 1 }, { k: 'x' }] }],
      [{ a: [{ k: 'x', m: 1 }, { k: 'y' }] }],
    ],
    [
      'so its place in the alphabet matters',
      { a: { k: ['x'], b: [{ exists: false }] } },
      [{ a: [{ k: 'x' }] }],
      [{ a: [{ k: 'x' }, { b: 1 }] }],
    ],
    [
      'absent or fitting',
      { a: { k: ['x'], m: [{ exists: false }, 1] } },
      [{ a: [{ k: 'x', m: 1 }] }, { a: [{ k: 'x' }, { m: 2 }] }],
      [{ a: [{ k: 'x', m: 2 }] }],
    ],
  ])
})

describe('$or', () => {
  check([
    [
      'one arm is enough',
      { $or: [{ a: [1] }, { b: [2] }] },
      [{ a: 1 }, { b: 2 }],
      [{ a: 2, b: 1 }, {}],
    ],
    [
      'and the fields beside it hold',
      { c: [3], $or: [{ a: [1] }, { b: [2] }] },
      [
        { a: 1, c: 3 },
        { b: 2, c: 3 },
      ],
      [{ a: 1 }, { c: 3 }],
    ],
    [
      'below a field',
      { d: { $or: [{ a: [1] }, { e: { b: [2] } }] } },
      [{ d: { a: 1 } }, { d: { e: { b: 2 } } }],
      [{ a: 1 }, { d: { b: 2 } }],
    ],
    [
      'inside an arm',
      { $or: [{ a: [1], $or: [{ b: [2] }, { c: [3] }] }, { d: [4] }] },
      [{ a: 1, b: 2 }, { a: 1, c: 3 }, { d: 4 }],
      [{ a: 1 }, { b: 2, c: 3 }],
    ],
    [
      'two of them',
      { $or: [{ a: [1] }, { b: [2] }], x: { $or: [{ a: [1] }, { b: [2] }] } },
      [
        { a: 1, x: { b: 2 } },
        { b: 2, x: { a: 1 } },
      ],
      [{ a: 1, b: 2 }, { x: { a: 1, b: 2 } }],
    ],
  ])

  test('the later of two lists for one path counts, so the order of names does', () => {
    const before = '{"a":[1],"$or":[{"a":[2]},{"b":[3]}]}'
    expect(matchResult(before, { a: 2 })).toBe('match')
    expect(matchResult(before, { a: 1 })).toBe('nomatch')
    expect(matchResult(before, { a: 1, b: 3 })).toBe('match')
    const after = '{"$or":[{"a":[2]},{"b":[3]}],"a":[1]}'
    expect(matchResult(after, { a: 2 })).toBe('nomatch')
    expect(matchResult(after, { a: 1 })).toBe('match')
  })

  test('what cannot be the operator is a field of that name', () => {
    expect(matchResult({ $or: { a: [1] } }, { $or: { a: 1 } })).toBe('match')
    expect(matchResult({ $or: { a: [1] } }, { a: 1 })).toBe('nomatch')
    expect(matchResult({ $or: [{ prefix: 'x' }, { prefix: 'y' }] }, { $or: 'yes' })).toBe('match')
    expect(matchResult({ $or: ['x'] }, { $or: 'x' })).toBe('match')
    expect(matchResult({ b: { $or: [{ numeric: ['<', 5] }] } }, { b: { $or: 4 } })).toBe('match')
  })
})
