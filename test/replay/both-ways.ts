/** The same rules and events through `replay` and through `detect`, each as documents of alerts. */
import { Readable } from 'node:stream'
import { expect } from 'vitest'
import type { AlertDocument } from '../../src/alert/document.ts'
import { detect } from '../../src/detect/detect.ts'
import { exceptionFor } from '../../src/engine/exceptions.ts'
import { timeOf } from '../../src/engine/identity.ts'
import { ruleMatches } from '../../src/engine/rule-matches.ts'
import type { Event } from '../../src/ir/event.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import type { DeployedRule, Exception, Rule } from '../../src/ir/rule.ts'
import { alertsIn, documentIn } from '../../src/replay/alerts.ts'
import { type Scan, scan } from '../../src/replay/scan-history.ts'
import { testWorld } from '../detect/world.ts'

export const today = '2026-11-21'

export const eventIn = ({ detail, ...envelope }: JsonObject): Event => ({
  record: detail as JsonObject,
  envelope,
})

/** As `detect` sends them; its clock shows the time of the first event of each batch. */
export async function sentBy(
  rules: readonly DeployedRule[],
  batches: readonly (readonly JsonObject[])[],
  exceptions: readonly Exception[] = [],
): Promise<AlertDocument[]> {
  let nowMs = 0
  const kept = testWorld(rules, {
    nowMs: () => nowMs,
    matching: async () => (event) =>
      rules.filter(
        (rule) =>
          ruleMatches(rule, event) && exceptionFor(exceptions, rule.id, event, today) === undefined,
      ),
  })
  for (const batch of batches) {
    nowMs = timeOf(eventIn(batch[0] ?? {}))
    const messages = batch.map((event, index) => ({ id: `m${index}`, body: JSON.stringify(event) }))
    expect((await detect(messages, kept.world)).failed).toEqual([])
  }
  return kept.sent
}

/** As `replay` finds them when it reads the events in this order. */
export async function replayed(
  rules: readonly DeployedRule[],
  events: readonly JsonObject[],
  exceptions: readonly Exception[] = [],
): Promise<AlertDocument[]> {
  const all = rules.map((rule): Rule => ({ ...rule, tests: [] }))
  const text = events.map((event) => `${JSON.stringify(event)}\n`).join('')
  const source = { name: '-', path: undefined }
  return documentsIn(await scan([source], all, Readable.from([text]), () => {}), all, exceptions)
}

export function documentsIn(
  scanned: Scan,
  rules: readonly Rule[],
  exceptions: readonly Exception[] = [],
): AlertDocument[] {
  const inFiles = exceptions.map((exception) => ({ exception, file: 'exceptions/a.yaml' }))
  const sent = [...alertsIn({ scan: scanned, rules, exceptions: inFiles, today })]
  scanned.matched.close()
  return sent.map(documentIn)
}

export const inBatches = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  )

export const byId = (documents: readonly AlertDocument[]): AlertDocument[] =>
  documents.toSorted((one, other) => (one.id < other.id ? -1 : 1))

/**
 * Without ids, in an order that does not depend on them. Events of one moment have no order: which
 * comes first decides about the id of an alert, and about nothing else.
 */
export const withoutIds = (documents: readonly AlertDocument[]): string[] =>
  documents.map(({ id: _, ...rest }) => JSON.stringify(rest)).toSorted()
