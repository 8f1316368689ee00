import type { Asked } from '../../src/detect/alert-decision.ts'
import type { ResponseRequest } from '../../src/respond/contract/request.ts'

/** What a responder is asked, as its queue carries it. */
export function askOf({ rule, event, alert, responder, mode }: Asked): string {
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
 * Characters that SQS refuses, for which a message with them would be lost: whoever writes one into a
 * name would be spared the response. JSON has escapes for them.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
const refused = /[\ufffe\uffff]/g

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16)}`
