/**
 * The stored record of a response: enough to continue after a crash, to undo it, and to report it.
 * The table has one item for each response, with this record as its body. `stored-form.ts` writes
 * and reads the body.
 */
import type { ResponseDocument } from '../../alert/document.ts'
import { type ResponderEvent, responderEvent } from './event.ts'
import type { AnswerKind, ResponseRequest } from './request.ts'
import type { Facets, Plan, Step, Target } from './responder.ts'

/**
 * `acting` and `undoing`: its calls are being made, or were interrupted. `covered`: the response to
 * another event put it right. All other states are final, except that a person can continue from
 * `waiting`, from `done` and from a `failed` with calls, and that a stronger request replaces
 * `would-do` and `waiting`.
 */
export type RecordState = ResponseDocument['state'] | 'acting' | 'undoing' | 'covered'

/** Steps from one state of the target to another, and how many of them were made. */
export interface Progress {
  readonly found: Facets
  /** Names of the facets that the steps change. */
  readonly names: readonly string[]
  readonly steps: readonly Step[]
  /** How many steps are known to be made. */
  readonly done: number
}

export interface ResponseRecord {
  readonly id: string
  /** The version of the item, which `put` compares. */
  readonly version: number
  readonly state: RecordState
  readonly request: ResponseRequest
  readonly target: Target | null
  readonly plan: Plan | null
  /** ISO 8601: when the plan was made; null where there is none. */
  readonly plannedAt: string | null
  /** All facets of the target as the plan found them; null where there is no plan. */
  readonly seen: Facets | null
  readonly progress: Progress | null
  /**
   * The target after the last call, not yet made comparable; undo compares the live target with it.
   * Null where the target could not be read any more: then `progress` shows what was left.
   */
  readonly left: Facets | null
  /**
   * The reason for `refused`, `changed-since` and `failed`; for `waiting`, the reason why it was
   * not done at once.
   */
  readonly why: string | null
  /** ISO 8601, like all times here. */
  readonly createdAt: string
  readonly changedAt: string
  readonly finishedAt: string | null
  readonly expiresAt: string | null
  /** Id of the response that covers this one. */
  readonly coveredBy: string | null
  readonly approvedBy: string | null
  readonly undoneBy: string | null
  /** The first of two people who must request an undo; null where nobody did. */
  readonly undoRequestedBy: UndoRequest | null
  /** The last command of a person and its answer, which the command line reads. */
  readonly command: Command | null
  readonly alertsDue: number
  readonly alertsSent: number
}

/** A request for an undo that waits for a second person. */
export interface UndoRequest {
  /** SQS's SenderId. */
  readonly by: string
  /** ISO 8601. */
  readonly at: string
}

export interface Command {
  readonly kind: AnswerKind
  /** SQS's SenderId. */
  readonly by: string
  readonly at: string
  readonly reason: string | null
  /** One sentence. */
  readonly answer: string
}

/**
 * The id of the response of one responder to one event, the same for repeated requests: 16
 * hexadecimal digits.
 */
export const responseId = (
  responder: string,
  identity: string,
  digest: (text: string) => string,
): string => digest(responder + identity).slice(0, 16)

export function newRecord(id: string, request: ResponseRequest, at: string): ResponseRecord {
  return {
    id,
    version: 0,
    state: 'refused',
    request,
    target: null,
    plan: null,
    plannedAt: null,
    seen: null,
    progress: null,
    left: null,
    why: null,
    createdAt: at,
    changedAt: at,
    finishedAt: null,
    expiresAt: null,
    coveredBy: null,
    approvedBy: null,
    undoneBy: null,
    undoRequestedBy: null,
    command: null,
    alertsDue: 0,
    alertsSent: 0,
  }
}

/** The event of a record. It can be read, because the record was made from it. */
export function eventOf(request: ResponseRequest): ResponderEvent {
  const event = responderEvent(request.event)
  if (typeof event === 'string') throw new Error(event)
  return event
}

/** The time now, as records hold it: ISO 8601. */
export const timeOf = (world: { nowMs(): number }): string => new Date(world.nowMs()).toISOString()

export const newProgress = (
  found: Facets,
  names: readonly string[],
  steps: readonly Step[],
): Progress => ({ found, names, steps, done: 0 })

const ranks = { observe: 0, approve: 1, enforce: 2 } as const

/**
 * Whether a request replaces the former one: of two rules that the same event fired, the stronger
 * mode counts, as long as nothing was done.
 */
export const supersedes = (request: ResponseRequest, { state, request: former }: ResponseRecord) =>
  (state === 'would-do' || state === 'waiting') && ranks[request.mode] > ranks[former.mode]

/** Its calls are being made, or were interrupted. */
export const isInProgress = ({ state }: ResponseRecord): boolean =>
  state === 'acting' || state === 'undoing'

/**
 * A response that failed half-way can be undone too, and an undo that failed can be requested
 * again.
 */
export const isUndoable = ({ state, progress }: ResponseRecord): boolean =>
  state === 'done' || (state === 'failed' && progress !== null)
