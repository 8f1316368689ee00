/** What people answer goes through one queue, and no message can choose who its sender is. */
import { expect, test } from 'vitest'
import { passOn } from '../../../src/respond/contract/answers.ts'
import { newRecord } from '../../../src/respond/contract/record.ts'
import type { AnswerMessage, ResponseRequest } from '../../../src/respond/contract/request.ts'

const id = '0123456789abcdef'

const request: ResponseRequest = {
  kind: 'respond',
  responder: 'restart-trail',
  rule: 'trail-stopped',
  alert: 'a'.repeat(32),
  event: {},
  mode: 'approve',
  about: { title: 'A trail was stopped', severity: 'critical', notify: null },
}

function world() {
  const sent: { responder: string; message: AnswerMessage }[] = []
  return {
    sent,
    load: async (asked: string) =>
      asked === id ? newRecord(id, request, '2026-11-21T10:00:00.000Z') : null,
    send: async (responder: string, message: AnswerMessage) =>
      void sent.push({ responder, message }),
  }
}

test('an answer goes to the responder of its response, with the sender that SQS names', async () => {
  const to = world()
  const forged = { kind: 'approve', id, reason: 'fine', by: 'AIDABOSS', mode: 'enforce' }
  expect(await passOn(JSON.stringify(forged), 'AIDACAROL', to)).toBe(
    `approve ${id} by AIDACAROL is passed on`,
  )
  expect(to.sent).toEqual([
    {
      responder: 'restart-trail',
      message: { kind: 'approve', id, reason: 'fine', by: 'AIDACAROL' },
    },
  ])
})

test.each([
  ['not JSON', 'AIDACAROL', 'the message is not JSON'],
  ['[]', 'AIDACAROL', 'the message is not a JSON object'],
  ['{"kind":"respond"}', 'AIDACAROL', 'the message is not approve or undo'],
  ['{"kind":"undo","id":"lock/role"}', 'AIDACAROL', 'the id of undo is not 16 hexadecimal digits'],
  ['{"kind":"undo","id":"fedcba9876543210"}', 'AIDACAROL', 'there is no response fedcba9876543210'],
  [`{"kind":"undo","id":"${id}"}`, '', 'nobody is named as sender'],
])('what is no answer is dropped, and raises no alarm: %s', async (body, sender, why) => {
  const to = world()
  expect(await passOn(body, sender, to)).toBe(`dropped: ${why}`)
  expect(to.sent).toEqual([])
})

test('a long reason is cut', async () => {
  const to = world()
  await passOn(JSON.stringify({ kind: 'undo', id, reason: 'x'.repeat(5000) }), 'AIDACAROL', to)
  expect(to.sent[0]?.message.reason).toHaveLength(1000)
})
