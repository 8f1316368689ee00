/**
 * The messages about responses, and who may send each:
 *
 *     detect ── ResponseMessage ──► queue of a responder ── ResponseMessage ──► queue `restore`
 *     person ── PersonsMessage ──► queue `answers` ── AnswerMessage ──► `restore`, or the responder
 *
 * A message names a rule and holds an event. Everything else about the rule comes from the rule set
 * that is deployed with the function: nobody can change the mode, the channels or the severity of a
 * response by a message.
 */
import type { JsonObject } from '../../ir/json.ts'
import type { Mode, Responder, Severity } from '../../ir/names.ts'

/** A request to respond to an event. Only `detect` starts one. */
export interface ResponseMessage {
  readonly kind: 'respond'
  readonly responder: Responder
  /** The id of the rule. */
  readonly rule: string
  /** Id of the alert that caused the request. */
  readonly alert: string
  /** The EventBridge event: envelope and `detail`. */
  readonly event: JsonObject
}

export const answerKinds = ['approve', 'undo'] as const
export type AnswerKind = (typeof answerKinds)[number]

/**
 * What a person answers: `tripline approve` starts a response that waits, `tripline undo` reverses
 * one that is done.
 */
export interface PersonsMessage {
  readonly kind: AnswerKind
  /** The id of the response: 16 hexadecimal digits. */
  readonly id: string
  readonly reason: string | null
}

/** A person's answer as the function `answers` passes it on. */
export interface AnswerMessage extends PersonsMessage {
  /** The SenderId that SQS recorded when the person sent the message: `AIDA…`, `AROA…:session`. */
  readonly by: string
}

export type ResponderMessage = ResponseMessage | AnswerMessage

/** A rule as far as responses need it, from the deployed rule set. */
export interface RespondingRule {
  readonly title: string
  readonly severity: Severity
  /** Channel names; null means the channels that take this severity. */
  readonly notify: readonly string[] | null
  /** The mode of each responder that the rule names. */
  readonly modes: Readonly<Partial<Record<Responder, Mode>>>
}

/** The enabled rules that name a responder, by id: the content of `responses.json`. */
export type RespondingRules = Readonly<Record<string, RespondingRule>>

/** A request with everything that the deployed rule set says about its rule. */
export interface ResponseRequest extends ResponseMessage {
  readonly mode: Mode
  readonly about: Pick<RespondingRule, 'title' | 'severity' | 'notify'>
}

/** The request of a message, or the reason why the deployed rules ask for no such response. */
export function requestOf(
  message: ResponseMessage,
  rules: RespondingRules,
): ResponseRequest | string {
  const rule = Object.hasOwn(rules, message.rule) ? rules[message.rule] : undefined
  if (rule === undefined) return `no deployed rule is called ${message.rule}`
  const mode = rule.modes[message.responder]
  if (mode === undefined) return `the rule ${message.rule} does not name ${message.responder}`
  const { title, severity, notify } = rule
  const { kind, responder, rule: id, alert, event } = message
  return { kind, responder, rule: id, alert, event, mode, about: { title, severity, notify } }
}

/** Whether two requests are about the same response: by the parts that a message holds. */
export const isSameRequest = (a: ResponseMessage, b: ResponseMessage): boolean =>
  textOf(a) === textOf(b)

const textOf = ({ responder, rule, alert, event }: ResponseMessage): string =>
  JSON.stringify([responder, rule, alert, event])
