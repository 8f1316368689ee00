import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import type { Terminal } from '../../src/cli/terminal.ts'

async function run(args: readonly string[], input = '') {
  let [out, err] = ['', '']
  const terminal: Terminal = {
    cwd: process.cwd(),
    env: {},
    now: new Date('2026-11-21T00:00:00Z'),
    stdin: Readable.from([Buffer.from(input)]),
    color: false,
    live: false,
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
  }
  return { exit: await main(args, terminal), out, err }
}

const rows = async (command: string, ...lines: string[]) => {
  const { out } = await run([command, '--batch'], lines.map((line) => `${line}\n`).join(''))
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

describe('test-event-pattern', () => {
  test('answers a row for each row, in order', async () => {
    const answers = await rows(
      'test-event-pattern',
      '{"pattern":{"a":[1]},"event":{"a":1}}',
      '{"pattern":{"a":[1]},"event":{"a":2}}',
      '{"pattern":{"a":[]},"event":{}}',
      'no row at all',
      '{"pattern":{"a":[1]}}',
    )
    expect(answers.map(({ result }) => result)).toEqual([
      'match',
      'nomatch',
      'invalid',
      'invalid',
      'invalid',
    ])
    expect(answers[2].error).toContain('Empty arrays are not allowed')
  })

  test('takes raw text as it is: repeated keys and the spelling of numbers', async () => {
    const raw = JSON.stringify('{"a":[1],"a":[2]}')
    expect(
      await rows(
        'test-event-pattern',
        `{"pattern":${raw},"event":{"a":2}}`,
        `{"pattern":"{\\"a\\":[300]}","event":"{\\"a\\":3.0e2}"}`,
      ),
    ).toEqual([{ result: 'match' }, { result: 'match' }])
  })

  test.for([
    [['{"a":[1]}', '{"a":1}'], 0, '✓ match\n'],
    [['{"a":[1]}', '{"a":2}'], 1, '✗ no match\n'],
  ] as const)('%j exits with %i', async ([args, exit, out]) => {
    expect(await run(['test-event-pattern', ...args])).toEqual({ exit, out, err: '' })
  })

  test('an invalid pattern is no answer', async () => {
    expect(await run(['test-event-pattern', '{"a":1}', '{}'])).toMatchObject({ exit: 2 })
  })

  test('files that are not there are named', async () => {
    expect(await run(['test-event-pattern', 'nowhere.json', '{}'])).toEqual({
      exit: 2,
      out: '',
      err: 'tripline: the file `nowhere.json` does not exist\n',
    })
    expect((await run(['test-event-pattern'])).err).toContain('the pattern or the event is missing')
  })
})

describe('test-metric-filter', () => {
  test('answers a row for each row, in order', async () => {
    const answers = await rows(
      'test-metric-filter',
      '{"pattern":"{ $.a = 1 }","message":{"a":1}}',
      '{"pattern":"ERROR","message":"all is well"}',
      '{"pattern":"{ $.a EXISTS }","message":"{}"}',
      '{"pattern":"{ $.a = 1 }","message":"{\\"a\\":1.0}"}',
    )
    expect(answers.map(({ result }) => result)).toEqual(['match', 'nomatch', 'invalid', 'match'])
    expect(answers[0]).toEqual({ result: 'match' })
  })

  test('reads pattern and message from files', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tripline-filter-'))
    const [pattern, message] = [join(folder, 'pattern.txt'), join(folder, 'message.log')]
    writeFileSync(pattern, '[level=ERROR, what]\n')
    writeFileSync(message, 'ERROR disk\n')
    expect(await run(['test-metric-filter', pattern, message])).toMatchObject({ exit: 0 })
    writeFileSync(message, 'INFO disk\n')
    expect(await run(['test-metric-filter', pattern, message])).toMatchObject({ exit: 1 })
    rmSync(folder, { recursive: true })
  })

  test('takes a message of several words as it is, and a word as the name of a file', async () => {
    expect(await run(['test-metric-filter', 'ERROR', 'ERROR 400 BAD REQUEST'])).toMatchObject({
      exit: 0,
    })
    expect((await run(['test-metric-filter', 'ERROR', 'erors.log'])).err).toContain(
      'the file `erors.log` does not exist',
    )
  })

  test('tells where a filter pattern is wrong', async () => {
    const { exit, out } = await run(['test-metric-filter', '{ $.a == 1 }', '{"a":1}'])
    expect(exit).toBe(2)
    expect(out).toMatch(/^invalid: 1:\d+: /)
  })
})

test('explain --compiled shows pattern, state and regions', async () => {
  const { exit, out } = await run(['explain', 'iam-policy-changed', '--compiled'])
  expect(exit).toBe(0)
  expect(out).toContain('us-east-1 only')
  expect(out).toContain('"source": [\n    "aws.iam"\n  ]')
  const root = await run(['explain', 'root-api-use', '--compiled', '--format', 'json'])
  expect(JSON.parse(root.out)).toMatchObject({
    state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
    regions: { everyEnabled: true },
  })
})
