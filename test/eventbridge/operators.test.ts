import { describe, expect, test } from 'vitest'
import { holdsFor, matchResult } from './answers.ts'

/** A comparison, the values it holds for, and the values it does not. */
type Case = [comparison: unknown, holds: unknown[], fails: unknown[]]

function check(cases: readonly Case[]): void {
  test.each(cases)('%j', (comparison, holds, fails) => {
    for (const value of holds)
      expect([value, holdsFor(comparison, value)]).toEqual([value, 'match'])
    for (const value of fails)
      expect([value, holdsFor(comparison, value)]).toEqual([value, 'nomatch'])
  })
}

describe('values', () => {
  check([
    ['aws.iam', ['aws.iam', ['x', 'aws.iam']], ['aws.IAM', 'aws.iam ', '', null, {}, []]],
    ['', [''], [' ', null, 0, false, [], {}]],
    [true, [true, [false, true]], ['true', 1, false, null]],
    [false, [false], ['false', 0, null, '']],
    [null, [null, [1, null]], ['null', '', 0, false, [], {}]],
    [7, [7, 7.0, [8, 7]], ['7', 70, true]],
    [{ exactly: 'aws.iam' }, ['aws.iam'], ['aws.iamx']],
  ])
  test('an operator object is no value', () =>
    expect(holdsFor({ exactly: '10.0.0.1' }, '010.0.0.1')).toBe('nomatch'))
})

describe('numbers as written', () => {
  const number = (pattern: string, event: string) =>
    matchResult(`{"a":[${pattern}]}`, `{"a":${event}}`)

  test.each([
    ['250', '250.0'],
    ['250', '2.5e2'],
    ['2.50E+2', '250'],
    ['0', '-0.0'],
    ['0.1', '1e-1'],
    ['210987654321', '210987654321.0'],
    ['12.345678901234567', '12.345678901234567'],
    ['36028797018963969', '36028797018963969'],
    ['1e400', '1e400'],
  ])('%s is %s', (pattern, event) => expect(number(pattern, event)).toBe('match'))

  test.each([
    ['0.1', '0.10000001'],
    // Both read as the same float, which is why event-ruler does not compare them as floats.
    ['36028797018963969', '36028797018963968'],
    ['12.345678901234567891', '12.345678901234567'],
    ['1e400', '10e399'],
    ['250', '"250"'],
  ])('%s is not %s', (pattern, event) => expect(number(pattern, event)).toBe('nomatch'))
})

describe('prefix and suffix', () => {
  check([
    [{ prefix: 'Put' }, ['PutUser', 'Put', ['x', 'Put1']], ['put', 'xPut', '', 5, null, true]],
    [{ prefix: '' }, ['', 'x'], [5, null, true, [], {}]],
    [{ suffix: 'Role' }, ['PassRole', 'Role'], ['Roles', 'role', 5, null]],
    [{ suffix: '' }, ['', 'x'], [5, null, false]],
    [{ prefix: { 'equals-ignore-case': 'pUt' } }, ['PUTX', 'put'], ['pu', 'xput', 1]],
    [{ suffix: { 'equals-ignore-case': 'ROLE' } }, ['passrole', 'RoLe'], ['roles', 'ole', 1]],
    // The comparison includes the quotes of the JSON text.
    [{ prefix: 'Put"' }, ['Put', 'Put"x'], ['PutUser', 'Pu']],
    [{ suffix: '"Role' }, ['Role', 'x"Role'], ['PassRole']],
    [{ prefix: { 'equals-ignore-case': 'Put"' } }, ['PUT', 'put"x'], ['puts']],
    [{ 'anything-but': { prefix: 'Put"' } }, ['PutUser'], ['Put', 'Put"x']],
    [{ prefix: '東' }, ['東京'], ['京東']],
    [{ suffix: '京🗼' }, ['東京🗼'], ['東京🗽']],
  ])
})

