/** What belongs to a project besides the rules that are asked for: tripline.yaml, exceptions, events. */
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { answerOf, rule, tripline, workspace } from '../cli/workspace.ts'

const call = { eventSource: 'cloudtrail.amazonaws.com', eventName: 'DeleteTrail' }

const exception = (keys: Record<string, unknown>) =>
  JSON.stringify({
    rules: ['a'],
    match: { eventName: 'x' },
    reason: 'r',
    owner: 'ann',
    expires: '2027-01-31',
    ...keys,
  })

const errorsOf = async (folder: string, ...paths: string[]): Promise<string[]> => {
  const { diagnostics } = await answerOf(folder, ['validate', ...paths])
  return diagnostics.map(
    (each: { code: string; span: { file: string; start: { line: number } } }) =>
      `${each.span.file}:${each.span.start.line} ${each.code}`,
  )
}

describe('tripline.yaml', () => {
  const listed = rule('a', {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the language's own notation
    match: { ...call, sourceIPAddress: { cidr: '${lists.office}' } },
    tests: undefined,
  })
  const files = { 'rules/deep/a.yaml': listed, 'tripline.yaml': 'lists: { office: [10.0.0.0/8] }' }

  test('of the project is found from below, and is no rule', async () => {
    expect(await errorsOf(workspace(files))).toEqual(['rules/deep/a.yaml:2 untested-rule'])
    expect(await errorsOf(workspace(files), '.')).toEqual(['rules/deep/a.yaml:2 untested-rule'])
    expect(await errorsOf(join(workspace(files), 'rules', 'deep'), 'a.yaml')).toEqual([
      'a.yaml:2 untested-rule',
    ])
  })

  test('can be another', async () => {
    const folder = workspace({ ...files, 'other.yaml': 'lists: {}' })
    const { out } = await tripline(folder, ['validate', '--config', 'other.yaml'])
    expect(out).toContain('error[unknown-list]')
  })

  test('with nothing but comments sets nothing', async () => {
    const folder = workspace({ 'rules/a.yaml': rule('a'), 'tripline.yaml': '# to come\n' })
    expect(await errorsOf(folder)).toEqual([])
  })

  test('that is no text, or is too large, is a problem at its place', async () => {
    for (const content of [Buffer.from([0x68, 0xff]), Buffer.alloc(600_000, 0x20), 'a\0b']) {
      const folder = workspace({ 'rules/a.yaml': rule('a'), 'tripline.yaml': content })
      expect(await errorsOf(folder)).toMatchObject([
        expect.stringMatching(/^tripline.yaml:1 (?:not-text|file-too-large)/),
      ])
    }
  })
})

describe('rules', () => {
  test('of one id are told with both files', async () => {
    const folder = workspace({ 'rules/x/a.yaml': rule('a'), 'rules/y/a.yaml': rule('a') })
    const { out } = await tripline(folder, ['validate'])
    expect(out).toContain(
      'rules/y/a.yaml:2:9: error[duplicate-id]: the rule at rules/x/a.yaml:2 already has the id `a`',
    )
  })

  test('asked for twice are read once', async () => {
    const folder = workspace({ 'rules/a.yaml': rule('a') })
    expect((await tripline(folder, ['validate', 'rules', 'rules/a.yaml', './rules'])).out).toBe(
      '✓ 1 valid rule\n',
    )
  })

  test('in folders named like files are found', async () => {
    const folder = workspace({ 'rules/odd.yaml/a.yaml': rule('a') })
    expect((await tripline(folder, ['validate'])).out).toBe('✓ 1 valid rule\n')
  })

  test("of installed packages are nobody's business", async () => {
    const folder = workspace({
      'rules/a.yaml': rule('a'),
      'rules/node_modules/b/b.yaml': 'no: rule',
    })
    expect((await tripline(folder, ['validate'])).out).toBe('✓ 1 valid rule\n')
  })

  test('behind a link are rules, and a link that leads nowhere is no silence', async () => {
    const folder = workspace({
      'rules/a.yaml': rule('a'),
      'away/b.yaml': rule('b', { match: call }),
    })
    symlinkSync('../away/b.yaml', join(folder, 'rules', 'b.yaml'))
    expect((await tripline(folder, ['validate'])).out).toBe('✓ 2 valid rules\n')
    symlinkSync('../away/c.yaml', join(folder, 'rules', 'c.yaml'))
    expect((await tripline(folder, ['validate'])).err).toContain(
      '`rules/c.yaml` cannot be read: ENOENT',
    )
  })
})

