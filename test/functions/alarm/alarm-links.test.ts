/** The addresses of the console, taken apart as the console does. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSafe } from '../../../src/alert/formats/text.ts'
import { alarmLink, logLinks } from '../../../src/detect/alarm/alarm-links.ts'
import { probe } from '../../probes/probe.ts'
import { filter } from './world.ts'

const span = { fromMs: Date.UTC(2026, 10, 21, 2), toMs: Date.UTC(2026, 10, 21, 3) }

/** `$` stands for `%` behind the `#`, and the values of the query are encoded once more. */
const undone = (url: string): { path: string; values: URLSearchParams } => {
  const [path = '', query = ''] = decodeURIComponent(
    (url.split('#')[1] ?? '').replaceAll('$', '%'),
  ).split('?')
  return { path, values: new URLSearchParams(query) }
}

const urlsOf = (logGroup: string, pattern: string): string[] =>
  logLinks({ ...filter, logGroup, pattern }, span).map(({ url }) => url)

test('the search has the log group, the pattern and the time', () => {
  const [search = ''] = urlsOf('aws/trail', '{ $.eventName = "Stop*" }')
  const { path, values } = undone(search)
  expect(path).toBe('logsV2:log-groups/log-group/aws%2Ftrail/log-events')
  expect(Object.fromEntries(values)).toEqual({
    filterPattern: '{ $.eventName = "Stop*" }',
    start: String(span.fromMs),
    end: String(span.toMs),
  })
})

test('Logs Insights has the log group, the time and a query', () => {
  const [, insights = ''] = urlsOf('aws/trail', '')
  const { path, values } = undone(insights)
  expect(path).toBe('logsV2:logs-insights')
  expect(values.get('queryDetail')).toMatch(
    /^~\(end~'2026-11-21T03\*3a00\*3a00\.000Z~start~'2026-11-21T02\*3a00\*3a00\.000Z~timeType~'ABSOLUTE~tz~'UTC~editorString~'fields\*20\*40timestamp.*~source~\(~'aws\*2ftrail\)\)$/,
  )
})

test('every partition has its own console', () => {
  const urlIn = (region: string): string => alarmLink(region, 'a').url
  expect(urlIn('eu-west-1')).toMatch(/^https:\/\/eu-west-1\.console\.aws\.amazon\.com\//)
  expect(urlIn('cn-north-1')).toMatch(/^https:\/\/cn-north-1\.console\.amazonaws\.cn\//)
  expect(urlIn('us-gov-west-1')).toMatch(
    /^https:\/\/us-gov-west-1\.console\.amazonaws-us-gov\.com\//,
  )
})

test('whatever a log group is called, the text of an alert shows the link', () => {
  const name = fc.stringMatching(/^[\w./#-]{1,128}$/)
  fc.assert(
    fc.property(name, fc.string({ maxLength: 100 }), (logGroup, pattern) => {
      for (const url of urlsOf(logGroup, pattern.toWellFormed())) expect(isSafe(url)).toBe(true)
    }),
    probe('functions/alarm/links/log-groups', { short: 100, long: 20_000 }),
  )
})
