import { expect, test } from 'vitest'
import { techniqueOf } from '../../src/report/attack.ts'
import { reportHtml } from '../../src/report/report.ts'
import { shippedRules } from '../support/shipped-rules.ts'
import { call, document, report } from './page.ts'

test('a page needs nothing else and runs nothing', () => {
  const page = reportHtml(report())
  expect(page).not.toMatch(/<script|\son\w+=|src=|@import|url\(|<link|https?:\/\//i)
  expect(page).toContain("default-src 'none'")
})

test('the page says who, what, when, how late and what was sent', () => {
  const page = reportHtml(report())
  for (const expected of [
    'cloudtrail:StopLogging',
    'arn:aws:iam::111122223333:user/ci',
    '2026-10-14 03:15:07',
    '12 s after the event',
    'Disable or Modify Cloud Log',
    '2,670',
    'The rules also name techniques that are not in this table: T9999',
  ]) {
    expect(page).toContain(expected)
  }
})

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title></style></pre></details><h1>ours</h1>',
  '<!--',
  '&lt;script&gt;',
  '\u202Egpj.exe',
  'a\u0000b\u001B[31mred',
  '\uD800',
  'zero\u200Bwidth',
  'javascript:alert(1)',
]

test.each(hostile)('%j stays text wherever it stands', (text) => {
  const plain = reportHtml(report())
  const page = reportHtml(
    report({
      title: text,
      about: text,
      calls: [{ ...call, name: text, actor: text, sourceIP: text, errorCode: text, region: text }],
      alerts: [
        {
          document: document({ title: text, rule: text }),
          sent: [{ channel: text, text }],
        },
      ],
    }),
  )
  const tags = (html: string) => [...html.matchAll(/<\/?[a-z][^\s>]*/g)].map(([tag]) => tag)
  expect(tags(page)).toEqual(tags(plain))
  expect(page).not.toMatch(/[\u0000\u001b\u200b\u202e]|[\ud800-\udbff](?![\udc00-\udfff])/)
})

test('a storm is one line with a number, and no alert is left out', () => {
  const storm = Array.from({ length: 10_000 }, (_, index) => ({
    ...call,
    rules: [],
    time: new Date(Date.parse(call.time) + index * 10).toISOString(),
  }))
  expect(reportHtml(report({ calls: storm }))).toContain('× 10,000')
  const mixed = storm.map((each, index) => ({ ...each, name: `s3:GetObject${index}` }))
  const page = reportHtml(report({ calls: mixed }))
  expect(page).toContain('9,501 more calls are not listed')
  expect(page).toContain('href="#alert-1"')
})

test('a response says what was done, step by step', () => {
  const response = {
    id: 'r1',
    responder: 'rollback-iam',
    mode: 'enforce',
    state: 'done',
    summary: 'The default version of policy deploy is v3 again.',
    steps: [{ call: 'iam:SetDefaultPolicyVersion v3', done: true }],
    remains: [],
    command: 'tripline undo r1',
  } as const
  const page = reportHtml(
    report({ alerts: [{ document: document({ kind: 'response', response }), sent: [] }] }),
  )
  expect(page).toContain('The default version of policy deploy is v3 again.')
  expect(page).toContain('iam:SetDefaultPolicyVersion v3')
})

test('nothing happened is a page as well, and times that are none do no harm', () => {
  expect(reportHtml(report({ calls: [], alerts: [] }))).toContain('None.')
  expect(reportHtml(report({ calls: [{ ...call, time: 'soon' }] }))).toContain('soon')
})

test('every technique of a shipped rule has a name', () => {
  const ids = shippedRules.flatMap(({ text }) =>
    [...text.matchAll(/\bT\d{4}(?:\.\d{3})?\b/g)].map(([id]) => id),
  )
  expect(ids.length).toBeGreaterThan(50)
  expect([...new Set(ids)].filter((id) => techniqueOf(id) === undefined)).toEqual([])
})
