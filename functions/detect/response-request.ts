import type { DueRequest } from '../../src/detect/alert-decision.ts'
import type { ResponseMessage } from '../../src/respond/contract/request.ts'

/**
 * The body of a message to a responder's queue: a `ResponseMessage` as JSON. The responder reads the
 * mode, the channels and the severity from its own rule set.
 */
export function requestBody({ rule, event, alert, responder }: DueRequest): string {
  const request: ResponseMessage = {
    kind: 'respond',
    responder,
    rule: rule.id,
    alert,
    event: { ...event.envelope, detail: event.record },
  }
  return JSON.stringify(request)
}
