/** The world of responders in memory, with a clock that is driven and a process that can be killed. */
import type { AlertDocument } from '../../src/alert/document.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import { type Mode, responders } from '../../src/ir/names.ts'
import { digest } from '../../src/replay/digest.ts'
import {
  CallRefused,
  type Hand,
  type Limits,
  type ResponderWorld,
  type ResponseStore,
  type Surroundings,
  type Versioned,
} from '../../src/respond/contract/ports.ts'
import type { ResponseRecord } from '../../src/respond/contract/record.ts'
import type { ResponderMessage, RespondingRules } from '../../src/respond/contract/request.ts'
import { fromItem } from '../../src/respond/contract/stored-form.ts'
import type { Fact } from '../../src/respond/history/fact.ts'
import { timeOf } from '../../src/respond/history/fact.ts'
import type { Baseline, FactStore, SnapshotWorld } from '../../src/respond/history/fact-store.ts'
import { foldedEntity } from '../../src/respond/history/iam/entity.ts'
import type { History } from '../../src/respond/responders/rollback-iam/past.ts'
import { pastOf } from '../../src/respond/responders/rollback-iam/past.ts'
import { cloudTrailEvent } from './cloudtrail-event.ts'
import { IamError, type IamModel, type Input } from './iam-model.ts'

export const ownRole = 'arn:aws:iam::111122223333:role/tripline-test-rollback-iam'

export const limits: Limits = {
  maxActionsPerHour: 1000,
  breakGlass: ['arn:aws:iam::111122223333:user/break-glass*'],
  approvalExpiresMs: 3_600_000,
  deployRole: 'arn:aws:iam::111122223333:role/deploy/tripline',
  confirm: 'never',
  undoExpiresMs: 7 * 86_400_000,
  undoPeople: 1,
}

/** A deployed rule set with one rule, which names every responder. */
export const rulesIn = (mode: Mode): RespondingRules => ({
  'iam-policy-changed': {
    title: 'An IAM policy changed',
    severity: 'high',
    notify: null,
    modes: Object.fromEntries(responders.map((name) => [name, mode])),
  },
})

/** What the killed process would have done next. */
export class Killed extends Error {}

/** Everything that outlives a process. */
export class Memory {
  readonly items = new Map<string, Versioned>()
  readonly alerts = new Map<string, AlertDocument>()
  readonly facts = new Map<string, Fact[]>()
  readonly fingerprints = new Map<string, string>()
  baseline: Baseline = { first: null, latest: null, current: null }
  truncatedAt: string | null = null
  /** Calls that changed something, in order. */
  readonly calls: string[] = []
  /** Events of our own calls, until somebody takes them. */
  readonly ownEvents: JsonObject[] = []
  nowMs = Date.parse('2026-11-21T10:00:00.000Z')
  /** Why messages were refused. */
  readonly refused: string[] = []
  /** The mode of the deployed rule. */
  mode: Mode = 'enforce'
  /** Messages for the function `restore`. */
  readonly handedOver: ResponderMessage[] = []
  readonly iam: IamModel

  constructor(iam: IamModel) {
    this.iam = iam
  }

  record(id: string): ResponseRecord | undefined {
    const item = this.items.get(id)
    return item === undefined ? undefined : fromItem(item)
  }

  get now(): string {
    return new Date(this.nowMs).toISOString()
  }

  factStore(): FactStore {
    return {
      page: async (entity) => {
        const facts = [...(this.facts.get(foldedEntity(entity)) ?? [])]
        const sorted = facts.sort((a, b) => (timeOf(a) < timeOf(b) ? 1 : -1))
        return { facts: sorted, next: null }
      },
      put: async (fact) => {
        const entity = foldedEntity(fact.entity)
        const others = (this.facts.get(entity) ?? []).filter((other) => !isSame(other, fact))
        this.facts.set(entity, [...others, fact])
      },
      fingerprint: async (entity) => this.fingerprints.get(foldedEntity(entity)) ?? null,
      putFingerprint: async (entity, fingerprint) => {
        this.fingerprints.set(foldedEntity(entity), fingerprint)
      },
      baseline: async () => this.baseline,
      putBaseline: async (baseline) => {
        this.baseline = baseline
      },
      truncatedAt: async () => this.truncatedAt,
      putTruncatedAt: async (at) => {
        this.truncatedAt = at
      },
    }
  }

