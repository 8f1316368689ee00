/** A world in memory for tests of what a batch becomes: it keeps what was written, sent and dead-lettered, and counts calls. */
import type { AlertDocument } from '../../src/alert/document.ts'
import type { DetectWorld } from '../../src/detect/detect.ts'
import type { StoredItem } from '../../src/detect/ports.ts'
import { ruleMatches } from '../../src/engine/rule-matches.ts'
import type { DeployedRule } from '../../src/ir/rule.ts'
import { digest } from '../../src/replay/digest.ts'
import { memoryLedger } from './ledger.ts'

export interface TestWorld {
  readonly world: DetectWorld
  readonly sent: AlertDocument[]
  readonly onBus: string[]
  readonly requests: { readonly responder: string; readonly body: string }[]
  readonly unreadable: { readonly message: string; readonly why: string }[]
  /** Calls of the table: `load key`, `save key`. */
  readonly calls: string[]
  readonly items: Map<string, StoredItem>
}

/** The proof of messages that all came from the queue. */
export const allGenuine: DetectWorld['prove'] = async (ids) =>
  new Map(ids.map((id) => [id, 'genuine']))

export const heartbeatRole = 'arn:aws:iam::111122223333:role/tripline-test-heartbeat'

export function testWorld(
  rules: readonly DeployedRule[],
  more: Partial<DetectWorld> = {},
): TestWorld {
  const items = new Map<string, StoredItem>()
  const kept = {
    sent: [] as AlertDocument[],
    onBus: [] as string[],
    requests: [] as { responder: string; body: string }[],
    unreadable: [] as { message: string; why: string }[],
    calls: [] as string[],
  }
  const world: DetectWorld = {
    state: {
      load: async (key) => {
        kept.calls.push(`load ${key}`)
        return items.get(key)
      },
      save: async (key, content, basis) => {
        kept.calls.push(`save ${key}`)
        if (items.get(key) !== basis) return false
        items.set(key, { ...content, version: (basis?.version ?? 0) + 1 })
        return true
      },
    },
    ledger: memoryLedger(),
    topics: {
      publish: async ({ rendered }) => {
        kept.sent.push(JSON.parse(rendered.message) as AlertDocument)
      },
    },
    bus: { put: async (type, { id }) => void kept.onBus.push(`${type} ${id}`) },
    responders: {
      send: async (responder, body) => void kept.requests.push({ responder, body }),
    },
    digest,
    nowMs: () => Date.parse('2026-11-20T12:00:00Z'),
    remainingMs: () => 30_000,
    pause: async () => {},
    matching: async () => (event) => rules.filter((rule) => ruleMatches(rule, event)),
    channels: { pager: { topic: 'arn:aws:sns:::pager', format: 'json', severity: 'info' } },
    heartbeatRole,
    enrich: async (alert) => alert,
    requestBody: ({ rule, alert, responder }) => `${rule.id} ${responder} ${alert}`,
    prove: allGenuine,
    deadLetter: async ({ id: message }, why) => void kept.unreadable.push({ message, why }),
    ...more,
  }
  return { world, items, ...kept }
}
