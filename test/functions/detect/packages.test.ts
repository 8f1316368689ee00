/** What rules need is in the package of `detect`, what none needs is not, and a package that lacks it says so. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Stub, startStub } from '../../../bench/cold/stub.ts'
import { startSandbox } from '../../../packages/local-aws/lambda/sandbox.ts'
import { type Bundle, bundledHandler, bundleFunction } from '../../../src/bundle/bundle.ts'
import { fitToRules } from '../../../src/bundle/fit-to-rules.ts'
import type { DeployedRule, Rule } from '../../../src/ir/rule.ts'
import { rulesetModule } from '../../../src/ruleset/module.ts'
import { seldomPackages } from '../../../src/ruleset/needs.ts'
import { eventOf, ruleFor } from '../../detect/rules.ts'
import { queueEnvironment } from '../../support/in-flight.ts'

const into = mkdtempSync(join(tmpdir(), 'tripline-packages-'))
let bundle: Bundle
let stub: Stub
let folders = 0
beforeAll(async () => {
  bundle = await bundleFunction('functions/detect.ts', into)
  stub = await startStub()
})
afterAll(() => {
  stub.close()
  rmSync(into, { recursive: true })
})

const regex = ruleFor('regex', 'Test', {
  match: {
    kind: 'block',
    fields: [
      { path: ['eventName'], check: { op: 'equals', value: 'Regex' } },
      { path: ['requestParameters', 'who'], check: { op: 'matches', regex: '^a(nn|nna)$' } },
    ],
  },
})
const quoted = ruleFor('quoted', 'Quoted', {
  alert: { title: "by {$.requestParameters['who:is']}", fields: [] },
})
const plain = ruleFor('plain', 'Plain')

const rulesetOf = (rules: readonly DeployedRule[]): string =>
  rulesetModule(
    rules.map((each): Rule => ({ ...each, tests: [] })),
    [],
    'test',
  )

async function packed(rules: readonly DeployedRule[]): Promise<string> {
  const folder = join(into, `package-${folders++}`)
  cpSync(bundle.folder, folder, { recursive: true })
  const ruleset = rulesetOf(rules)
  await fitToRules(folder, ruleset)
  writeFileSync(join(folder, 'ruleset.mjs'), ruleset)
  return folder
}

const has = (folder: string): string[] =>
  seldomPackages.filter((name) => existsSync(join(folder, `${name}.cjs`)))

/** One batch: which messages failed, the calls that were made, and what the function wrote. */
async function batch(folder: string, names: readonly string[]) {
  const sandbox = await startSandbox({
    folder,
    handler: bundledHandler,
    functionName: 'tripline-test-detect',
    region: 'us-east-1',
    account: '111122223333',
    environment: {
      STAGE: 'test',
      STATE_TABLE: 'state',
      BUS: 'bus',
      CHANNELS: JSON.stringify({
        alerts: {
          topic: 'arn:aws:sns:us-east-1:111122223333:alerts',
          format: 'text',
          severity: 'info',
        },
      }),
      RESPONDER_QUEUES: '{}',
      EVENTS_DEAD: 'http://127.0.0.1:1/dead',
      HEARTBEAT_ROLE: 'arn:aws:iam::111122223333:role/heartbeat',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL: stub.url,
      ...queueEnvironment('https://sqs.us-east-1.amazonaws.com/111122223333/own', 'none'),
    },
    timeoutMs: 600_000,
    clockOffsetMs: 0,
  })
  const atMs = Date.now()
  const Records = names.map((eventName, number) => ({
    messageId: eventName,
    receiptHandle: 'genuine',
    body: JSON.stringify(eventOf({ eventName, number, atMs, who: 'ann', what: 'x' })),
  }))
  const outcome = await sandbox.invoke({ Records }).finally(sandbox.close)
  const { calls } = stub.take()
  return {
    outcome,
    published: calls.filter((call) => call === 'Publish').length,
    written: sandbox.written(),
  }
}

const answered = (...failed: string[]) => ({
  kind: 'response',
  body: { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) },
})

test('rules that need them have them, and fire', async () => {
  const folder = await packed([regex, quoted, plain])
  expect(has(folder)).toEqual(['re2js', 'jsonpath-plus'])
  const { outcome, published } = await batch(folder, ['Regex', 'Quoted', 'Plain'])
  expect(outcome).toEqual(answered())
  expect(published).toBe(3)
})

test('each comes for itself', async () => {
  expect(has(await packed([regex]))).toEqual(['re2js'])
  expect(has(await packed([quoted]))).toEqual(['jsonpath-plus'])
})

test('rules that need none fire without', async () => {
  const folder = await packed([plain])
  expect(has(folder)).toEqual([])
  const { outcome, published } = await batch(folder, ['Regex', 'Plain'])
  expect(outcome).toEqual(answered())
  expect(published).toBe(1)
})

test('where one is missing the messages that ask for it fail and say why; the others are told', async () => {
  const folder = await packed([regex, quoted, plain])
  for (const name of seldomPackages) rmSync(join(folder, `${name}.cjs`))
  const { outcome, published, written } = await batch(folder, ['Regex', 'Quoted', 'Plain'])
  expect(outcome).toEqual(answered('Regex', 'Quoted'))
  expect(published).toBe(1)
  expect(written).toMatch(
    /the event cannot be evaluated: Error: re2js is not in the package of this function/,
  )
  expect(written).toMatch(
    /the alert of rule quoted cannot be written: Error: jsonpath-plus is not in the package/,
  )
})

test('a bundle that lacks what a rule needs is not deployed', async () => {
  const folder = join(into, 'lacking')
  cpSync(bundle.folder, folder, { recursive: true })
  rmSync(join(folder, 're2js.cjs'))
  await expect(fitToRules(folder, rulesetOf([regex]))).rejects.toThrow(
    /the rules need re2js, which is not in the bundle .*lacking/,
  )
  await expect(fitToRules(folder, rulesetOf([plain]))).resolves.toBeUndefined()
})

test('a deployment fits the functions that evaluate rules, and leaves the others alone', () => {
  const deployed = (rules: readonly DeployedRule[]) => {
    const folder = join(into, `deployed-${folders++}`)
    const ruleset = join(into, `ruleset-${folders}.mjs`)
    writeFileSync(ruleset, rulesetOf(rules))
    const program = join('src', 'bundle', 'bundle-all.ts')
    const args = [program, folder, ruleset, 'detect', 'alarm', 'receipts']
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    return ['detect', 'alarm', 'receipts'].map((name) => has(join(folder, name)))
  }
  expect(deployed([plain, quoted])).toEqual([['jsonpath-plus'], ['jsonpath-plus'], []])
  expect(deployed([plain])).toEqual([[], [], []])
})
