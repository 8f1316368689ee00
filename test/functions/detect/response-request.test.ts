/** What a responder is asked must be a message that its queue takes, whatever the event holds. */
import { expect, test } from 'vitest'
import { requestBody } from '../../../functions/detect/response-request.ts'
import { sendable } from '../../../functions/world/queues.ts'
import { engineEvent, ruleFor } from '../../detect/rules.ts'

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const taken = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u

test.each(['\uffff', '\ufffe', '\ud800', '\udfff', '\u0000', '\u000b', '\u{1ffff}', 'plain'])(
  'a name with %j in it spares nobody the response',
  (character) => {
    const who = `mallory${character}`
    const event = engineEvent({ eventName: 'Test', number: 1, atMs: 0, who, what: 'x' })
    const rule = ruleFor('test', 'Test')
    const id = '0'.repeat(32)
    const asked = { rule, event, messages: [], id, alert: id }
    const body = sendable(requestBody({ ...asked, responder: 'rollback-iam' }))
    expect(body).toMatch(taken)
    expect(JSON.parse(body).event.detail.requestParameters.who).toBe(who)
  },
)
