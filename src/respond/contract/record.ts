/**
 * The stored record of a response: enough to continue after a crash, to undo it, and to report it.
 * The table has one item for each response, with this record as its body.
 *
 * Stored records outlive a deployment, so three fields keep their stored names: `course` is the
 * progress, `tell` counts the alerts that are due, `told` those that were sent.
 */
import type { ResponseDocument } from '../../alert/document.ts'
import type { JsonObject } from '../../ir/json.ts'
import { type ResponderEvent, responderEvent } from './event.ts'
import type { Versioned } from './ports.ts'
import type { ResponseRequest } from './request.ts'
import type { Facets, Plan, Step, Target } from './responder.ts'
import { shareTexts, wholeTexts } from './shared-texts.ts'

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
  readonly course: Progress | null
  /**
   * The target after the last call, not yet made comparable; undo compares the live target with it.
   * Null where the target could not be read any more: then `course` shows what was left.
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
  /** The last command of a person and its answer, which the command line reads. */
  readonly command: Command | null
  /** How many alerts are due, and how many were sent. */
  readonly tell: number
  readonly told: number
}

export interface Command {
  readonly kind: 'approve' | 'undo'
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

export const fromItem = ({ version, body }: Versioned): ResponseRecord => ({
  ...(wholeTexts(body) as unknown as ResponseRecord),
  version,
})

export function toItem({ version, ...body }: ResponseRecord): Versioned {
  return { version, body: shareTexts(body as unknown as JsonObject) }
}

export function newRecord(id: string, request: ResponseRequest, at: string): ResponseRecord {
  return {
    id,
    version: 0,
    state: 'refused',
    request,
    target: null,
    plan: null,
    course: null,
    left: null,
    why: null,
    createdAt: at,
    changedAt: at,
    finishedAt: null,
    expiresAt: null,
    coveredBy: null,
    approvedBy: null,
    undoneBy: null,
    command: null,
    tell: 0,
    told: 0,
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
export const isUndoable = ({ state, course }: ResponseRecord): boolean =>
  state === 'done' || (state === 'failed' && course !== null)
