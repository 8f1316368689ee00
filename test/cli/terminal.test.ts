/** What reaches a terminal, and what a process does that a function does not. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { processTerminal } from '../../src/cli/terminal.ts'
import { log, record, rule, tripline, workspace } from './workspace.ts'

const bin = resolve('bin/tripline.js')
const esc = '\u001b'

function run(cwd: string, args: readonly string[], env: Record<string, string> = {}, input = '') {
  const { PATH = '' } = process.env
  return spawnSync(process.execPath, [bin, ...args], {
    cwd,
    input,
    env: { PATH, ...env },
    encoding: 'utf8',
  })
}

describe('colours', () => {
  afterEach(() => vi.unstubAllEnvs())

  test('a pipe has none, unless FORCE_COLOR asks for them', () => {
    const folder = workspace({ 'rules/a.yaml': rule('a') })
    expect(run(folder, ['explain', 'a', '{}']).stdout).not.toContain(esc)
    expect(run(folder, ['explain', 'a', '{}'], { FORCE_COLOR: '1' }).stdout).toContain(esc)
  })

  test.each([
    [{}, true, true],
    [{}, false, false],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '' }, false, false],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  ])('%j on a terminal (%s): %s', (env, isTTY, color) => {
    for (const name of ['NO_COLOR', 'FORCE_COLOR']) vi.stubEnv(name, undefined)
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
    const before = process.stdout.isTTY
    process.stdout.isTTY = isTTY
    try {
      expect(processTerminal().color).toBe(color)
    } finally {
      process.stdout.isTTY = before
    }
  })
})

describe('a process', () => {
  test('exits as the command answers', () => {
    const folder = workspace({ 'rules/a.yaml': rule('a') })
    expect(run(folder, ['explain', 'a', '-'], {}, '{"eventName":"StartLogging"}').status).toBe(1)
    const { status, stdout, stderr } = run(folder, [])
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain('Usage: tripline')
  })

  test('reads standard input to its end before it says that it is no event', () => {
    const { status, stderr } = run(workspace({ 'rules/a.yaml': rule('a') }), ['explain', 'a', '-'])
    expect([status, stderr]).toEqual([
      2,
      'tripline: standard input has no usable event: the file is empty\n',
    ])
  })

  test('whose reader has seen enough ends in silence', async () => {
    const records = Array.from({ length: 2000 }, () => record())
    const files = { 'rules/a.yaml': rule('a'), 'h/a.json': log(...records) }
    const { PATH = '' } = process.env
    const child = spawn(process.execPath, [bin, 'replay', 'h'], {
      cwd: workspace(files),
      env: { PATH },
    })
    let output = ''
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.stdout.once('data', () => child.stdout.destroy())
    const code = await new Promise((done) => child.on('close', done))
    expect([code, output]).toEqual([0, ''])
  })

  test.skipIf(!existsSync('/dev/full'))('whose answer finds no room says so and has none', () => {
    const folder = workspace({ 'rules/a.yaml': rule('a') })
    const { PATH = '' } = process.env
    const script = `exec "${process.execPath}" "${bin}" test > /dev/full`
    const { status, stderr } = spawnSync('sh', ['-c', script], {
      cwd: folder,
      env: { PATH },
      encoding: 'utf8',
    })
    expect(stderr).toContain('cannot be written: ENOSPC')
    expect(status).toBe(2)
  })
})

describe('text of others', () => {
  const evil = `${esc}]0;owned\u0007${esc}[2J\u009b31m\u202egpj\u2066\u200b\u{e0041}\r\nnext`
  const file = `evil${esc}[31m.yaml`
  const files = {
    'rules/good.yaml': rule('good', {
      title: evil,
      alert: { title: `${evil} {$.userIdentity.arn}`, fields: { [evil]: '$.errorMessage' } },
      match: { eventName: ['StopLogging', evil] },
      unless: { userAgent: evil },
      tests: [
        {
          fires: evil,
          event: { eventSource: 'cloudtrail.amazonaws.com', eventName: 'StopLogging' },
        },
        { quiet: 'no', event: { eventName: evil, eventType: evil, userAgent: evil } },
      ],
    }),
    'rules/off.yaml': rule('off', { status: 'disabled', tests: [{ fires: evil, event: {} }] }),
    [`bad/${file}`]: rule('bad', { severity: evil, [evil]: evil }),
    'failing/failing.yaml': rule('failing', {
      match: { eventName: { prefix: evil } },
      tests: [{ fires: evil, event: { eventName: evil.slice(1) } }],
    }),
    [`exceptions/${file}`]: JSON.stringify({
      rules: '*',
      match: { errorCode: evil },
      reason: evil,
      owner: evil,
      expires: '2026-12-31',
    }),
    [`history/${file}.json`]: log(
      record({
        eventTime: evil,
        userIdentity: { arn: evil },
        sourceIPAddress: evil,
        errorMessage: evil,
      }),
      record({ errorCode: evil }),
      record({ awsRegion: evil, recipientAccountId: evil, eventID: evil }),
    ),
    [`history/broken${file}.jsonl`]: `{"a":1}\n{"${esc}[31m": \u009b}\n`,
  }
  /** Everything that a terminal acts on or hides; line breaks are ours. */
  const unsafe =
    /[\0-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e0fff}]/u

  test.each([
    [['validate', 'bad', 'rules']],
    [['test', 'rules', '--verbose']],
    [['test', 'failing']],
    [['replay', 'history']],
    [['explain', 'good', JSON.stringify({ eventName: evil })]],
    [['explain', 'good', JSON.stringify({ eventName: 'StopLogging', errorCode: evil })]],
    [['explain', 'good', JSON.stringify({ eventName: 'StopLogging', userAgent: evil })]],
    [['explain', 'good', JSON.stringify({ 'detail-type': evil, source: evil, detail: {} })]],
    [['explain', 'good', `{"${evil}`]],
    [['explain', 'good', evil]],
    [['explain', evil, '{}']],
    [['validate', evil]],
    [['validate', '--config', evil]],
    [['replay', evil]],
    [['new', evil]],
    [['new', `${evil}/fresh.yaml`]],
  ])('never acts on the terminal: %j', async (args) => {
    const { out, err } = await tripline(workspace(files), args)
    expect(out + err).not.toMatch(unsafe)
    expect((out + err).length).toBeGreaterThan(0)
  })

  test('cannot fill the screen', async () => {
    const long = 'x'.repeat(100_000)
    const events = log(record({ userIdentity: { arn: long }, eventTime: long, userAgent: long }))
    const files = {
      'rules/a.yaml': rule('a', {
        match: { eventName: 'StopLogging' },
        alert: { title: '{$.userIdentity.arn}' },
      }),
      'h/a.json': events,
    }
    for (const args of [
      ['replay', 'h'],
      ['explain', 'a', 'h/a.json'],
      ['explain', 'a', JSON.stringify({ eventName: long })],
    ]) {
      expect((await tripline(workspace(files), args)).out.length).toBeLessThan(2000)
    }
  })
})

