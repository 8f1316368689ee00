/** A history that an exception hides takes little memory, however long it is. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import type { Rule } from '../../src/ir/rule.ts'
import { alertsIn } from '../../src/replay/alerts.ts'
import type { Scan } from '../../src/replay/scan-history.ts'
import type { Spooled } from '../../src/replay/spool.ts'
import { ruleFor } from '../detect/rules.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const today = '2026-11-21'
const rule: Rule = { ...ruleFor('quiet', 'Test'), tests: [] }
const drills = {
  rules: '*',
  match: { kind: 'block', fields: [] },
  reason: 'drills',
  owner: 'ann',
  expires: today,
} as const

const scanOf = (inOrder: () => Generator<Spooled>): Scan => ({
  sources: [],
  matched: { add: () => {}, inOrder, close: () => {} },
  broken: [],
  eventCount: 0,
  others: new Map(),
  firstMs: 0,
  lastMs: 0,
  observed: new Set(),
})

function usedBytes(): number {
  collectGarbage()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

test('less than 100 bytes for a hidden event', () => {
  const eventCount = 250_000
  let growthBytes = Number.NaN
  const scan = scanOf(function* () {
    const beforeBytes = usedBytes()
    for (let number = 0; number < eventCount; number++)
      yield { atMs: number, rules: [0], source: 0, json: `{"n":${number}}` }
    growthBytes = usedBytes() - beforeBytes
  })
  const exceptions = [{ exception: drills, file: 'exceptions/drills.yaml' }]
  const found = alertsIn({ scan, rules: [rule], exceptions, today }).next()
  expect(found).toMatchObject({ done: true, value: { hidden: [{ eventCount }], alertCount: 0 } })
  expect(growthBytes / eventCount).toBeLessThan(100)
})