describe('equals-ignore-case', () => {
  check([
    [{ 'equals-ignore-case': 'MfA' }, ['mfa', 'MFA', 'Mfa'], ['mfa ', 'mf', 1, null]],
    [{ 'equals-ignore-case': '' }, [''], ['x', null]],
    [{ 'equals-ignore-case': 'Ärger' }, ['ÄRGER', 'ärger'], ['arger']],
    [{ 'equals-ignore-case': 'gruß' }, ['GRUSS', 'gruß', 'Gruß'], ['gruss']],
    [{ 'equals-ignore-case': 'gruss' }, ['GRUSS'], ['gruß']],
    [{ suffix: { 'equals-ignore-case': 'ß' } }, ['gruß', 'GRUSS'], ['gruss']],
    // Java changes the case of half a surrogate pair at a time, and writes each half as `?`.
    [{ 'equals-ignore-case': '🗼' }, ['??'], ['🗼']],
  ])
})

describe('wildcard', () => {
  check([
    [{ wildcard: '*' }, ['', 'x', 'a\nb'], [1, null, true]],
    [{ wildcard: '' }, [''], ['x']],
    [{ wildcard: 'ab' }, ['ab'], ['abc', 'xab']],
    [{ wildcard: 'a*' }, ['a', 'ab', 'a*'], ['', 'ba']],
    [{ wildcard: '*a' }, ['a', 'ba'], ['ab']],
    [{ wildcard: 'a*b*c' }, ['abc', 'axbxc', 'abcbc'], ['acb', 'ab', 'abcx']],
    [{ wildcard: 'aba*aba' }, ['abaaba', 'aba-aba'], ['aba', 'ababa']],
    [{ wildcard: '*ab*ab*' }, ['abab', 'xabxabx'], ['ab', 'aab']],
    [{ wildcard: 'a\\*b' }, ['a*b'], ['axb', 'a\\*b', 'ab']],
    [{ wildcard: 'a\\\\*' }, ['a\\', 'a\\b'], ['ab', 'a*']],
    [{ wildcard: '\\\\\\**' }, ['\\*', '\\*x'], ['\\x']],
    [{ wildcard: 'a.c' }, ['a.c'], ['abc']],
    [{ wildcard: '*é*' }, ['é', 'née'], ['e', 'ne']],
  ])
})

describe('numeric', () => {
  check([
    [{ numeric: ['=', 5] }, [5, 5.0], ['5', 5.1, null, true]],
    [{ numeric: ['<', 5] }, [4.999999, -1e300], [5, '4', null]],
    [{ numeric: ['<=', 5] }, [5, -5], [5.000001]],
    [{ numeric: ['>', 5] }, [5.000001, 1e300], [5, '6', true]],
    [{ numeric: ['>=', 5] }, [5, 6], [4.99]],
    [{ numeric: ['>', -1, '<', 1] }, [0, 0.5, -0.999], [-1, 1]],
    [{ numeric: ['>=', -1, '<=', 1] }, [-1, 1], [-1.01, 1.01]],
    [{ numeric: ['>', 6e9, '<', 1e200] }, [6.1e9], [5e9]],
  ])
  test('a number no float holds is in no range', () =>
    expect(matchResult('{"a":[{"numeric":[">",0]}]}', '{"a":36028797018963969}')).toBe('nomatch'))
})