describe('progress', () => {
  afterEach(() => void vi.restoreAllMocks())

  /** A history that arrives over two seconds, by the clock that the progress line looks at. */
  async function slowly(live: boolean) {
    let nowMs = 0
    vi.spyOn(performance, 'now').mockImplementation(() => nowMs)
    const stdin = Readable.from(
      (function* () {
        for (let n = 0; n < 3 * 4096; n++) {
          if (n % 4096 === 4095) nowMs += 600
          yield Buffer.from(`${JSON.stringify(record({ eventName: 'Other' }))}\n`)
        }
      })(),
    )
    return tripline(workspace({ 'rules/a.yaml': rule('a') }), ['replay', '-'], { stdin, live })
  }

  test('is shown to who watches, from the first second on, and wiped away', async () => {
    const { err, out } = await slowly(true)
    expect(err).toContain('replay: 0 of 1 files, 8,192 events')
    expect(err).not.toContain('4,096 events')
    expect(err.endsWith('\r\u001b[2K')).toBe(true)
    expect(out).not.toContain('\r')
  })

  test('is not written into a file', async () => {
    expect((await slowly(false)).err).toBe('')
  })

  test('says nothing about what is done at once', async () => {
    const files = { 'rules/a.yaml': rule('a'), 'h/a.json': log(record()) }
    expect((await tripline(workspace(files), ['replay', 'h'], { live: true })).err).toBe('')
  })
})
