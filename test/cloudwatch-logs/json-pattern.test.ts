import { expect, test } from 'vitest'
import { matchesJson } from '../../src/cloudwatch-logs/match.ts'
import { parseFilterPattern } from '../../src/cloudwatch-logs/parse-filter-pattern.ts'
import { testMetricFilter } from '../../src/cloudwatch-logs/test-metric-filter.ts'

const event = {
  name: 'PutObject',
  region: 'eu-west-1',
  ip: '10.20.30.40',
  count: 42,
  ratio: 0.25,
  zero: 0,
  code: '404',
  star: 'a*b',
  quote: 'say "hi" \\ there',
  blank: '',
  on: true,
  off: false,
  nothing: null,
  nested: { 'dotted.key': 'x', 'it-em': { deep: ['p', 'q'] }, "o'k": 'y' },
  list: ['alpha', 7, { id: 'z' }, [1, [2, 3]]],
  items: [{ id: 1 }, { id: 2, tag: 'last' }],
}

const message = JSON.stringify(event)

test.each([
  // strings
  '{ $.name = PutObject }',
  '{$.name="PutObject"}',
  '{\n  $.name\n=\t"PutObject" }',
  '  { $.name != "putobject" }  ',
  '{ $.name = Put* }',
  '{ $.name = "*Object" }',
  '{ $.name = *tObj* }',
  '{ $.name = * }',
  '{ $.blank = "*" }',
  '{ $.blank = "" }',
  '{ $.star = a*b }',
  '{ $.quote = "say \\"hi\\" \\\\ there" }',
  '{ $.region = eu-west-1 }',
  '{ $.ip = 10.20.* }',
  '{ $.ip != 10.21.* }',
  // numbers
  '{ $.count = 42 }',
  '{ $.count = +42 }',
  '{ $.count = 4.2e1 }',
  '{ $.count != 43 }',
  '{ $.count > 41.9 }',
  '{ $.count >= 42 }',
  '{ $.count < 1e2 }',
  '{ $.count <= 420e-1 }',
  '{ $.ratio = .25 }',
  '{ $.zero > -1 }',
  '{ $.count = 4* }',
  '{ $.count = "*" }',
  '{ $.code = 404 }',
  // regular expressions
  '{ $.name = %^Put[A-Z]% }',
  '{ $.ip = %\\.30\\.\\d{2}$% }',
  '{ $.name != %^Get% }',
  // keywords
  '{ $.on IS TRUE }',
  '{ $.off IS FALSE }',
  '{ $.nothing IS NULL }',
  '{ $.missing NOT EXISTS }',
  '{ $.nested.missing.deeper NOT EXISTS }',
  '{ $.list[9] NOT EXISTS }',
  // selectors
  "{ $.nested.['dotted.key'] = x }",
  "{ $.nested['dotted.key'] = x }",
  '{ $.nested.["dotted.key"] = x }',
  '{ $.nested."dotted.key" = x }',
  '{ $.nested["o\'k"] = y }',
  "{ $['nested'].it-em.deep[1] = q }",
  '{ $.nested.it-em.deep[*] = q }',
  '{ $.list[0] = alpha }',
  '{ $.list[2].id = z }',
  '{ $.list[3][1][0] = 2 }',
  '{ $.list[*] = 7 }',
  '{ $.items[*].tag = last }',
  '{ $.* = PutObject }',
  '{ $.nested.* = x }',
  // connectives
  '{ $.name = x && $.name = x || $.count = 42 }',
  '{ $.count = 42 || $.name = x && $.name = x }',
  '{ (($.count=42)||($.name=x))&&($.zero=0) }',
])('%s matches', (pattern) => {
  expect(testMetricFilter(pattern, message)).toEqual({ result: 'match', extractedValues: {} })
})

test.each([
  '{ $.name = putObject }',
  '{ $.name = Put }',
  '{ $.name = P*Object }',
  '{ $.name != Put* }',
  '{ $.star = a*c }',
  '{ $.count = 43 }',
  '{ $.count != 42 }',
  '{ $.count > 42 }',
  '{ $.count < 42 }',
  '{ $.count = 5* }',
  '{ $.code > 1 }',
  '{ $.code = 4.04e2 }',
  '{ $.name > 1 }',
  '{ $.name = %^Object% }',
  '{ $.on IS FALSE }',
  '{ $.name IS NULL }',
  '{ $.missing IS NULL }',
  '{ $.nothing NOT EXISTS }',
  '{ $.nested NOT EXISTS }',
  // what is no value node
  '{ $.nested = * }',
  '{ $.nested != x }',
  '{ $.list = alpha }',
  '{ $.list != alpha }',
  '{ $.missing = * }',
  '{ $.missing != x }',
  '{ $.nothing != x }',
  '{ $.on = true }',
  '{ $.on != true }',
  '{ $.count = "42" }',
  '{ $.count != "42" }',
  '{ $.count = %42% }',
  // selectors
  '{ $.nested.dotted.key = x }',
  '{ $.name[0] = P }',
  '{ $.name.length = 9 }',
  '{ $.list.length = 4 }',
  '{ $.list.0 = alpha }',
  '{ $.list.* = alpha }',
  '{ $.nested[*] = x }',
  '{ $.nested[0] = x }',
  '{ $.items[*].tag NOT EXISTS }',
  '{ $.toString != x }',
  '{ $.__proto__.a != x }',
  // precedence
  '{ ($.count = 42 || $.name = x) && $.name = x }',
])('%s does not match', (pattern) => {
  expect(testMetricFilter(pattern, message)).toEqual({ result: 'nomatch' })
})

test.each(['', 'plain', '{"a":', '[]', '["a"]', '1', '"a"', 'null', "{'a': 1}"])(
  'no JSON pattern matches the message %j',
  (text) => {
    expect(testMetricFilter('{ $.a NOT EXISTS }', text)).toEqual({ result: 'nomatch' })
  },
)

test('a property named __proto__ is one like others', () => {
  const result = testMetricFilter('{ $.__proto__.a = 1 }', '{"__proto__":{"a":1}}')
  expect(result).toEqual({ result: 'match', extractedValues: {} })
})

test.each(['toString', '__proto__', 'constructor', 'hasOwnProperty'])(
  'what every JavaScript object inherits as %s is no property of the message',
  (key) => {
    expect(testMetricFilter(`{ $.${key} NOT EXISTS }`, '{"a":1}').result).toBe('match')
    expect(testMetricFilter(`{ $.${key} NOT EXISTS }`, `{"${key}":1}`).result).toBe('nomatch')
  },
)

test('a regular expression sees a value of several lines as one text', () => {
  const lines = JSON.stringify({ a: 'one\ntwo' })
  expect(testMetricFilter('{ $.a = %one.two% }', lines).result).toBe('match')
  expect(testMetricFilter('{ $.a = %one\\stwo% }', lines).result).toBe('match')
  expect(testMetricFilter('{ $.a = %^two% }', lines).result).toBe('nomatch')
  expect(testMetricFilter('{ $.a = %one$% }', lines).result).toBe('nomatch')
})

test('a value that is parsed already gives the same answer', () => {
  const parsed = parseFilterPattern('{ $.items[1].tag = last }')
  if (!parsed.ok || parsed.pattern.kind !== 'json') throw new Error('expected a JSON pattern')
  expect(matchesJson(parsed.pattern, event)).toBe(true)
  expect(matchesJson(parsed.pattern, { items: [{ tag: 'last' }] })).toBe(false)
  expect(matchesJson(parsed.pattern, [event])).toBe(false)
  expect(matchesJson(parsed.pattern, undefined)).toBe(false)
})