describe('cidr', () => {
  check([
    [{ cidr: '172.16.0.0/12' }, ['172.16.0.0', '172.31.255.255'], ['172.32.0.0', '172.15.9.9']],
    [{ cidr: '172.16.9.9/12' }, ['172.16.0.1'], ['172.32.0.0']],
    [{ cidr: '192.0.2.128/25' }, ['192.0.2.128', '192.0.2.255'], ['192.0.2.127']],
    [{ cidr: '0.0.0.0/0' }, ['9.8.7.6'], ['iam.amazonaws.com', 9, null, '']],
    [{ cidr: '2001:db8:a::/47' }, ['2001:db8:b:ffff::1', '2001:DB8:A::'], ['2001:db8:c::']],
    [{ cidr: '10.0.0.0/8/' }, ['10.1.1.1'], ['11.1.1.1']],
    [{ cidr: '10.0.0.0/+8' }, ['10.1.1.1'], ['11.1.1.1']],
    [{ cidr: '10.0.0.0/8' }, ['::ffff:a01:101'], ['10.0.0.256', '10.0.0', '10.0.0.0/8']],
  ])
  check([
    // A text that is an address is compared as one.
    ['10.0.0.7', ['10.0.0.7', '010.0.0.07', '::ffff:a00:7'], ['10.0.0.70', '10.0.0.8']],
    ['::1', ['::1', '0:0:0:0:0:0:0:1', '0::0001'], ['::2', '1::']],
    ['10.0.0.300', ['10.0.0.300'], ['10.0.1.44']],
    ['12:30', ['12:30'], ['12:31']],
    // Digits decide from the left, whatever the family: see isInBlock.
    [{ cidr: '10.0.0.0/8' }, ['a00:1::'], ['b00:1::']],
    [{ cidr: '2000::/3' }, ['42.0.0.1'], ['64.0.0.1']],
  ])
})

describe('exists', () => {
  check([
    [{ exists: true }, ['', 0, false, null, ['x'], [[1]]], [{}, [], { b: 1 }, [[]], [{}]]],
    [{ exists: false }, [{}, [], { b: 1 }, [{ b: 1 }]], ['', null, [null], [[0]]]],
  ])
  test('a field that is not there', () => {
    expect(matchResult({ a: [{ exists: true }] }, {})).toBe('nomatch')
    expect(matchResult({ a: [{ exists: false }] }, {})).toBe('match')
    expect(matchResult({ a: { b: [{ exists: false }] } }, { a: null })).toBe('match')
    expect(matchResult({ a: ['x', { exists: false }] }, { b: 1 })).toBe('match')
  })
})

describe('anything-but', () => {
  const but = (value: unknown) => ({ 'anything-but': value })
  check([
    [but('x'), ['y', '', 1, null, true, ['x', 'y']], ['x', ['x', 'x'], [], {}]],
    [but(['x', 'y']), ['z', 0], ['x', 'y', ['y', 'x']]],
    [but(5), [6, '5', true, null], [5, 5.0]],
    [but([5, 6]), [7, '5'], [5, 6, [6, 5]]],
    [but({ prefix: 'x' }), ['y', '', 1, null, ['x', 'y']], ['x', 'xy']],
    [but({ prefix: ['x', 'y'] }), ['z'], ['xz', 'y']],
    [but({ suffix: 'x' }), ['xy', 1], ['yx', 'x']],
    [but({ suffix: ['x', 'y'] }), ['z', null], ['zx', 'zy']],
    [but({ 'equals-ignore-case': 'x' }), ['y', 'xx', 5], ['x', 'X']],
    [but({ 'equals-ignore-case': ['x', 'Y'] }), ['z', true], ['X', 'y']],
    [but({ wildcard: 'x*y' }), ['xz', 1], ['xy', 'x-y']],
    [but({ wildcard: ['x*', '*y'] }), ['zz'], ['xz', 'zy']],
    [but('10.0.0.1'), ['10.0.0.2', '010.0.0.1'], ['10.0.0.1']],
  ])
  test('a missing field is not anything', () =>
    expect(matchResult({ a: [but('x')] }, { b: 'y' })).toBe('nomatch'))
  test('beside other comparisons of the list', () => {
    expect(matchResult({ a: [but('10.0.0.1'), { cidr: '10.0.0.0/8' }] }, { a: '10.0.0.1' })).toBe(
      'match',
    )
    expect(matchResult({ a: [but('10.0.0.1'), { cidr: '11.0.0.0/8' }] }, { a: '10.0.0.1' })).toBe(
      'nomatch',
    )
  })
})
