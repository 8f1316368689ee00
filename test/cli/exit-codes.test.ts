/** 0 yes, 1 the answer is no, 2 there is no answer: the same for every command. */
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { log, record, rule, tripline, workspace } from './workspace.ts'

const invalid = rule('invalid', { severity: 'hihg' })
const failing = rule('failing', { match: { eventName: 'Nothing' } })
const untested = rule('untested', { tests: [] })

const project = () =>
  workspace({
    'rules/good.yaml': rule('good'),
    'other/untested.yaml': untested,
    'other/failing.yaml': failing,
    'bad/invalid.yaml': invalid,
    'exceptions/known.yaml':
      '{"rules": ["good"], "match": {"eventName": "x"}, "reason": "r", "owner": "o", "expires": "2027-01-31"}',
    'history/one.json': log(record()),
    'empty/readme.txt': 'nothing here',
    'event.json': JSON.stringify(record()),
  })

const codeOf = async (cwd: string, args: readonly string[]) => (await tripline(cwd, args)).code

describe('yes', () => {
  test.each([
    [['validate']],
    [['validate', 'exceptions']],
    [['validate', 'other/untested.yaml']],
    [['test']],
    [['test', 'rules/good.yaml', '--verbose']],
    [['explain', 'good', 'event.json']],
    [
      [
        'explain',
        'rules/good.yaml',
        '{"eventSource":"cloudtrail.amazonaws.com","eventName":"StopLogging"}',
      ],
    ],
    [['replay', 'history']],
    [['new', 'fresh']],
    [['--version']],
    [['--help']],
    [['replay', '--help']],
  ])('%j', async (args) => expect(await codeOf(project(), args)).toBe(0))
})

describe('no', () => {
  test.each([
    [['validate', 'bad']],
    [['validate', 'other/untested.yaml', '--strict']],
    [['test', 'bad']],
    [['test', 'other/failing.yaml']],
    [['test', 'other/untested.yaml']],
    [['explain', 'good', '{"eventName":"StartLogging"}']],
  ])('%j', async (args) => expect(await codeOf(project(), args)).toBe(1))
})

describe('no answer', () => {
  test.each([
    [[], 'Usage: tripline'],
    [['nonsense'], "unknown command 'nonsense'"],
    [['validate', '--nonsense'], "unknown option '--nonsense'"],
    [['validate', '--format', 'xml'], 'Allowed choices are pretty, json, ndjson, sarif'],
    [['validate', 'nowhere'], 'the file or folder `nowhere` does not exist'],
    [['validate', 'rules/good.yaml/x'], 'does not exist'],
    [['validate', 'empty'], 'the folder `empty` has no rule files'],
    [['validate', '--config', 'nowhere.yaml'], 'the file `nowhere.yaml` does not exist'],
    [['validate', '--config', 'empty'], '`empty` cannot be read'],
    [['validate', '--output', 'nowhere/x'], '`nowhere/x` cannot be written'],
    [['validate', '--output', 'empty'], '`empty` cannot be written'],
    [['validate', '--sarif', 'nowhere/x'], '`nowhere/x` cannot be written'],
    [['test', '--junit', 'nowhere/x'], '`nowhere/x` cannot be written'],
    [['test', 'nowhere'], 'does not exist'],
    [['test', 'exceptions'], 'none of these files is a rule'],
    [['explain'], "missing required argument 'rule'"],
    [['explain', 'good'], 'the event is missing'],
    [['explain', 'god', 'event.json'], 'did you mean `good`?'],
    [['explain', 'zzz', 'event.json'], 'write `good`'],
    [['explain', 'bad/invalid.yaml', 'event.json'], 'the rules have 1 error'],
    [['explain', 'good', 'nowhere.json'], 'the event file `nowhere.json` does not exist'],
    [['explain', 'good', 'history'], 'the event file `history` does not exist'],
    [['explain', 'good', '{"eventName"'], 'is not JSON'],
    [['explain', 'good', 'empty/readme.txt'], 'is not JSON'],
    [['replay', 'nowhere'], 'the file or folder `nowhere` does not exist'],
    [['replay', 'empty'], 'the folder `empty` has no files of CloudTrail records'],
    [['replay', 'history', '--rules', 'nowhere'], 'the file or folder `nowhere` does not exist'],
    [['replay', 'history', '--rules', 'bad'], 'the rules have 1 error'],
    [['replay', 'history', '--rules', 'exceptions'], 'none of these files is a rule'],
    [['new', 'good'], 'already exists'],
    [['new', 'Not_Kebab'], '`Not_Kebab` is not a valid rule id'],
  ])('%j', async (args, expected) => {
    const { code, out, err } = await tripline(project(), args)
    expect(err).toContain(expected)
    expect(code).toBe(2)
    // Standard output is for answers, and a reader of JSON must not find half of one there.
    if (!args.includes('--sarif') && !args.includes('--junit')) expect(out).toBe('')
  })

  test('whatever stands in the way of reading is one sentence', async () => {
    const folder = project()
    symlinkSync('circle', join(folder, 'circle'))
    symlinkSync('nowhere', join(folder, 'rules', 'dangling.yaml'))
    for (const args of [
      ['validate'],
      ['validate', 'circle'],
      ['replay', 'circle'],
      ['replay', 'history/one.json', '--rules', 'circle'],
      ['explain', 'good', 'circle'],
      ['new', 'event.json/deep.yaml'],
    ]) {
      const { code, err } = await tripline(folder, args)
      expect(err).toMatch(/^tripline: .*\n(?: {2}.*\n)?$/)
      expect(err).not.toContain('bug in tripline')
      expect(code).toBe(2)
    }
  })

  test('a history is asked for at a terminal, and read from a pipe', async () => {
    const folder = project()
    const terminal = Object.assign(Readable.from([]), { isTTY: true })
    const result = await tripline(folder, ['replay'], { stdin: terminal })
    expect(result.err).toContain('the history is missing')
    expect(result.code).toBe(2)
    const piped = await tripline(folder, ['replay'], {
      stdin: Readable.from([Buffer.from(log(record()))]),
    })
    expect(piped.out).toContain('1 alert from 1 event')
    expect(piped.code).toBe(0)
  })

  test('rules may be named before the history, and more than once', async () => {
    const folder = workspace({
      'one/good.yaml': rule('good'),
      'two/better.yaml': rule('better'),
      'h/a.json': log(record()),
    })
    const args = ['replay', '--rules', 'one', '--rules', 'two', 'h']
    expect((await tripline(folder, args)).out).toContain('2 alerts from 1 event')
    expect((await tripline(folder, args.toSpliced(3, 2))).out).toContain('1 alert from 1 event')
  })

  test('a broken file of history outranks the alerts that are printed', async () => {
    const folder = project()
    const files = { 'rules/good.yaml': rule('good'), 'h/a.json': log(record()), 'h/b.json': '{"a"' }
    const { code, out } = await tripline(workspace(files), ['replay', 'h'])
    expect(out).toContain('A trail stopped')
    expect(out).toContain('h/b.json:1:1: error[broken-history]')
    expect(code).toBe(2)
    expect(await codeOf(folder, ['replay', 'history'])).toBe(0)
  })

  test('a mistake of our own is no answer either', async () => {
    const stdin = {
      [Symbol.asyncIterator]: () => {
        throw new Error('no such thing')
      },
    } as never
    const { code, err } = await tripline(project(), ['explain', 'good', '-'], { stdin })
    expect(err).toContain('no such thing')
    expect(code).toBe(2)
  })
})
