/** The work of a proof grows with the length of a list, and not with its square. */
import { expect, test } from 'vitest'
import type { OperatorCheck } from '../../src/ir/predicate.ts'
import { eventsFor } from '../../src/prove/events.ts'
import { prove } from '../../src/prove/proofs.ts'
import { valuesFor } from '../../src/prove/values.ts'
import { block, equals, field, not, ruleOf } from '../backends/metric-filter-rule.ts'

const lists: Readonly<Record<string, (index: number) => OperatorCheck>> = {
  accounts: (index) => equals(String(100_000_000_000 + 7919 * index)),
  networks: (index) => ({ op: 'cidr', network: `10.${index >> 8}.${index & 255}.0/24` }),
  wildcards: (index) => ({ op: 'wildcard', pattern: `arn:aws:iam::*:role/team-${index}/*-x` }),
}

const listOf = (kind: string, length: number): OperatorCheck[] =>
  Array.from({ length }, (_, index) => lists[kind]?.(index) ?? equals(index))

const ruleAbout = (of: readonly OperatorCheck[]) =>
  ruleOf({
    match: block(
      field('eventSource', equals('iam.amazonaws.com')),
      field('eventName', equals('CreateUser')),
      field('userIdentity.arn', not({ op: 'any', of })),
    ),
  })

test.for(Object.keys(lists))('values to try grow with a list of %s', (kind) => {
  const count = (length: number) => valuesFor([{ op: 'any', of: listOf(kind, length) }]).length
  expect(count(2000) - count(1000)).toBeLessThanOrEqual(1000)
  expect(count(1000)).toBeLessThan(2000)
})

test.for(Object.keys(lists))('each member of a list of %s is tried', (kind) => {
  const of = listOf(kind, 1000)
  const tried = new Set<unknown>()
  for (const { record } of eventsFor(ruleAbout(of), []))
    tried.add((record as { userIdentity?: { arn?: unknown } }).userIdentity?.arn)
  const missing = of.filter((check) => !valuesFor([check]).some((value) => tried.has(value)))
  expect(missing).toEqual([])
})

test('a proof reports its progress', () => {
  const seen: number[] = []
  const { eventCount } = prove(
    'event-pattern',
    ruleAbout(listOf('accounts', 40)),
    [],
    undefined,
    (count) => seen.push(count),
  )
  expect(seen.length).toBe(Math.floor(eventCount / 100))
})
