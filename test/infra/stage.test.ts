/** From a folder to a plan that may be deployed, or to all that is in the way. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { otherAccount } from '../../infra/account.ts'
import { readStage, writeFiles } from '../../infra/stage.ts'
import { type Files, workspace } from '../cli/workspace.ts'
import { account, ruleFiles } from '../sst/rules.ts'
import { standalone } from './manifests.ts'

const now = new Date('2026-11-21T12:00:00Z')

const config = `home: eu-west-1
accounts:
  test: { account: "${account}" }
channels:
  pager: { severity: high, subscribe: [night@example.com] }
health: { subscribe: [operators@example.com] }
trail: { logGroup: /aws/cloudtrail/all }
`

const project = (files: Files): string => workspace(files)

const whole = { 'tripline.yaml': config, ...ruleFiles }

test('a whole project has a plan and nothing in its way', () => {
  const { manifest, refused } = readStage(project(whole), 'test', now)
  expect(refused).toBe('')
  expect(manifest).toMatchObject({
    stage: 'test',
    account,
    functions: expect.arrayContaining(['detect', 'alarm']),
  })
})

test('without tripline.yaml there is no account to deploy to', () => {
  const { manifest, refused } = readStage(project(ruleFiles), 'test', now)
  expect(manifest).toBeUndefined()
  expect(refused).toMatch(/^there is no tripline\.yaml in .*tripline new --config/)
})

test('without rules there is nothing to deploy', () => {
  const { refused } = readStage(project({ 'tripline.yaml': config }), 'test', now)
  expect(refused).toContain('the file or folder `rules` does not exist')
})

test('a rule that is broken is shown with its place, and the account is known all the same', () => {
  const folder = project({ ...whole, 'rules/broken.yaml': 'id: broken\ntitle: Broken\n' })
  const { manifest, refused } = readStage(folder, 'test', now)
  expect(refused).toContain('rules/broken.yaml:1:1: error[missing-key]')
  expect(refused).toContain('the rules have')
  expect(manifest?.account).toBe(account)
})

test('a stage that is not there is said with those that are', () => {
  const { manifest, refused } = readStage(project(whole), 'staging', now)
  expect(manifest).toBeUndefined()
  expect(refused).toContain(
    'error[unknown-stage]: tripline.yaml has no account for the stage `staging`',
  )
  expect(refused).toContain('use one of the stages there: `test`')
})

test('the files beside the bundles are the rule set, the filters and the responding rules, the same each time', async () => {
  const folder = project(whole)
  const read = () => {
    const { manifest, project: found } = readStage(folder, 'test', now)
    if (manifest === undefined || found === undefined) throw new Error('there is a plan')
    return writeFiles(folder, manifest, found).map(({ from, to }) => {
      expect(from).toBe(`.tripline/test/${to}`)
      return [to, readFileSync(join(folder, from), 'utf8')] as const
    })
  }
  const [ruleset, filters, responses] = read()
  expect(read()).toEqual([ruleset, filters, responses])
  expect(responses).toEqual(['responses.json', '{}\n'])
  expect(ruleset?.[0]).toBe('ruleset.mjs')
  const module = await import(pathToFileURL(join(folder, '.tripline/test/ruleset.mjs')).href)
  expect(module.ids).toEqual(['bucket-deleted', 'user-created', 'logins-failed'])
  expect(filters?.[0]).toBe('filters.json')
  expect(Object.values(JSON.parse(filters?.[1] ?? ''))).toEqual([
    {
      rule: 'logins-failed',
      region: 'eu-west-1',
      logGroup: '/aws/cloudtrail/all',
      pattern: expect.stringContaining('ConsoleLogin'),
    },
  ])
})

test('credentials of another account are refused, none are for SST to say', () => {
  expect(otherAccount(standalone, '111122223333')).toBeUndefined()
  expect(otherAccount(standalone, undefined)).toBeUndefined()
  expect(otherAccount(standalone, '999999999999')).toBe(
    'stage test is in account 111122223333, but your credentials belong to account 999999999999; nothing was changed',
  )
})
