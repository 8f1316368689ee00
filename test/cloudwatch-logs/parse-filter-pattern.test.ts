import { expect, test } from 'vitest'
import { parseFilterPattern } from '../../src/cloudwatch-logs/parse-filter-pattern.ts'
import { testMetricFilter } from '../../src/cloudwatch-logs/test-metric-filter.ts'
import { undecided } from '../../src/cloudwatch-logs/undecided.ts'

/** `line:column message` of what is wrong with the pattern. */
function fault(pattern: string): string | undefined {
  const parsed = parseFilterPattern(pattern)
  if (parsed.ok) return undefined
  return `${parsed.error.line}:${parsed.error.column} ${parsed.error.message}`
}
test.each([
  ['{ $.b EXISTS }', '1:7 `EXISTS` is not supported.'],
  ['{ $.b exists }', '1:7 `EXISTS` is not supported.'],
  ['{ $.b IS NOT NULL }', '1:7 `IS NOT` is not supported.'],
  ['{ $.b IS NOT }', '1:7 `IS NOT` is not supported.'],
  ['{ $.b IS }', '1:7 `IS` is not an operator.'],
  ['{ $.b IS "x" }', '1:7 `IS` is not an operator.'],
  ['{ $.b IS null }', '1:7 `IS null` is not an operator.'],
  ['{ $.b not exists }', '1:7 `not exists` is not an operator.'],
  ['{ $.b NOT NULL }', '1:7 `NOT NULL` is not an operator.'],
  ['{ $.b CONTAINS x }', '1:7 `CONTAINS` is not an operator.'],
  ['{ $.b == 1 }', '1:7 `==` is not an operator.'],
  ['{ $.b <> 1 }', '1:7 `<>` is not an operator.'],
  ['{ $.b => 1 }', '1:7 `=>` is not an operator.'],
  ['{ $.b =~ x }', '1:7 `=~` is not an operator.'],
  ['{ $.b ! 1 }', '1:7 `!` is not an operator.'],
  ['{ $.b }', '1:7 Expected an operator, found `}`.'],
  ['{ $.b = }', '1:9 Expected a value, found `}`.'],
  ['{ $.b > "1" }', '1:9 `>` compares numbers only.'],
  ['{ $.b < x }', '1:9 `<` compares numbers only.'],
  ['{ $.b >= 1* }', '1:10 `>=` compares numbers only.'],
  ['{ $.b = x@y }', '1:10 A value with `@` needs double quotes.'],
  ['{ $.b = arn:aws }', '1:12 A value with `:` needs double quotes.'],
  ['{ $.b = @x }', '1:9 Expected a value, found `@`.'],
  ['{ $.b = x,y }', '1:10 A value with `,` needs double quotes.'],
  ['{ $.b = "x }', '1:9 This quotation mark is never closed.'],
  ["{ $.b = 'x' }", '1:9 Values cannot stand in single quotes.'],
  ['{ $.b = $.c }', '1:9 Expected a value, found `$`.'],
  ['{ $.b = é }', '1:9 Expected a value, found `é`.'],
])('a JSON condition is refused: %s', (pattern, expected) => {
  expect(fault(pattern)).toBe(expected)
})

test.each([
  ['{}', '1:1 These braces hold no condition.'],
  ['{ $.b = 1', '1:10 Expected `}`, found the end of the pattern.'],
  ['{ $.b = 1 } tail', '1:13 `t` follows the end of the pattern.'],
  ['{ ($.b = 1 }', '1:3 This parenthesis is not closed before `}`.'],
  ['{ ((($.b = 1)) }', '1:3 This parenthesis is not closed before `}`.'],
  ['{ $.b = 1) }', '1:10 This parenthesis closes nothing.'],
  ['{ () }', '1:4 Expected a property selector, found `)`.'],
  ['{ $.b = 1 && }', '1:14 Expected a property selector, found `}`.'],
  ['{ $.b = 1 || || $.c = 1 }', '1:14 Expected a property selector, found `|`.'],
  ['{ $.b = 1 & $.c = 1 }', '1:11 `&` does not join conditions.'],
  ['{ $.b = 1 | $.c = 1 }', '1:11 `|` does not join conditions.'],
  ['{ $.b = 1 and $.c = 1 }', '1:11 `and` does not join conditions.'],
  ['{ $.b = 1 OR $.c = 1 }', '1:11 `OR` does not join conditions.'],
  ['{ $.b = two words }', '1:13 `words` cannot follow a condition.'],
  ['{ $.b = 1 $.c = 2 }', '1:11 Expected `}`, found `$`.'],
  ['{ !($.b = 1) }', '1:3 A condition cannot be negated.'],
])('a JSON expression is refused: %s', (pattern, expected) => {
  expect(fault(pattern)).toBe(expected)
})

