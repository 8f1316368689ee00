import type { Asked } from '../../src/detect/decide.ts'
import type { ResponseRequest } from '../../src/respond/request.ts'

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
  return JSON.stringify(request)
}
