/** Which files a history consists of, and in which order what is in them is told. */
import { mkdirSync, symlinkSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { answerOf, type Files, log, record, rule, tripline, workspace } from '../cli/workspace.ts'

const rules = { 'rules/a.yaml': rule('a') }
const [one, two, three] = ['one', 'two', 'three'].map((eventID) => record({ eventID }))
const both = ['one', 'two']

/** The event ids that alerted, in a history that is these files. */
async function replayed(files: Files, path = 'h') {
  const { alerts, summary, code } = await answerOf(workspace({ ...rules, ...files }), [
    'replay',
    path,
  ])
  return { code, summary, ids: alerts.map(({ eventID }: { eventID: string }) => eventID) }
}

describe('files', () => {
  const key = (region: string, hour: string, name: string) =>
    `h/AWSLogs/111122223333/CloudTrail/${region}/2026/11/20/111122223333_CloudTrail_${region}_20261120T${hour}Z_${name}.json.gz`

  test('of an S3 tree are all found, what is no JSON by name is counted', async () => {
    const { ids, summary } = await replayed({
      [key('us-east-1', '1005', 'aaaa')]: gzipSync(log(one)),
      [key('eu-central-1', '1010', 'bbbb')]: gzipSync(log(two)),
      'h/deep/er/three.JSONL': JSON.stringify(three),
      'h/readme.md': 'notes',
      'h/x.csv': 'a,b',
    })
    expect(ids).toEqual(['two', 'one', 'three'])
    expect(summary).toMatchObject({ files: 3, skippedFiles: 2, events: 3 })
  })

  test('that are named are read whatever their name', async () => {
    expect(await replayed({ 'h/events': log(one, two) }, 'h/events')).toMatchObject({ ids: both })
  })

  test('reached by two paths are read once', async () => {
    const folder = workspace({ ...rules, 'h/a.json': log(one, two), 'more/b.json': log(three) })
    symlinkSync('../h', join(folder, 'more', 'link'))
    mkdirSync(join(folder, 'h', 'deep'))
    symlinkSync('..', join(folder, 'h', 'deep', 'up'))
    symlinkSync('a.json', join(folder, 'h', 'same.json'))
    symlinkSync('nowhere.json', join(folder, 'h', 'dangling.json'))
    symlinkSync('circle.json', join(folder, 'h', 'circle.json'))
    mkdirSync(join(folder, 'h', 'empty'))
    const { summary } = await answerOf(folder, [
      'replay',
      'h',
      'h/a.json',
      './h/',
      'more',
      join(folder, 'h'),
    ])
    expect(summary).toMatchObject({ events: 3, duplicates: 0, files: 2 })
  })

  test('behind a link that leads out of the history are not read, and no part of them is shown', async () => {
    const folder = workspace({
      ...rules,
      'h/a.json': log(one),
      'h-beside/b.json': log(two),
      'secret/credentials': 'aws_secret_access_key = wJalrXUtnFEMI',
    })
    symlinkSync('../secret/credentials', join(folder, 'h', 'c.json'))
    const out = await tripline(folder, ['replay', 'h'])
    expect([out.code, out.out]).toEqual([2, ''])
    expect(out.err).toContain('the link `h/c.json` points outside the history')
    expect(out.err).not.toContain('aws_')
    unlinkSync(join(folder, 'h', 'c.json'))
    symlinkSync('..', join(folder, 'h', 'up'))
    expect((await tripline(folder, ['replay', 'h'])).err).toContain('the link `h/up` points')
    unlinkSync(join(folder, 'h', 'up'))
    symlinkSync('../h-beside', join(folder, 'h', 'd'))
    expect((await tripline(folder, ['replay', 'h'])).err).toContain('the link `h/d` points')
    const { summary } = await answerOf(folder, ['replay', 'h', 'h-beside'])
    expect(summary).toMatchObject({ events: 2, files: 2 })
  })

  test('behind a link count if the link itself is named, and other names are only counted', async () => {
    const folder = workspace({ ...rules, 'away/a.json': log(one), 'notes.md': 'notes' })
    symlinkSync('away', join(folder, 'h'))
    symlinkSync('../notes.md', join(folder, 'away', 'notes.md'))
    const { summary } = await answerOf(folder, ['replay', 'h'])
    expect(summary).toMatchObject({ events: 1, files: 1, skippedFiles: 1 })
  })

  test('are read in any order and told in the order of time', async () => {
    const at = (eventTime: string, eventID: string) => record({ eventTime, eventID })
    const { ids } = await replayed({
      'h/z.json': log(at('2026-11-20T08:00:00Z', 'first'), at('2026-11-20T10:00:00Z', 'third')),
      'h/a.json': log(at('2026-11-20T11:00:00Z', 'fourth'), at('2026-11-20T09:00:00.5Z', 'second')),
    })
    expect(ids).toEqual(['first', 'second', 'third', 'fourth'])
  })

  test('that are missing stop everything before anything is read', async () => {
    const folder = workspace({ ...rules, 'h/a.json': log(one) })
    const { code, out } = await tripline(folder, ['replay', 'h', 'gone'])
    expect([code, out]).toEqual([2, ''])
  })
})
