import { describe, expect, test } from 'vitest'
import { parsePattern } from '../../src/eventbridge/parse-pattern.ts'
import { reason, refusal } from './answers.ts'

/** The reason for refusing `{ "a": [value] }`. */
const ofValue = (value: unknown): string => reason({ a: [value] })

describe('structure', () => {
  test.each([
    ['[]', 'Filter is not an object'],
    ['"x"', 'Filter is not an object'],
    ['', 'Filter is not an object'],
    ['{}', 'Empty objects are not allowed'],
    ['{"a":{}}', 'Empty objects are not allowed'],
    ['{"a":[]}', 'Empty arrays are not allowed'],
    ['{"a":"x"}', '"a" must be an object or an array'],
    ['{"a":{"b":null}}', '"b" must be an object or an array'],
    ['{"a":[[1]]}', 'Match value must be String, number, true, false, or null'],
    [
      '{"a":[1',
      'Unexpected end-of-input: expected close marker for Array (start marker at [Source: (String)"{"a":[1"; line: 1, column: 6])',
    ],
    [
      '{"a":[1,]}',
      "Unexpected character (']' (code 93)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    ],
    [
      '{a:[1]}',
      "Unexpected character ('a' (code 97)): was expecting double-quote to start field name",
    ],
    [
      '{"a":[yes]}',
      "Unrecognized token 'yes': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    ],
    ['{"a":["\\x"]}', "Unrecognized character escape 'x' (code 120)"],
    ['{"a":[01]}', 'Invalid numeric value: Leading zeroes not allowed'],
  ])('%s', (pattern, expected) => expect(reason(pattern)).toBe(expected))

  test('what follows the closing brace is not read', () =>
    expect(refusal('{"a":[1]}}, "b"')).toBe('valid'))
})

describe('operators', () => {
  const numeric = (...terms: unknown[]) => ({ numeric: terms })
  const but = (value: unknown) => ({ 'anything-but': value })
  test.each<[unknown, string]>([
    [{}, 'Match expression name not found'],
    [{ contains: 'x' }, 'Unrecognized match type contains'],
    [{ Prefix: 'x' }, 'Unrecognized match type Prefix'],
    [{ exactly: 1 }, 'exact match pattern must be a string'],
    [{ prefix: ['x'] }, 'prefix match pattern must be a string'],
    [{ prefix: 'x', suffix: 'y' }, 'Only one key allowed in match expression'],
    [{ prefix: {} }, 'Prefix expression name not found'],
    [{ prefix: { wildcard: 'x' } }, 'Unsupported prefix pattern: wildcard'],
    [{ prefix: { 'equals-ignore-case': 1 } }, 'equals-ignore-case match pattern must be a string'],
    [{ prefix: { 'equals-ignore-case': 'x', y: 1 } }, 'Only one key allowed in match expression'],
    [{ suffix: null }, 'suffix match pattern must be a string'],
    [{ suffix: {} }, 'Suffix expression name not found'],
    [{ suffix: { prefix: 'x' } }, 'Unsupported suffix pattern: prefix'],
    [{ 'equals-ignore-case': {} }, 'equals-ignore-case match pattern must be a string'],
    [{ exists: 'true' }, 'exists match pattern must be either true or false.'],
    [{ exists: true, x: 1 }, 'Only one key allowed in match expression'],
    [{ wildcard: 1 }, 'wildcard match pattern must be a string'],
    [{ wildcard: 'é**' }, 'Consecutive wildcard characters at pos 3'],
    [{ wildcard: 'a\\b' }, 'Invalid escape character at pos 2'],
    [{ wildcard: 'a\\' }, 'Invalid escape character at pos 2'],
    [{ cidr: 1 }, 'prefix match pattern must be a string'],
    [{ cidr: '10.0.0.1' }, "Malformed CIDR, one '/' required"],
    [{ cidr: '10.0.0.1/' }, "Malformed CIDR, one '/' required"],
    [{ cidr: '10.0.0.1/8/9' }, "Malformed CIDR, one '/' required"],
    [{ cidr: '10.0.0.1/x' }, 'Malformed CIDR, mask bits must be an integer'],
    [{ cidr: '10.0.0.1/99999999999' }, 'Malformed CIDR, mask bits must be an integer'],
    [{ cidr: '10.0.0.1/-1' }, 'Malformed CIDR, mask bits must not be negative'],
    [{ cidr: '10.0.0.1/32' }, 'IPv4 mask bits must be < 32'],
    [{ cidr: '::1/128' }, 'IPv6 mask bits must be < 128'],
    [{ cidr: 'home/8' }, 'Nonstandard IP address: home'],
    [{ cidr: '10.0.0.256/8' }, 'Invalid IP address: 10.0.0.256'],
    [{ cidr: '1::2::3/8' }, 'Invalid IP address: 1::2::3'],
    [{ numeric: 5 }, 'Value of numeric must be an array.'],
    [numeric(), 'Invalid member in numeric match: ]'],
    [numeric(5), 'Invalid member in numeric match: 5'],
    [numeric('!=', 5), 'Unrecognized numeric range operator: !='],
    [numeric('=', '5'), 'Value of equals must be numeric'],
    [numeric('='), 'Value of equals must be numeric'],
    [numeric('>', true), 'Value of > must be numeric'],
    [numeric('=', 5, '<', 6), 'Too many elements in numeric expression'],
    [numeric('<', 5, '>', 4), 'Too many elements in numeric expression'],
    [numeric('>', 5, 6), 'Bad value in numeric range: 6'],
    [numeric('>', 5, '>=', 6), 'Bad numeric range operator: >='],
    [numeric('>', 5, '<', null), 'Value of < must be numeric'],
    [numeric('>', 5, '<', 6, '<', 7), 'Too many terms in numeric range expression'],
    [numeric('>', 5, '<', 5), 'Bottom must be less than top'],
    [{ numeric: ['>', 5], x: 1 }, 'Too many elements in numeric expression'],
    [but(null), 'Value of anything-but must be an array or single string/number value.'],
    [
      but({ prefix: { 'equals-ignore-case': 'x' } }),
      'Value of anything-but must be an array or single string/number value.',
    ],
    [
      but([]),
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    ],
    [
      but(['x', 1]),
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    ],
    [but(['x', null]), 'Inside anything but list, start|null|boolean is not supported.'],
    [but([['x']]), 'Inside anything but list, start|null|boolean is not supported.'],
    [but({}), 'Anything-But expression name not found'],
    [but({ exists: true }), 'Unsupported anything-but pattern: exists'],
    [but({ prefix: '' }), 'Null prefix/suffix not allowed'],
    [but({ suffix: ['x', ''] }), 'Null prefix/suffix not allowed'],
    [but({ suffix: [1] }), 'prefix/suffix match pattern must be a string'],
    [but({ wildcard: [1] }), 'wildcard match pattern must be a string'],
    [but({ wildcard: ['x', 'a**'] }), 'Consecutive wildcard characters at pos 2'],
    [
      but({ 'equals-ignore-case': [1] }),
      'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
    ],
    [but({ prefix: 'x', suffix: 'y' }), 'Too many elements in numeric expression'],
    [{ 'anything-but': 'x', y: 1 }, 'Too many elements in numeric expression'],
  ])('%j', (value, expected) => expect(ofValue(value)).toBe(expected))

  test.each(['1e309', '36028797018963969', '1e-400', '0.12345678901234567890'])(
    'a bound no float holds: %s',
    (bound) => {
      const expected = `Cannot compare number : ${bound}`
      expect(reason(`{"a":[{"numeric":["<",${bound}]}]}`)).toBe(expected)
      expect(reason(`{"a":[{"numeric":[">",-1,"<",${bound}]}]}`)).toBe(expected)
      expect(reason(`{"a":[{"anything-but":${bound}}]}`)).toBe(expected)
      expect(reason(`{"a":[{"anything-but":[${bound}]}]}`)).toBe(expected)
      expect(reason(`{"a":[${bound}]}`)).toBe('valid')
    },
  )

  test.each([
    { prefix: '' },
    { suffix: { 'equals-ignore-case': '' } },
    { wildcard: '' },
    but({ wildcard: '' }),
    but({ 'equals-ignore-case': '' }),
    { cidr: '0.0.0.0/0' },
    numeric('>=', 0, '<', 1e300),
  ])('%j is valid', (value) => expect(ofValue(value)).toBe('valid'))
})

describe('$or', () => {
  test.each<[unknown, string]>([
    [{ $or: [{ a: [1] }] }, 'There must have at least 2 Objects in $or relationship.'],
    [{ $or: [{ a: [1] }, 5] }, 'Only JSON object is allowed in array of $or relationship.'],
    [{ $or: 5 }, 'It must be an Array followed with $or.'],
    [{ $or: [] }, 'There must have at least 2 Objects in $or relationship.'],
    [{ $or: [{ a: [1] }, {}] }, 'Empty objects are not allowed'],
    [
      { $or: [{ prefix: [1] }, { a: [1] }] },
      'prefix is Ruler reserved fieldName which cannot be used inside $or.',
    ],
    [
      { $or: [{ a: { regex: [1] } }, { a: [1] }] },
      'regex is Ruler reserved fieldName which cannot be used inside $or.',
    ],
    [{ $or: [{ a: [{ contains: 1 }] }, { b: [1] }] }, 'Unrecognized match type contains'],
  ])('%j', (pattern, expected) => expect(reason(pattern)).toBe(expected))
})

describe('places', () => {
  /** AWS's whole message, `^` marking the column in a copy of the pattern's line. */
  test.each([
    ['{"a": []}', '        ^', 'Empty arrays are not allowed'],
    ['{"a": "xyz"}', '       ^', '"a" must be an object or an array'],
    ['{"a": [{"like": "x"}]}', '                 ^', 'Unrecognized match type like'],
    ['{"a": [{"like": 12 }]}', '                  ^', 'Unrecognized match type like'],
    ['{"a": [{"prefix": [1]}]}', '                   ^', 'prefix match pattern must be a string'],
    [
      '{"a": [{"wildcard": "**"}]}',
      '                        ^',
      'Consecutive wildcard characters at pos 1',
    ],
    [
      '{"a": [1 2]}',
      '         ^',
      "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries",
    ],
  ])('%s', (pattern, mark, expected) =>
    expect(parsePattern(pattern)).toEqual({
      ok: false,
      error: `Event pattern is not valid. Reason: ${expected}\n at [Source: (String)"${pattern}"; line: 1, column: ${mark.length}]`,
    }),
  )

  test('on a later line', () =>
    expect(refusal('{\n  "a": [1],\r\n  "b": 5\n}')).toMatch(/; line: 3, column: 9\]$/))

  test('inside an anything-but list the place is named twice', () =>
    expect(refusal('{"a":[{"anything-but":[null]}]}')).toBe(
      'Inside anything but list, start|null|boolean is not supported.' +
        '\n at [Source: (String)"{"a":[{"anything-but":[null]}]}"; line: 1, column: 28]'.repeat(2),
    ))

  test('a bad CIDR block has no place', () =>
    expect(refusal({ a: [{ cidr: 'x' }] })).toBe("Malformed CIDR, one '/' required"))

  test('a long pattern is quoted in part', () => {
    const pattern = `{"${'a'.repeat(600)}":5}`
    expect(refusal(pattern)).toContain(`"${pattern.slice(0, 500)}"[truncated 106 chars]; line: 1`)
  })
})