describe('exceptions', () => {
  test('are told for rules that do not exist, and after they expired', async () => {
    const folder = workspace({
      'rules/a.yaml': rule('a'),
      'exceptions/known.yaml': exception({ rules: ['a', 'b'] }),
      'exceptions/last-day.yaml': exception({ expires: '2026-11-21' }),
      'exceptions/old.yaml': exception({ expires: '2026-11-20' }),
    })
    expect(await errorsOf(folder)).toEqual([
      'exceptions/known.yaml:1 unknown-rule',
      'exceptions/old.yaml:1 expired-exception',
    ])
  })

  test('may be for rules that were not asked for, wherever those are kept', async () => {
    const files = { 'exceptions/known.yaml': exception({ rules: ['b'] }) }
    const shipped = workspace({
      ...files,
      'rules/a.yaml': rule('a'),
      'rules/deep/b.yaml': rule('b'),
    })
    expect(await errorsOf(shipped, 'rules/a.yaml')).toEqual([])
    const own = workspace({ ...files, 'own/net/a.yaml': rule('a'), 'own/iam/b.yaml': rule('b') })
    expect(await errorsOf(own, 'own/net')).toEqual([])
    expect(await errorsOf(own, 'own/net/a.yaml')).toEqual([])
  })

  test('are counted where they are all there is', async () => {
    const folder = workspace({ 'rules/a.yaml': rule('a'), 'exceptions/known.yaml': exception({}) })
    expect((await tripline(folder, ['validate', 'exceptions'])).out).toBe(
      '✓ 0 valid rules, 1 exception\n',
    )
    expect((await tripline(folder, ['validate'])).out).toBe('✓ 1 valid rule, 1 exception\n')
  })

  test('with a mistake leave no other command an answer', async () => {
    const folder = workspace({
      'rules/a.yaml': rule('a'),
      'exceptions/x.yaml': exception({ owner: undefined }),
    })
    const { code, err } = await tripline(folder, ['explain', 'a', '{}'])
    expect(err).toContain('an exception needs `owner`')
    expect(code).toBe(2)
  })
})

describe('events of tests', () => {
  const ruleFor = (event: string) =>
    rule('a', {
      tests: [
        { fires: 'f', event },
        { quiet: 'q', event: { eventName: 'x' } },
      ],
    })
  const stop = '{"eventSource":"cloudtrail.amazonaws.com","eventName":"StopLogging"}'
  const files = {
    'test/events/iam/stop-logging.json': stop,
    'test/events/bom.json': `\ufeff${stop}`,
    'test/events/wrapped.json': `{"Records":[${stop}]}`,
    'test/events/two.json': `{"Records":[${stop},${stop}]}`,
    'test/events/none.json': '{"Records":[]}',
    'test/events/list.json': `[${stop}]`,
    'test/events/broken.json': '{"a"',
    'rules/beside.json': stop,
  }
  const outcome = async (event: string) => {
    const { out, code } = await tripline(workspace({ ...files, 'rules/a.yaml': ruleFor(event) }), [
      'test',
    ])
    return code === 0 ? 'passes' : (out.split('\n')[0] ?? '')
  }

  test.each([
    ['iam/stop-logging.json'],
    ['bom.json'],
    ['wrapped.json'],
    ['./beside.json'],
    ['../rules/beside.json'],
  ])('%s is read', async (event) => expect(await outcome(event)).toBe('passes'))

  test.each([
    [
      'iam/stop-loging.json',
      'rules/a.yaml:11:5: error[bad-event-file]: the event file `iam/stop-loging.json` does not exist',
    ],
    ['', 'rules/a.yaml:11:5: error[bad-event-file]: the event file `` does not exist'],
    ['.', 'rules/a.yaml:11:5: error[bad-event-file]: the event file `.` does not exist'],
    ['iam', 'rules/a.yaml:11:5: error[bad-event-file]: the event file `iam` does not exist'],
    [
      'two.json',
      'rules/a.yaml:11:5: error[bad-event-file]: the event file `two.json` contains 2 records, but a test needs one',
    ],
    [
      'none.json',
      'rules/a.yaml:11:5: error[bad-event-file]: the event file `none.json` contains 0 records, but a test needs one',
    ],
    [
      'list.json',
      'rules/a.yaml:11:5: error[bad-event-file]: the event file `list.json` is not a JSON object',
    ],
    ['broken.json', 'is not JSON'],
  ])('%s is told', async (event, says) => {
    expect(await outcome(event)).toContain(`error[bad-event-file]: `)
    expect(await outcome(event)).toContain(says)
  })
})