test.each([
  ['{ b = 1 }', '1:3 `b` is not a property selector.'],
  ['{ "b" = 1 }', '1:3 Expected a property selector, found `"`.'],
  ['{ $b = 1 }', '1:4 Expected `.` after `$`, found `b`.'],
  ['{ $ = 1 }', '1:4 Expected `.` after `$`, found ` `.'],
  ['{ $[0] = 1 }', '1:4 An index has to follow a property.'],
  ['{ $.[0] = 1 }', '1:5 An index has to follow a property.'],
  ['{ $.b[-1] = 1 }', '1:6 Brackets hold an index from 0, `*` or a quoted key.'],
  ['{ $.b[x] = 1 }', '1:6 Brackets hold an index from 0, `*` or a quoted key.'],
  ['{ $.b[] = 1 }', '1:6 Brackets hold an index from 0, `*` or a quoted key.'],
  ['{ $.b[0 = 1 }', '1:6 Brackets hold an index from 0, `*` or a quoted key.'],
  ['{ $.b. = 1 }', '1:7 Expected the name of a property, found ` `.'],
  ['{ $..b = 1 }', '1:5 Expected the name of a property, found `.`.'],
  ['{ $.b:c = 1 }', '1:6 `:` cannot be part of a property selector.'],
  ['{ $.@b = 1 }', '1:5 Expected the name of a property, found `@`.'],
  ['{ $.b* = 1 }', '1:6 `*` cannot be part of a property selector.'],
  ['{ $.b[*].c[*] = 1 }', '1:11 A property selector can hold one wildcard, and this is one more.'],
  ['{ $.*.* = 1 }', '1:6 A property selector can hold one wildcard, and this is one more.'],
  [
    '{ $.b.* = 1 || $.c[*] = 1 || $.* = 1 || $.d[*] = 1 }',
    '1:44 A filter pattern can hold 3 wildcard selectors, and this is one more.',
  ],
])('a selector is refused: %s', (pattern, expected) => {
  expect(fault(pattern)).toBe(expected)
})

test.each([
  ['{ $.b = %x }', '1:9 This regular expression is never closed.'],
  ['%%', '1:1 This regular expression is empty.'],
  ['%(x)%', '1:2 Parentheses are not supported in regular expressions.'],
  ['%\\(%', '1:2 `\\(` is not supported in regular expressions.'],
  ['%x!%', '1:3 `!` is not supported in regular expressions.'],
  ['%é%', '1:2 `é` is not supported in regular expressions.'],
  ['%\\b%', '1:2 `\\b` is not supported in regular expressions.'],
  ['%\\x2%', '1:2 `\\x` needs two hexadecimal digits of an ASCII character.'],
  ['%\\xFF%', '1:2 `\\x` needs two hexadecimal digits of an ASCII character.'],
  [
    '%*x%',
    '1:1 This regular expression cannot be read: missing argument to repetition operator: `*`.',
  ],
  ['%[x%', '1:1 This regular expression cannot be read: missing closing ]: `[x`.'],
  ['%x{,2}%', '1:1 A brace in this regular expression holds no count.'],
  ['%x{%', '1:1 A brace in this regular expression holds no count.'],
  ['%x{2,1}%', '1:1 This regular expression cannot be read: invalid repeat count: `{2,1}`.'],
  [
    '%x{1000}{1000}%',
    '1:1 This regular expression cannot be read: invalid nested repetition operator: `{1000}{1000}`.',
  ],
  ['%\\w{1000}\\w{1000}\\w{1000}\\w{1000}%', '1:1 This regular expression repeats too much.'],
  ['%a% %b% %c%', '1:9 A filter pattern can hold 2 regular expressions, and this is one more.'],
  [
    '{ $.a = %a% && $.b != %b% && $.c = %c% }',
    '1:36 A filter pattern can hold 2 regular expressions, and this is one more.',
  ],
  [
    '[a=%a%, b=%b%, c=%c%]',
    '1:18 A filter pattern can hold 2 regular expressions, and this is one more.',
  ],
])('a regular expression is refused: %s', (pattern, expected) => {
  expect(fault(pattern)).toBe(expected)
})

test.each([
  ['a.b', '1:2 A term with `.` needs double quotes.'],
  ['ERROR!', '1:6 A term with `!` needs double quotes.'],
  ['@x', '1:1 A term with `@` needs double quotes.'],
  ['ERR*', '1:4 A term with `*` needs double quotes.'],
  ['a-b', '1:2 A term with `-` needs double quotes.'],
  ['(a)', '1:1 A term with `(` needs double quotes.'],
  ['"open', '1:1 This quotation mark is never closed.'],
  ['"open\\"', '1:1 This quotation mark is never closed.'],
  ['"a"b', '1:4 `b` follows a term directly.'],
  ['"a""b"', '1:4 `"` follows a term directly.'],
  ['%a%b', '1:4 `b` follows a term directly.'],
  ['-', '1:1 No term follows `-`.'],
  ['a ?', '1:3 No term follows `?`.'],
  ['--a', '1:2 A term with `-` needs double quotes.'],
  ['a, b', '1:2 A term with `,` needs double quotes.'],
  ['é', '1:1 A term with `é` needs double quotes.'],
])('terms are refused: %s', (pattern, expected) => {
  expect(fault(pattern)).toBe(expected)
})

