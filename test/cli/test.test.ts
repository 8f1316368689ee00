import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { answerOf, tripline, workspace } from './workspace.ts'

const stop =
  '{ eventSource: cloudtrail.amazonaws.com, eventName: StopLogging, awsRegion: eu-west-1 }'
const head = `id: stopped
title: A trail stopped
severity: high
why: A test.
match: { eventName: StopLogging }
`
const file = 'rules/stopped.yaml'

const outcome = async (keys: string, ...tests: readonly string[]) => {
  const quiet = `  - quiet: other\n    event: { eventName: StartLogging }\n`
  const text = `${head}${keys}\ntests:\n${quiet}${tests.map((each) => `  - ${each.replaceAll('\n', '\n    ')}\n`).join('')}`
  const { tests: rows } = await answerOf(workspace({ [file]: text }), ['test'])
  return rows.slice(1).map(({ message, result }: Record<string, string>) => message ?? result)
}

describe('a history', () => {
  const twice = (more = '') => `events: [{ event: ${stop}, times: 2, after: 1m }]${more}`

  test('is run with the memory of the rule', async () => {
    const keys = 'threshold: { count: 3, within: 2m }\ndedup: { by: awsRegion, within: 1h }'
    expect(
      await outcome(
        keys,
        `fires: three\nevents: [{ event: ${stop}, times: 3, after: 1m }]\nalerts: 1\nalert: { count: 3 }`,
        `quiet: two\n${twice()}`,
        `quiet: three in three minutes\nevents: [{ event: ${stop}, times: 3, after: 90s }]`,
        `fires: one event matches\nevent: ${stop}`,
      ),
    ).toEqual(['passed', 'passed', 'passed', 'passed'])
  })

  test('is quiet at its last event, after a number of alerts', async () => {
    const keys = 'firstSeen: { by: awsRegion, within: 1h }'
    expect(
      await outcome(
        keys,
        `quiet: again\n${twice('\nalerts: 1')}`,
        `fires: later\nevents: [{ event: ${stop}, times: 2, after: 2h }]\nalerts: 2`,
        `quiet: not later\nevents: [{ event: ${stop}, times: 2, after: 2h }]\nalerts: 1`,
      ),
    ).toEqual([
      'passed',
      'passed',
      'the rule sends an alert for the last event, but this test expects no alert: not later',
    ])
  })

  test('counts copies of one event once', async () => {
    const copies = `events: [{ event: ${stop}, times: 2, with: { eventID: a } }]`
    expect(
      await outcome('', `fires: once\n${copies}\nalerts: 1`, `fires: twice\n${twice()}\nalerts: 2`),
    ).toEqual(['passed', 'passed'])
  })
})

describe('an alert', () => {
  const keys = `dedup: { by: [awsRegion, errorCode], within: 1h }\nalert: { title: 'In {$.awsRegion}', fields: { Region: $.awsRegion, Error: $.errorCode } }`

  test('is as stated', async () => {
    const alert =
      'alert: { title: In eu-west-1, count: 1, fields: { Region: eu-west-1, Error: null }, key: { errorCode: null, awsRegion: eu-west-1 } }'
    expect(await outcome(keys, `fires: stop\nevent: ${stop}\n${alert}`)).toEqual(['passed'])
  })

  test('is one of several', async () => {
    const events = `events: [{ event: ${stop} }, { event: ${stop}, with: { awsRegion: us-east-2 } }]`
    expect(
      await outcome(
        keys,
        `fires: one\n${events}\nalert: { title: In us-east-2, fields: { Region: us-east-2 } }`,
        `fires: none\n${events}\nalert: { title: In us-east-2, fields: { Region: eu-west-1 } }`,
      ),
    ).toEqual([
      'passed',
      'the title of the alert is `In eu-west-1`, but this test expects `In us-east-2`: none',
    ])
  })

  test('has a key with all paths of `by`', async () => {
    expect(
      await outcome(keys, `fires: stop\nevent: ${stop}\nalert: { key: { awsRegion: eu-west-1 } }`),
    ).toEqual([
      'the key of the alert is `awsRegion: eu-west-1, errorCode: null`, but this test expects `awsRegion: eu-west-1`: stop',
    ])
  })
})

describe('a responder', () => {
  const call = `{ eventSource: cloudtrail.amazonaws.com, eventName: StopLogging, recipientAccountId: '111122223333', requestParameters: { name: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/main' } }`
  const keys = 'respond: [{ action: restart-trail }]'

  test('is called, and can act on the event', async () => {
    expect(
      await outcome(
        keys,
        `fires: stop\nevent: ${call}\nresponds: restart-trail`,
        `fires: two\nevent: ${call}\nresponds: [restart-trail, rollback-iam]`,
        `fires: of nothing\nevent: ${stop}\nresponds: restart-trail`,
      ),
    ).toEqual([
      'passed',
      'the rule does not start `rollback-iam`, but this test expects a response: two',
      expect.stringContaining('`restart-trail` does not act, but this test expects a response ('),
    ])
  })

  test('is called for an event that dedup counts only', async () => {
    const dedup = 'dedup: { by: awsRegion, within: 1h }'
    const failed = `{ event: ${stop} }`
    expect(
      await outcome(
        `${keys}\n${dedup}`,
        `fires: stop\nevents: [${failed}, { event: ${call}, with: { awsRegion: eu-west-1 } }]\nalerts: 1\nresponds: restart-trail`,
      ),
    ).toEqual(['passed'])
  })
})

describe('--update', () => {
  const rule = `# of a person\n${head}alert: { title: 'In {$.awsRegion}' }\ntests:\n  - quiet: other\n    event: { eventName: StartLogging }\n  - fires: stop # here\n    event: ${stop}\n  - fires: again\n    event: ${stop}\n`

  test('writes one title, once', async () => {
    const folder = workspace({ [file]: rule })
    const { code, out } = await tripline(folder, ['test', '--update'])
    expect([code, out]).toEqual([
      0,
      `wrote ${file}:13  In eu-west-1\n✓ 1 rule: 3 passed, 0 failed, 0 skipped\n`,
    ])
    const text = readFileSync(join(folder, file), 'utf8')
    expect(text).toBe(
      rule.replace('  - fires: again', "    alert: { title: 'In eu-west-1' }\n  - fires: again"),
    )
    expect((await tripline(folder, ['test', '--update'])).out).not.toContain('wrote')
    expect(readFileSync(join(folder, file), 'utf8')).toBe(text)
    expect(readdirSync(join(folder, 'rules'))).toEqual(['stopped.yaml'])
  })

  test('writes nothing for a test that fails, or a rule that needs a history', async () => {
    for (const text of [
      rule.replaceAll('eventName: StopLogging,', 'eventName: Other,'),
      rule.replace('tests:', 'threshold: { count: 2, within: 1m }\ntests:'),
    ]) {
      const folder = workspace({ [file]: text })
      await tripline(folder, ['test', '--update'])
      expect(readFileSync(join(folder, file), 'utf8')).toBe(text)
    }
  })

  test('refuses files with errors in them, and writes to none', async () => {
    const folder = workspace({ [file]: rule, 'rules/half.yaml': 'id: half\ntitle: "Ha' })
    const { code, err } = await tripline(folder, ['test', '--update'])
    expect([code, err]).toEqual([2, expect.stringContaining('rules/half.yaml')])
    expect(readFileSync(join(folder, file), 'utf8')).toBe(rule)
  })
})
