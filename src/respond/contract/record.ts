/**
 * What is kept of a response: enough to go on after a crash, to undo it, and to tell about it. The
 * table has one item a response, with this as its body.
 */
import type { ResponseDocument } from '../../alert/document.ts'
import type { JsonObject } from '../../ir/json.ts'
import { type ResponderEvent, responderEvent } from './event.ts'
import type { Versioned } from './ports.ts'
import type { ResponseRequest } from './request.ts'
import type { Facets, Plan, Step, Target } from './responder.ts'
import { shareTexts, wholeTexts } from './shared-texts.ts'

/**
 * `acting` and `undoing`: on the way, or broken off on the way. `covered`: put right by the response
 * to another event. The rest are ends, though a person can go on from `waiting` and `done`.
 */
export type RecordState = ResponseDocument['state'] | 'acting' | 'undoing' | 'covered'

/** Steps on their way from one state of the target to another. */
export interface Progress {
  readonly found: Facets
  /** The facets it is about. */
  readonly names: readonly string[]
  readonly steps: readonly Step[]
  /** How many of them are known to be made. */
  readonly done: number
}

export interface ResponseRecord {
  readonly id: string
  /** The item's own: what `put` compares. */
  readonly version: number
  readonly state: RecordState
  readonly request: ResponseRequest
  readonly target: Target | null
  readonly plan: Plan | null
  readonly course: Progress | null
  /**
   * The target as we left it, not yet made comparable; an undo acts on this and nothing else. Null
   * where nobody could look any more: then the calls noted say it.
   */
  readonly left: Facets | null
  /** Of `refused`, `changed-since`, `failed`; of `waiting`, why not at once. */
  readonly why: string | null
  /** ISO 8601, as all times here. */
  readonly createdAt: string
  readonly changedAt: string
  readonly finishedAt: string | null
  readonly expiresAt: string | null
  /** Id of the response that did it. */
  readonly coveredBy: string | null
  readonly approvedBy: string | null
  readonly undoneBy: string | null
  /** The last command of a person and what came of it: the command line reads it here. */
  readonly command: Command | null
  /** How many things there were to tell, and how many have been told. */
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

/** Of the response of one responder to one event, however often it is asked for. */
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

/** The event of a record; that it can be read was seen when the record was made. */
export function eventOf(request: ResponseRequest): ResponderEvent {
  const event = responderEvent(request.event)
  if (typeof event === 'string') throw new Error(event)
  return event
}

/** Now, as it is written into records: ISO 8601. */
export const timeOf = (world: { nowMs(): number }): string => new Date(world.nowMs()).toISOString()

export const newProgress = (
  found: Facets,
  names: readonly string[],
  steps: readonly Step[],
): Progress => ({ found, names, steps, done: 0 })

const ranks = { observe: 0, approve: 1, enforce: 2 } as const

/** Of two rules that the same event fired, the stronger mode counts, as long as nothing was done. */
export const supersedes = (request: ResponseRequest, { state, request: former }: ResponseRecord) =>
  (state === 'would-do' || state === 'waiting') && ranks[request.mode] > ranks[former.mode]

/** In the middle of its calls, or broken off there. */
export const isInProgress = ({ state }: ResponseRecord): boolean =>
  state === 'acting' || state === 'undoing'

/** What failed half-way can be undone too, and an undo that failed can be asked for again. */
export const isUndoable = ({ state, course }: ResponseRecord): boolean =>
  state === 'done' || (state === 'failed' && course !== null)