test.each([
  ['[', '1:2 Expected the name of a field, found the end of the pattern.'],
  ['[a', '1:3 The pattern is never closed.'],
  ['[a, b', '1:6 The pattern is never closed.'],
  ['[a] b', '1:5 `b` follows the end of the pattern.'],
  ['[a b]', '1:4 Expected `,`, `]` or an operator after `a`, found `b`.'],
  ['["a"]', '1:2 Expected the name of a field, found `"`.'],
  ['[a, ..., b, ...]', '1:13 A pattern can hold one `...`, and this is one more.'],
  ['[....]', '1:5 Expected `]`, found `.`.'],
  ['[a = 1', '1:7 Expected `]`, found the end of the pattern.'],
  ['[a = ]', '1:6 Expected a value, found `]`.'],
  ['[a == 1]', '1:4 `==` is not an operator.'],
  ['[a = x y]', '1:8 `y` cannot follow a condition.'],
  ['[a = x/y]', '1:7 A value with `/` needs double quotes.'],
  ['[a > x]', '1:6 `>` compares numbers only.'],
  ['[a = 1 && ]', '1:11 Expected the name of a field, found `]`.'],
  ['[(a = 1]', '1:2 This parenthesis is not closed before `]`.'],
  ['[a = 1)]', '1:7 This parenthesis closes nothing.'],
  ['[a = 1 and a = 2]', '1:8 `and` does not join conditions.'],
  ['[a & b]', '1:4 Expected an operator, found `&`.'],
  ['[…, a]', '1:2 Expected the name of a field, found `…`.'],
  ['[a.b]', '1:3 Expected `,`, `]` or an operator after `a`, found `.`.'],
  ['[= 1]', '1:2 Expected the name of a field, found `=`.'],
])('a space-delimited pattern is refused: %s', (pattern, expected) => {
  expect(fault(pattern)).toBe(expected)
})

test('a fault is located by line and column', () => {
  const pattern = '{\n  ($.a = 1) &&\n  ($.b == 2)\n}'
  expect(parseFilterPattern(pattern)).toEqual({
    ok: false,
    error: { message: '`==` is not an operator.', line: 3, column: 8, help: 'Write `=`.' },
  })
})

test('a pattern holds 1,024 characters', () => {
  const longest = `{ $.a = "${'x'.repeat(1012)}" }`
  expect(longest.length).toBe(1024)
  expect(parseFilterPattern(longest).ok).toBe(true)
  expect(fault(`${longest} `)).toBe('1:1025 The pattern has 1025 characters, and AWS takes 1024.')
})

test('an invalid pattern is answered with place, reason and remedy', () => {
  expect(testMetricFilter('{ $.a and 1 }', '{}')).toEqual({
    result: 'invalid',
    error: '1:7: `and` is not an operator. Write `IS NULL`, `IS TRUE`, `IS FALSE` or `NOT EXISTS`.',
  })
  expect(testMetricFilter('a.b', 'a.b')).toEqual({
    result: 'invalid',
    error: '1:2: A term with `.` needs double quotes.',
  })
})

test.each([
  ['{ $.b EXISTS }', 'Write `= "*"` to ask for any value.'],
  ['{ b = 1 }', 'Write `$.b`.'],
  ['{ $.b:c = 1 }', "Write a key with special characters as `['key']`."],
  ['{ $.b is true }', 'Write `IS TRUE`.'],
  ['{ $.b or 1 }', 'Write `IS NULL`, `IS TRUE`, `IS FALSE` or `NOT EXISTS`.'],
  ['{ $.b = @x }', 'Put double quotes around a value that has special characters.'],
  ['{ $.b =~ x }', 'Write `= %expression%`.'],
  ['%x!%', 'Write `\\x21` instead.'],
  ['%x{,2}%', 'Write `{2}` or `{2,4}`, or `\\{`.'],
  ['[a, ..., ...]', 'Name the fields instead.'],
])('%s comes with the remedy', (pattern, expected) => {
  const parsed = parseFilterPattern(pattern)
  expect(parsed.ok ? undefined : parsed.error.help).toBe(expected)
})

test('every open point has a name of its own and a sentence', () => {
  expect(new Set(undecided.map(({ id }) => id)).size).toBe(undecided.length)
  for (const { id, sentence } of undecided) {
    expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/)
    expect(sentence).toMatch(/^[A-Z].*\.$/)
  }
})
