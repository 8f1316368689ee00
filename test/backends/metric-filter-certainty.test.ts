/** What the documentation says of a filter pattern, and what it leaves open. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchesJson } from '../../src/cloudwatch-logs/json-pattern.ts'
import type { Json } from '../../src/ir/json.ts'
import { certainly } from '../../src/prove/certainty.ts'
import { probe } from '../probes/probe.ts'
import { jsonPattern } from './metric-filter-rule.ts'

describe('what a filter says for certain', () => {
  test.for([
    ['$.a="x"', { a: 'x' }, true],
    ['$.a="x"', { a: 'y' }, false],
    ['$.a="x"', {}, false],
    ['$.a!="x"', { a: 'y' }, true],
    ['$.a!="x"', { a: 'x' }, false],
    ['$.a!="x"', {}, undefined],
    ['$.a!="x"', { a: 1 }, undefined],
    ['$.a!="x"', { a: null }, undefined],
    ['$.a!="x"', { a: true }, undefined],
    ['$.a!="x"', { a: ['y'] }, false],
    ['$.a="x"', { a: { x: 1 } }, false],
    ['$.a="1"', { a: 1 }, undefined],
    ['$.a="1"', { a: 2 }, false],
    ['$.a="1*"', { a: 12 }, undefined],
    ['$.a=*', { a: 12 }, true],
    ['$.a=1', { a: 1 }, true],
    ['$.a=1', { a: '1' }, undefined],
    ['$.a=1', { a: 'x' }, false],
    ['$.a!=1', { a: 2 }, true],
    ['$.a!=1', { a: '2' }, undefined],
    ['$.a="true"', { a: true }, undefined],
    ['$.a="true"', { a: false }, false],
    ['$.a IS TRUE', { a: true }, true],
    ['$.a IS TRUE', { a: 'true' }, undefined],
    ['$.a IS TRUE', { a: 'x' }, false],
    ['$.a IS NULL', { a: null }, true],
    ['$.a IS NULL', {}, false],
    ['$.a IS NULL', { a: 'null' }, false],
    ['$.a NOT EXISTS', {}, true],
    ['$.a NOT EXISTS', { a: null }, false],
    ['$.a.b NOT EXISTS', { a: null }, true],
    ['$.a>1', { a: 2 }, true],
    ['$.a>=2', { a: 2 }, true],
    ['$.a<2', { a: 2 }, false],
    ['$.a<=1', { a: 2 }, false],
    ['$.a>1', { a: '2' }, undefined],
    ['$.a>1', { a: 'x' }, false],
    ['$.a>1', {}, false],
    ['$.a="x*y"', { a: 'x*y' }, undefined],
    ['$.a="*"', { a: '' }, true],
    ['$.a=%x%', { a: 'axb' }, true],
    ['$.a[*]="x"', { a: ['x', 'y'] }, undefined],
    ['$.a NOT EXISTS || $.a!="x"', {}, true],
    ['$.a="*" && $.a!="x"', {}, false],
    ['$.a="true" || $.a IS TRUE', { a: true }, true],
    ['$.b="x" || $.a!="x"', { b: 'y' }, undefined],
    ['$.b="x" && $.a!="x"', { b: 'x' }, undefined],
  ] as const)('{ %s } of %o: %s', ([pattern, record, says]) => {
    expect(certainly(jsonPattern(`{ ${pattern} }`), record)).toBe(says)
  })

  test('is what our engine says', () => {
    const scalar = fc.constantFrom<Json[]>(
      'x',
      'y',
      '',
      '1',
      'true',
      1,
      2,
      true,
      false,
      null,
      [],
      {},
    )
    const test_ = fc.constantFrom(
      ...['$.a="x"', '$.a!="x"', '$.a="*"', '$.a="1"', '$.b=1', '$.b!=1', '$.b>1', '$.b<=1'],
      ...['$.a IS TRUE', '$.b IS NULL', '$.a NOT EXISTS', '$.b="x*"', '$.b!="*x"'],
    )
    const joint = fc.constantFrom(' && ', ' || ')
    const record = fc.record({ a: scalar, b: scalar }, { requiredKeys: [], noNullPrototype: true })
    const pattern = fc
      .tuple(test_, joint, test_, joint, test_)
      .map((parts) => `{ ${parts.join('')} }`)
    fc.assert(
      fc.property(pattern, record, (text, each) => {
        const parsed = jsonPattern(text)
        expect(certainly(parsed, each) ?? matchesJson(parsed, each)).toBe(matchesJson(parsed, each))
      }),
      probe('backends/metric-filter-certainty/matcher', { short: 3000, long: 200_000 }),
    )
  })
})