  snapshotWorld(): SnapshotWorld {
    return {
      ...this.factStore(),
      nowMs: () => this.nowMs,
      remainingMs: () => 600_000,
      sleep: async (ms) => {
        this.nowMs += ms
      },
      digest,
      live: async (entity) => this.iam.facets(entity),
      accountPage: async (marker) => {
        const from = Number(marker ?? 0)
        const all = this.iam.entities()
        const entities = all
          .slice(from, from + 2)
          .map((entity) => ({ entity, facets: this.iam.facets(entity) }))
        return { entities, next: from + 2 < all.length ? String(from + 2) : null }
      },
    }
  }
}

const isSame = (a: Fact, b: Fact): boolean =>
  a.kind === 'change' && b.kind === 'change' ? a.id === b.id : a === b

interface ProcessOptions<Past> {
  readonly killAt?: number
  readonly limits?: Limits
  readonly sentMs?: number
  /** Where the responder is not rollback-iam. */
  readonly surroundings?: Surroundings<Past>
  /** By default `giving`, as in the function `restore`. */
  readonly hand?: Hand
  /** Whether the stage has the function `restore`. */
  readonly restores?: boolean
}

/** One process. With `killAt`, it dies instead of making its `killAt`th call to the outside. */
export function processOf<Past = History>(
  memory: Memory,
  options: ProcessOptions<Past> = {},
): ResponderWorld<Past> & { readonly count: () => number } {
  const { killAt = Number.POSITIVE_INFINITY, limits: own = limits, sentMs = 0 } = options
  const { hand = 'giving', restores = true } = options
  let made = 0
  const counted = <Result>(work: () => Result): Result => {
    made++
    if (made >= killAt) throw new Killed(`before call ${killAt}`)
    return work()
  }
  const responses = {
    get: async (id: string) => counted(() => memory.items.get(id) ?? null),
    put: async (id: string, item: Versioned) =>
      counted(() => {
        if ((memory.items.get(id)?.version ?? 0) !== item.version - 1) return false
        memory.items.set(id, JSON.parse(JSON.stringify(item)) as Versioned)
        return true
      }),
  }
  const around = options.surroundings ?? (iamOf(memory, responses) as Surroundings<unknown>)
  const { live, past, execute } = around as Surroundings<Past>
  return {
    count: () => made,
    responses,
    nowMs: () => memory.nowMs,
    sleep: async (ms) => {
      memory.nowMs += ms
    },
    digest,
    token: `process ${Math.random()}`,
    sentMs,
    limits: own,
    ownRoles: [ownRole],
    rules: async () => rulesIn(memory.mode),
    senders: { requests: 'AROADETECT', answers: 'AROAANSWERS' },
    hand,
    toRestore:
      hand === 'giving' || !restores
        ? null
        : async (message) => counted(() => void memory.handedOver.push(message)),
    refuse: async (why) =>
      counted(() => {
        memory.refused.push(why)
      }),
    live: async (target) => await counted(() => live(target)),
    past,
    execute: async (step) => await counted(() => execute(step)),
    announce: async (alert) =>
      counted(() => {
        memory.alerts.set(alert.id, alert)
      }),
  }
}

/** IAM as `Memory` models it. */
function iamOf(memory: Memory, responses: ResponseStore): Surroundings<History> {
  const snapshots = memory.factStore()
  return {
    live: async ({ key }) => memory.iam.facets(key),
    past: ({ key }, event, view) =>
      pastOf(key, event, view, { snapshots, responses, ownRoles: [ownRole], digest }),
    execute: async ({ call, input }) => {
      try {
        const name = call.replace('iam:', '')
        const answer = memory.iam.call(name, input as Input)
        const made = { call: name, input, answer, by: ownRole, at: memory.now }
        memory.ownEvents.push(cloudTrailEvent({ ...made, id: `own ${memory.calls.length}` }))
        memory.calls.push(`${call} ${JSON.stringify(input)}`)
      } catch (error) {
        if (!(error instanceof IamError)) throw error
        const isPassing = error.code === 'NoSuchEntity' && !/:(?:Delete|Detach|Remove)/.test(call)
        throw isPassing ? error : new CallRefused(error.code, call)
      }
    },
  }
}
