import { expect, test } from 'vitest'
import { testMetricFilter } from '../../src/cloudwatch-logs/test-metric-filter.ts'

const message = 'web1 - [02/Jan/2026 10:00] "GET /a b.html" 503 -1.5 12e2'

function extracted(pattern: string, text = message): Readonly<Record<string, string>> | undefined {
  const tested = testMetricFilter(pattern, text)
  return tested.result === 'match' ? tested.extractedValues : undefined
}

test('names, empty places and the ellipsis say what is extracted', () => {
  expect(extracted('[host, who, at, request, status, delta, size]')).toEqual({
    $host: 'web1',
    $who: '-',
    $at: '02/Jan/2026 10:00',
    $request: 'GET /a b.html',
    $status: '503',
    $delta: '-1.5',
    $size: '12e2',
  })
  expect(extracted('[host, , ..., size]')).toEqual({
    $host: 'web1',
    $2: '-',
    $3: '02/Jan/2026 10:00',
    $4: 'GET /a b.html',
    $5: '503',
    $6: '-1.5',
    $size: '12e2',
  })
  expect(extracted('[host, ...]', 'a b')).toEqual({ $host: 'a', $2: 'b' })
  expect(extracted('[host, ...]', 'a')).toEqual({ $host: 'a' })
  expect(extracted('[..., size]', 'a')).toEqual({ $size: 'a' })
  expect(extracted('[]', 'a [b c]')).toEqual({ $1: 'a', $2: 'b c' })
  expect(extracted('[...]', 'a')).toEqual({ $1: 'a' })
  expect(extracted('[]', '')).toEqual({})
})

test('the last column takes the rest of the message', () => {
  expect(extracted('[host, rest]', 'a  "b c" [d] \n')).toEqual({ $host: 'a', $rest: '"b c" [d]' })
  expect(extracted('[host, rest]', 'a "b c"')).toEqual({ $host: 'a', $rest: 'b c' })
  expect(extracted('[all]')).toEqual({ $all: message })
})

test('a message with fewer fields does not match', () => {
  expect(extracted('[a, b]', 'a')).toBeUndefined()
  expect(extracted('[a, ..., b]', 'a')).toBeUndefined()
  expect(extracted('[a]', '')).toBeUndefined()
})

test('only a pair of brackets or quotation marks that is a field of its own groups words', () => {
  expect(extracted('[...]', '"a b"c d')).toEqual({ $1: '"a b"c', $2: 'd' })
  expect(extracted('[...]', '[a b d')).toEqual({ $1: '[a', $2: 'b', $3: 'd' })
  expect(extracted('[...]', 'k="a b" ""')).toEqual({ $1: 'k="a', $2: 'b"', $3: '' })
})

test.each([
  '[host = web1, ...]',
  '[host=web*, ...]',
  '[host = "web1", ...]',
  '[host != db*, ...]',
  '[..., status = 5*, delta, size]',
  '[..., status = 503, delta, size]',
  '[..., status = 503.0, delta, size]',
  '[..., status >= 500 && status < 600, delta, size]',
  '[..., status = 404 || status = 503, delta, size]',
  '[..., (status = 404 || status = 503) && status != 404, delta, size]',
  '[..., delta < 0, size]',
  '[..., size > 1199]',
  '[..., size <= 1200]',
  '[..., request = "GET /a*", status, delta, size]',
  '[..., request = *.html, status, delta, size]',
  '[..., request = %^GET .*html$%, status, delta, size]',
  '[host, who = -, ...]',
  '[host, ..., status, delta, size > 1 && host = web1]',
])('%s matches', (pattern) => {
  expect(extracted(pattern)).toBeDefined()
})

test.each([
  '[host = web, ...]',
  '[host = WEB1, ...]',
  '[host != web1, ...]',
  '[host > 1, ...]',
  '[..., status = 4*, delta, size]',
  '[..., status = 404 || status > 503, delta, size]',
  '[..., (status = 503 || status = 404) && status = 404, delta, size]',
  '[..., delta > 0, size]',
  '[..., size > 1200]',
  '[..., request = %^POST%, status, delta, size]',
  '[host = web1]',
  '[host, ..., size > 1 && host = web2]',
  '[host, ..., size > 1 && nobody = web1]',
  '[host, ..., size > 1 && nobody != web1]',
])('%s does not match', (pattern) => {
  expect(extracted(pattern)).toBeUndefined()
})

test('without parentheses && binds before ||', () => {
  expect(extracted('[a = x || a = web1 && a = y, ...]')).toBeUndefined()
  expect(extracted('[a = web1 || a = x && a = y, ...]')).toBeDefined()
})
