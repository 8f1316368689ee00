import type { DueRequest } from '../../src/detect/alert-decision.ts'
import type { ResponseRequest } from '../../src/respond/contract/request.ts'

/** The body of a message to a responder's queue: a `ResponseRequest` as JSON. */
export function requestBody({ rule, event, alert, responder, mode }: DueRequest): string {
  const request: ResponseRequest = {
    kind: 'respond',
    responder,
    mode,
    rule: {
      id: rule.id,
      title: rule.title,
      severity: rule.severity,
      notify: rule.notify ?? null,
    },
    alert,
    event: { ...event.envelope, detail: event.record },
  }
  return JSON.stringify(request).replaceAll(refused, escaped)
}

/**
 * Characters that SQS refuses. A message with one of them would be lost, and an attacker who puts one
 * into a name would escape the response. JSON has escapes for them.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
const refused = /[\ufffe\uffff]/g

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16)}`
