/** Function `detect` as it is deployed: from the message of a queue to the messages that people get. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Sandbox } from '../../packages/local-aws/lambda/sandbox.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import { loadProject } from '../../src/project/project.ts'
import { shippedFolders } from '../support/shipped-rules.ts'
import { newScene, recordsOf, type Surroundings, startSurroundings } from './detect-account.ts'
import { batchOf, call, deliver, done, failing, heard, pump, rule } from './detect-play.ts'

let around: Surroundings

beforeAll(async () => {
  around = await startSurroundings()
})
afterAll(() => around?.stop())

test('the shipped rules: StopLogging becomes a message in every channel, a quiet call nothing', async () => {
  const project = loadProject(shippedFolders, undefined, { cwd: process.cwd(), now: new Date() })
  // Without those that tell whatever is the first of its kind, as everything here is.
  const rules = project.rules.map((each) => each.rule).filter(({ firstSeen }) => !firstSeen)
  const scene = await newScene(around, rules, { pager: 'text', audit: 'json' })
  const record = JSON.parse(
    readFileSync('test/events/cloudtrail/stop-logging.json', 'utf8'),
  ) as JsonObject
  const event =
    'detail' in record ? record : { ...call(1), source: 'aws.cloudtrail', detail: record }
  const { outcome, lines } = await deliver(scene, batchOf([event, call(2)]))
  expect(outcome).toEqual(done)
  const mails = await heard(scene)
  expect(mails.map(({ rule: id, channel }) => [id, channel]).sort()).toEqual([
    ['trail-stopped', 'audit'],
    ['trail-stopped', 'pager'],
  ])
  const [pager, audit] = ['pager', 'audit'].map((name) =>
    mails.find(({ channel }) => channel === name),
  )
  expect(pager?.body).toContain('StopLogging')
  expect(JSON.parse(audit?.body ?? '')).toMatchObject({ rule: 'trail-stopped', id: audit?.alert })
  expect(lines).toContainEqual(
    expect.objectContaining({ message: 'alert', rule: 'trail-stopped', alert: audit?.alert }),
  )
  expect(lines).toContainEqual(expect.objectContaining({ EventsEvaluated: 2, AlertsSent: 1 }))
})

test('what nobody can read goes to the dead-letter queue with its reason and blocks nothing', async () => {
  const scene = await newScene(around, [rule('test', 'Test')], { pager: 'json' })
  const { outcome } = await deliver(scene, batchOf(['{', '{"source":"aws.s3"}', call(1)]))
  expect(outcome).toEqual(done)
  const dead = await scene.take('events-dead')
  expect(
    dead.map(({ Body, MessageAttributes }) => [Body, MessageAttributes?.reason?.StringValue]),
  ).toEqual([
    ['{', 'the body is not JSON'],
    ['{"source":"aws.s3"}', 'the event has no detail'],
  ])
  expect(await heard(scene)).toHaveLength(1)
})

test('a topic that is gone fails its message alone, and costs the other channel nothing', async () => {
  const rules = [
    rule('both', 'Test', { notify: ['pager', 'audit'] }),
    rule('one', 'Other', { notify: ['audit'] }),
  ]
  const scene = await newScene(around, rules, { pager: 'json', audit: 'json' })
  await scene.removeTopic('pager')
  const batch = batchOf([call(1), call(2, { eventName: 'Other' })])
  expect((await deliver(scene, batch)).outcome).toEqual(failing('message-0'))
  await pump(scene)
  expect((await deliver(scene, batch.slice(0, 1), 180_000)).outcome).toEqual(failing('message-0'))
  expect((await heard(scene)).map(({ rule: id, channel }) => `${id} ${channel}`).sort()).toEqual([
    'both audit',
    'one audit',
  ])
})

test('a responder is asked once, and has the event', async () => {
  const respond = [{ action: 'rollback-iam', mode: 'approve' }] as const
  const scene = await newScene(around, [rule('test', 'Test', { respond })], { pager: 'json' })
  for (const laterMs of [0, 180_000]) await deliver(scene, batchOf([call(1)]), laterMs)
  const requests = (await scene.take('asked')).map(({ Body }) => JSON.parse(Body ?? ''))
  const [mails] = await heard(scene)
  expect(requests).toEqual([
    {
      kind: 'respond',
      responder: 'rollback-iam',
      rule: 'test',
      alert: mails?.alert,
      event: call(1),
    },
  ])
})

test('function receipts, ended at its call, notes it when the receipts come again', async () => {
  const scene = await newScene(around, [rule('test', 'Test')], { pager: 'json' })
  const batch = batchOf([call(1)])
  const detect = await scene.start('detect', 0, true)
  endWhen(detect, (name) => name === 'Publish')
  expect((await detect.invoke(recordsOf(await scene.receive(batch)))).kind).toBe('exit')
  await detect.close()
  const taken = await scene.take('receipts')
  expect(taken).toHaveLength(1)
  for (const laterMs of [0, 1000]) {
    const receipts = await scene.start('receipts', laterMs, true)
    endWhen(receipts, () => laterMs === 0)
    const outcome = await receipts.invoke(recordsOf(await scene.receive(taken)))
    expect(outcome.kind).toBe(laterMs === 0 ? 'exit' : 'response')
    await receipts.close()
  }
  for (const proxy of around.proxies) proxy.reset()
  expect((await deliver(scene, batch, 180_000)).outcome).toEqual(done)
  expect(await heard(scene)).toHaveLength(1)
})

/** Ends a process when a call was carried out, before it hears of it. */
function endWhen(process: Sandbox, isTheOne: (call: string) => boolean): void {
  for (const proxy of around.proxies) {
    proxy.reset((number, moment) => {
      if (moment === 'asked' || !isTheOne(proxy.calls[number] ?? '')) return false
      process.kill()
      return true
    })
  }
}
