/** The rules that come with Tripline do what they promise: nothing is wrong with them. */
import { describe, expect, test } from 'vitest'
import { shippedRules as files } from '../support/shipped-rules.ts'
import { findingsAmong, findingText } from './findings.ts'

describe('the rules of the repository', () => {
  const found = findingsAmong(files)

  test('there are some', () => {
    expect(files.length).toBeGreaterThan(70)
  })

  test('nothing is wrong with any of them', () => {
    const faults = found.filter(({ level }) => level !== 'note')
    expect(
      faults.map((each) => `${each.span.file}:${each.span.start.line} ${findingText(each)}`),
    ).toEqual([])
  })

  test('those that need something of the account are told so', () => {
    const noted = found.map(
      ({ code, span }) => `${/[^/]+(?=\.yaml)/.exec(span.file)?.[0]}: ${code}`,
    )
    expect(noted).toContain('root-api-use: needs-read-only-events')
    expect(noted).toContain('user-data-read: needs-read-only-events')
    expect(noted).toContain('insight-call-rate: needs-insights')
    expect(noted.filter((each) => each.startsWith('trail-stopped'))).toEqual([])
  })
})
