/** The rule set as it is deployed: a file of text, opened again. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { ruleMatches } from '../../src/engine/rule-matches.ts'
import type { Event } from '../../src/ir/event.ts'
import type { Exception, Rule } from '../../src/ir/rule.ts'
import { loadProject } from '../../src/project/project.ts'
import { type RulesetModule, rulesetModule } from '../../src/ruleset/module.ts'
import { openRuleset } from '../../src/ruleset/ruleset.ts'
import { engineEvent, ruleFor } from '../detect/rules.ts'
import { shippedFolders } from '../support/shipped-rules.ts'

const folder = mkdtempSync(join(tmpdir(), 'tripline-ruleset-'))
let files = 0

async function deployed(rules: readonly Rule[], exceptions: readonly Exception[] = []) {
  const file = join(folder, `${files++}.mjs`)
  writeFileSync(file, rulesetModule(rules, exceptions, 'v1'))
  return openRuleset((await import(pathToFileURL(file).href)) as RulesetModule)
}

const rule = (...parts: Parameters<typeof ruleFor>): Rule => ({ ...ruleFor(...parts), tests: [] })
const event = engineEvent({ eventName: 'Test', number: 1, atMs: 0, who: 'ann', what: 'x' })
const ids = (rules: readonly { id: string }[]): string[] => rules.map(({ id }) => id)

describe('of the shipped rules', () => {
  let shipped: Rule[]

  beforeAll(() => {
    const project = loadProject(shippedFolders, undefined, { cwd: process.cwd(), now: new Date(0) })
    shipped = project.rules.map((each) => each.rule)
  })

  test('each is found again, as it was but for its tests', async () => {
    const ruleset = await deployed(shipped)
    expect(shipped.length).toBeGreaterThan(50)
    for (const { tests: _, ...each } of shipped) expect(ruleset.rule(each.id)).toEqual(each)
    expect(ruleset.rule('no-such-rule')).toBeUndefined()
    expect(ruleset.version).toBe('v1')
  })

  test('what matches is what matches of the rules as they were read', async () => {
    const ruleset = await deployed(shipped)
    const watched = shipped.filter(({ via }) => via !== 'metric-filter')
    let found = 0
    for (const name of new Set(shipped.flatMap(namesIn))) {
      const some: Event = {
        ...event,
        record: { ...event.record, eventName: name, eventSource: 'cloudtrail.amazonaws.com' },
        envelope: { ...event.envelope, source: 'aws.cloudtrail' },
      }
      const expected = ids(watched.filter((each) => ruleMatches(each, some))).sort()
      found += expected.length
      expect(ids(ruleset.matching(some, '2026-11-20')).sort()).toEqual(expected)
    }
    expect(found).toBeGreaterThan(0)
  })
})

/** Texts that a rule compares an event's name with, whatever else they are. */
const namesIn = ({ match }: Rule): string[] =>
  [...JSON.stringify(match).matchAll(/"value":"(\w+)"/g)].flatMap(([, name]) => name ?? [])

test('a disabled rule is left out, a rule on logs is only found by its id', async () => {
  const ruleset = await deployed([
    rule('disabled', 'Test', { status: 'disabled' }),
    rule('on-logs', 'Test', { via: 'metric-filter' }),
    rule('both', 'Test', { via: 'both' }),
    rule('staged', 'Test', { status: 'staged' }),
  ])
  expect(ids(ruleset.matching(event, '2026-11-20'))).toEqual(['both', 'staged'])
  expect(ruleset.rule('on-logs')?.id).toBe('on-logs')
  expect(ruleset.rule('disabled')).toBeUndefined()
})

test('an exception holds back until its last day', async () => {
  const match: Rule['match'] = {
    kind: 'block',
    fields: [{ path: ['requestParameters', 'who'], check: { op: 'equals', value: 'ann' } }],
  }
  const exception: Exception = {
    rules: ['one'],
    match,
    reason: 'known',
    owner: 'us',
    expires: '2026-11-20',
  }
  const ruleset = await deployed([rule('one', 'Test'), rule('two', 'Test')], [exception])
  expect(ids(ruleset.matching(event, '2026-11-20'))).toEqual(['two'])
  expect(ids(ruleset.matching(event, '2026-11-21'))).toEqual(['one', 'two'])
})

test('whatever stands in a rule stays text', async () => {
  const hostile = `"\`\${process.exit()}\`\u2028\u2029</script>\\\n\u0000\ud800`
  const ruleset = await deployed([rule('one', hostile, { title: hostile, runbook: hostile })])
  expect(ruleset.rule('one')).toMatchObject({ title: hostile, runbook: hostile })
})
