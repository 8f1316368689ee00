import { describe, expect, test } from 'vitest'
import { JsonNumber, JsonObject, parseJson } from '../../src/eventbridge/json.ts'

describe('parseJson', () => {
  test('keeps names given twice, and numbers as written', () => {
    const parsed = parseJson('{"a": 3.0e2, "a": [1, "x\\u00e9\\n", null, true, {}]}')
    if (!parsed.ok || !(parsed.value instanceof JsonObject)) throw new Error('not an object')
    expect(parsed.value.members).toEqual([
      ['a', new JsonNumber('3.0e2')],
      ['a', [new JsonNumber('1'), 'xé\n', null, true, new JsonObject()]],
    ])
  })

  test.each([
    ['"x"', 'x'],
    [' 12 ', new JsonNumber('12')],
    ['[[],[[]]]', [[], [[]]]],
    ['null', null],
    ['true tail', true],
  ])('%s', (text, value) => expect(parseJson(text)).toEqual({ ok: true, value }))

  test.each([
    ['', 1, 1],
    ['{"a":1', 1, 7],
    ['[1\n, 2\r\n3]', 3, 1],
    ['{"a":\r-x}', 2, 2],
    ['"abc', 1, 5],
    ['"a\tb"', 1, 3],
    ['[1}', 1, 3],
    ['tru', 1, 4],
    ['// x', 1, 1],
  ])('%j is refused with the place', (text, line, column) =>
    expect(parseJson(text)).toMatchObject({ ok: false, line, column }),
  )

  test('refuses depth, long numbers and long names as event-ruler does', () => {
    expect(parseJson('['.repeat(1_000) + ']'.repeat(1_000)).ok).toBe(true)
    expect(parseJson('['.repeat(1_001))).toMatchObject({ ok: false, line: undefined })
    expect(parseJson('1'.repeat(1_000)).ok).toBe(true)
    expect(parseJson('1'.repeat(1_001)).ok).toBe(false)
    expect(parseJson(`{"${'n'.repeat(50_001)}":1}`).ok).toBe(false)
  })
})
