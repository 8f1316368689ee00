/** Findings as `validate` tells them: notes are information, warnings count under `--strict`. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { answerOf, tripline, workspace } from '../cli/workspace.ts'
import { ruleFile } from './findings.ts'

/** A rule with tests, so that nothing but its clauses is told. */
function folder(clauses: string): string {
  const { path, text } = ruleFile('tested', clauses, {
    also: `tests:
  - fires: a call
    event: { eventSource: s3.amazonaws.com, eventName: GetObject, eventType: AwsApiCall }
  - quiet: another call
    event: { eventSource: s3.amazonaws.com, eventName: PutBucketPolicy, eventType: AwsApiCall }`,
  })
  return workspace({ [path]: text })
}

const noted = 'match: { eventSource: s3.amazonaws.com, eventName: GetObject }'
const warned = 'match: { eventSource: s3.amazonaws.com, eventName: GetObjekt }'
const refused = 'match: { eventSource: ec2.amazonaws.com, eventName: GetObject }'

describe('notes', () => {
  test('make no rule invalid, not even under --strict', async () => {
    for (const options of [[], ['--strict']]) {
      const { code, out } = await tripline(folder(noted), ['validate', ...options])
      expect(code).toBe(0)
      expect(out).toContain('rules/tested.yaml:5:52: note[needs-data-events]: ')
      expect(out).toMatch(/✓ 1 valid rule, 1 note\n$/)
    }
  })

  test('are told apart from what makes a rule invalid', async () => {
    const both = `match:
  - { eventSource: s3.amazonaws.com, eventName: GetObject }
  - { eventSource: ec2.amazonaws.com, eventName: ListBuckets }`
    const { code, out } = await tripline(folder(both), ['validate'])
    expect(code).toBe(1)
    expect(out).toMatch(/✗ 1 error in 1 file, 1 note\n$/)
  })

  test('in the formats of other tools', async () => {
    const sarif = await tripline(folder(noted), ['validate', '--format', 'sarif'])
    expect(JSON.parse(sarif.out).runs[0].results).toMatchObject([
      { ruleId: 'needs-data-events', level: 'note' },
    ])
    const github = await tripline(folder(noted), ['validate', '--format', 'github'])
    expect(github.out).toMatch(/^::notice file=rules\/tested\.yaml,line=5,/)
    const json = await tripline(folder(noted), ['validate', '--format', 'json'])
    expect(JSON.parse(json.out)).toMatchObject({ valid: true, diagnostics: [{ level: 'note' }] })
    const junit = await tripline(folder(noted), ['validate', '--format', 'junit'])
    expect(junit.out).toContain('failures="0"')
  })
})

describe('notes about shipped rules', () => {
  const data = resolve('rules/data')

  test('are hidden, and the last line says how many', async () => {
    const { code, out } = await tripline(workspace(), ['validate', data])
    expect(code).toBe(0)
    expect(out).toMatch(
      /^✓ \d+ valid rules\n[2-9] notes about shipped rules are hidden; --notes shows them\n$/,
    )
    const one = await tripline(workspace(), ['validate', join(data, 'user-data-read.yaml')])
    expect(one.out).toBe('✓ 1 valid rule\n1 note about shipped rules is hidden; --notes shows it\n')
  })

  test('are shown with --notes', async () => {
    const { code, out } = await tripline(workspace(), ['validate', data, '--notes'])
    expect(code).toBe(0)
    expect(out.match(/note\[needs-read-only-events\]/g)?.length).toBeGreaterThan(1)
    expect(out).toMatch(/✓ \d+ valid rules, [2-9] notes\n$/)
  })

  test('are hidden beside notes about own rules', async () => {
    const { out } = await tripline(folder(noted), ['validate', 'rules', data])
    expect(out.match(/note\[/g)).toHaveLength(1)
    expect(out).toMatch(/valid rules, 1 note\n[2-9] notes about shipped rules are hidden; .*\n$/)
  })

  test('are hidden beside errors, which stay', async () => {
    const { code, out } = await tripline(folder(refused), ['validate', 'rules', data])
    expect(code).toBe(1)
    expect(out).toMatch(/✗ 1 error in 1 file\n[2-9] notes about shipped rules are hidden; .*\n$/)
  })

  test('are in every machine format', async () => {
    const json = await answerOf(workspace(), ['validate', data])
    expect(json.diagnostics.length).toBeGreaterThan(1)
    const github = await tripline(workspace(), ['validate', data, '--format', 'github'])
    expect(github.out).toMatch(/^::notice /)
  })

  test('a copy of a shipped rule is the own rule of the project that has it', async () => {
    const path = 'rules/data/user-data-read.yaml'
    const { out } = await tripline(workspace({ [path]: readFileSync(path) }), ['validate'])
    expect(out).toContain(`${path}:11:3: note[needs-read-only-events]: `)
    expect(out).not.toContain('hidden')
  })
})

test('warnings count under --strict only', async () => {
  expect((await tripline(folder(warned), ['validate'])).code).toBe(0)
  expect((await tripline(folder(warned), ['validate', '--strict'])).code).toBe(1)
})

test('errors are errors', async () => {
  const { code, out } = await tripline(folder(refused), ['validate'])
  expect(code).toBe(1)
  expect(out).toContain('error[wrong-service]: `GetObject` is not an event of `ec2.amazonaws.com`')
})
