/** The rules that come with Tripline do what they promise: nothing is wrong with them. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findingsAmong, said } from './findings.ts'

const root = join(import.meta.dirname, '../..')
const files = globSync('rules/**/*.yaml', { cwd: root })
  .sort()
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

describe('the rules of the repository', () => {
  const found = findingsAmong(files)

  test('there are some', () => {
    expect(files.length).toBeGreaterThan(70)
  })

  test('nothing is wrong with any of them', () => {
    const faults = found.filter(({ level }) => level !== 'note')
    expect(faults.map((each) => `${each.span.file}:${each.span.start.line} ${said(each)}`)).toEqual(
      [],
    )
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
