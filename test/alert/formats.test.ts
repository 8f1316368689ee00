/** What every format makes of every kind of alert: read the golden files as the person who is paged. */
import { describe, expect, test } from 'vitest'
import { attributesOf, render } from '../../src/alert/formats.ts'
import { snsMessage } from '../../src/alert/rendered.ts'
import type { AlertFormat } from '../../src/ir/names.ts'
import { alerts, endedInsight, rolledBack, stopLogging } from './documents.ts'
import { jsonFormats, validatorOf } from './validator.ts'

const golden = (name: string) => `../golden/alert/${name}`

describe.each(Object.entries(alerts))('%s', (name, make) => {
  test('as text', async () => {
    const { subject, message, sms } = render(make(), 'text')
    const mail = `Subject: ${subject}\nSMS: ${sms}\n\n${message}`
    await expect(mail).toMatchFileSnapshot(golden(`${name}.txt`))
  })
})

describe.each(jsonFormats)('%s', (format) => {
  const validate = validatorOf(format)

  test.each(['trail-stopped', 'insight-over', 'rolled-back', 'guardduty-malicious-caller'])(
    'of %s',
    async (name) => {
      const { subject, message, sms } = render(alerts[name]?.() ?? stopLogging(), format)
      expect([subject, sms]).toEqual([null, null])
      const pretty = `${JSON.stringify(JSON.parse(message), null, 2)}\n`
      await expect(pretty).toMatchFileSnapshot(golden(`${name}.${format}.json`))
    },
  )

  test.each(Object.keys(alerts))('of %s keeps to its schema', (name) => {
    validate(JSON.parse(render(alerts[name]?.() ?? stopLogging(), format).message))
    expect(validate.errors ?? []).toEqual([])
  })

  test('of an event that has nothing', () => {
    const empty = {
      ...stopLogging(),
      time: null,
      account: null,
      region: null,
      event: { id: null, source: null, name: null },
      outcome: { succeeded: null, errorCode: null, errorMessage: null },
      actor: null,
      sourceIP: null,
      userAgent: null,
      resources: [],
      fields: { 'A label': null },
      samples: [],
      links: [],
      runbook: null,
      attack: [],
      controls: [],
    }
    const { message } = render(empty, format)
    validate(JSON.parse(message))
    expect(validate.errors ?? []).toEqual([])
    expect(message).not.toMatch(/undefined|NaN|\[object/)
  })
})

describe('what the schemas are for: they refuse what the services refuse', () => {
  type Change = (message: Record<string, never>) => object
  const refused: Partial<Record<AlertFormat, readonly Change[]>> = {
    chat: [(it) => ({ ...it, source: 'tripline' })],
    json: [(it) => ({ ...it, version: 2 })],
    pagerduty: [(it) => ({ ...it, dedup_key: 'x'.repeat(256) })],
    ocsf: [(it) => ({ ...it, type_uid: 200_402 }), (it) => ({ ...it, metadata: undefined })],
    asff: [(it) => ({ ...it, Resources: [] }), (it) => ({ ...it, AwsAccountId: '1' })],
  }

  test.each(jsonFormats)('%s', (format) => {
    const message = JSON.parse(render(stopLogging(), format).message)
    const changes = refused[format] ?? []
    expect(changes.length).toBeGreaterThan(0)
    for (const change of changes) expect(validatorOf(format)(change(message))).toBe(false)
  })
})

test('the end of an incident closes it, by the key it was opened with', () => {
  const end = JSON.parse(render(endedInsight(), 'pagerduty').message)
  expect(end).toMatchObject({ event_action: 'resolve', dedup_key: '9a0b1c2d3e4f' })
  const finding = JSON.parse(render(endedInsight(), 'ocsf').message)
  expect(finding).toMatchObject({ activity_id: 3, status_id: 4, is_alert: false })
  expect(JSON.parse(render(endedInsight(), 'asff').message).RecordState).toBe('ARCHIVED')
  expect(render(endedInsight(), 'text').subject).toMatch(/^MEDIUM: RESOLVED: /)
})

test('the first line says what, who and where, and the last what to look at', () => {
  const lines = render(rolledBack(), 'text').message.split('\n')
  expect(lines[0]).toBe(
    'HIGH: DONE: build-bot made svc-report an administrator in 111122223333 us-east-1',
  )
  expect(lines).toContain('Command: tripline undo 0f1e2d3c4b5a6978 --stage production')
  expect(lines.indexOf('Links')).toBeGreaterThan(lines.indexOf('What to do'))
})

test('who is named in the first line also where the title leaves it out', () => {
  const { title: _, ...rest } = stopLogging()
  const [first] = render({ ...rest, title: 'A trail was stopped' }, 'text').message.split('\n')
  expect(first).toBe('CRITICAL: A trail was stopped by build-bot in 111122223333 eu-west-1')
})

describe('message attributes', () => {
  test('let a subscription filter', () =>
    expect(attributesOf(stopLogging(), 'oncall')).toEqual({
      rule: 'trail-stopped',
      severity: 'critical',
      account: '111122223333',
      region: 'eu-west-1',
      kind: 'detection',
      status: 'new',
      alert: '5e1f0c2ab7d94463a8c1f6b09d3e7742',
      channel: 'oncall',
    }))

  test('are never empty, which SNS refuses', () =>
    expect(attributesOf({ ...stopLogging(), account: null, region: '' }, 'c')).toMatchObject({
      account: 'unknown',
      region: 'unknown',
    }))
})

describe('the parameters of Publish', () => {
  test('carry a short form for phones', () => {
    const { Subject, Message, MessageStructure } = snsMessage(render(stopLogging(), 'text'))
    const { default: mail, sms } = JSON.parse(Message)
    expect([Subject, MessageStructure]).toEqual([render(stopLogging(), 'text').subject, 'json'])
    expect(mail).toBe(render(stopLogging(), 'text').message)
    expect(sms).toBe(
      'CRITICAL: build-bot stopped trail account-trail in 111122223333 eu-west-1 (trail-stopped, 5e1f0c2a)',
    )
  })

  test('carry what is for programs as it is', () =>
    expect(snsMessage(render(stopLogging(), 'chat'))).toEqual({
      Message: render(stopLogging(), 'chat').message,
    }))
})
