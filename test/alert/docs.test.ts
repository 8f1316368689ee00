/** docs/alerts.md shows what is sent, not what was sent once. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { render } from '../../src/alert/formats.ts'
import { inert } from '../../src/alert/neutral.ts'
import { alertFormats } from '../../src/ir/names.ts'
import { stopLogging } from './documents.ts'

const page = readFileSync('docs/alerts.md', 'utf8')

test('the e-mail on the page is the e-mail that is sent', () => {
  const { subject, message, sms } = render(stopLogging(), 'text')
  expect(page).toContain(`\`\`\`text\nSubject: ${subject}\nSMS: ${sms}\n\n${message}\`\`\``)
})

test('the table of formats has a row for each', () => {
  const [, table = ''] = page.split('\n## Formats\n')
  const rows = [...(table.split('\n## ')[0] ?? '').matchAll(/^\| `(\w+)` \|/gm)]
  expect(rows.map(([, name]) => name)).toEqual([...alertFormats])
})

describe('what the page says of hostile values holds', () => {
  test.each([
    ['\u001b\n', '\\u{1b}\\n'],
    ['\u202e', '\\u{202e}'],
    ['https://evil.example', 'https[:]//evil[.]example'],
    ['javascript:x', 'javascript[:]x'],
    ['<!channel>', '‹!channel›'],
    ['@here', '[at]here'],
  ])('%j is shown as %s', (value, seen) => {
    expect(inert(value, 100)).toBe(seen)
    for (const part of seen.split(/(?<=\})/)) expect(page).toContain(part)
  })
})
