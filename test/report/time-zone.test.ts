/** A page is the same on a machine in any time zone: a time without a zone is UTC. */
import { afterEach, expect, test, vi } from 'vitest'
import { reportHtml } from '../../src/report/report.ts'
import { call, document, report } from './page.ts'

afterEach(() => void vi.unstubAllEnvs())

test.each(['America/New_York', 'Asia/Tokyo', 'UTC'])('in %s', (zone) => {
  vi.stubEnv('TZ', zone)
  const isUtc = new Date(Date.UTC(2026, 9, 14)).getTimezoneOffset() === 0
  expect(isUtc).toBe(zone === 'UTC')
  const page = reportHtml(
    report({
      // As CloudTrail Lake prints a time.
      calls: [
        { ...call, name: 'iam:CreateUser', time: '2026-10-14 03:15:00.000' },
        { ...call, name: 'iam:DeleteUser', time: '2026-10-14 03:15:30.000' },
        { ...call, name: 'iam:ListUsers', time: '2026-10-14T03:15:20Z' },
      ],
      alerts: [{ document: document({ time: '2026-10-14 03:15:07.000' }), sent: [] }],
    }),
  )
  const order = ['iam:CreateUser', '#alert-1', 'iam:ListUsers', 'iam:DeleteUser']
  const places = order.map((each) => page.indexOf(each))
  expect(places).not.toContain(-1)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(page).toContain('12 s after the event')
  // The two ends of the strip.
  expect(page).toMatch(/2026-10-14 03:15:00<\/text>\s*<text [^>]*>2026-10-14 03:15:30<\/text>/)
})
