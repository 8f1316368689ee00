/**
 * The real `sst diff --json`: SST's command line and its components with our bundles and our
 * sst.config.ts. Only the engine behind it is a stand-in, and AWS's few answers.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readStage } from '../../infra/stage.ts'
import type { FunctionName } from '../../src/ir/names.ts'
import { lambdaFunctions } from '../../src/plan/functions/functions.ts'
import { configTemplate } from '../../src/rule/config-template.ts'
import { graphOf } from '../infra/resource-graph.ts'
import { copyShippedRules } from '../support/shipped-rules.ts'
import { type AwsStub, awsStub } from '../support/sst/aws-stub.ts'
import { type Ended, type SstProject, sstProject } from '../support/sst/project.ts'
import { account, writeRules } from './rules.ts'

interface Step {
  readonly op: string
  readonly type: string
  readonly urn: string
  // biome-ignore lint/suspicious/noExplicitAny: a resource's inputs are what its type says
  readonly new: { readonly inputs: any }
}

let project: SstProject
/** The first use of a checkout takes SST's components from the npm registry. */
beforeAll(() => {
  project = sstProject()
  writeRules(project)
})
afterAll(() => project?.clean())

async function diff(stage: string, caller: string): Promise<{ ended: Ended; stub: AwsStub }> {
  const stub = await awsStub(caller)
  try {
    return { ended: await project.sst(['diff', '--json', '--stage', stage], stub.url), stub }
  } finally {
    stub.close()
  }
}

/** The files of an archive. SST puts those it copies in twice, and a `./` before them. */
function namesIn(zip: string): Set<string> {
  const listed = execFileSync('python3', ['-m', 'zipfile', '-l', zip], { encoding: 'utf8' })
  const lines = listed.trim().split('\n').slice(1)
  return new Set(lines.map((line) => line.split(' ')[0] ?? '').filter((name) => name !== './'))
}

describe('a stage', () => {
  let steps: readonly Step[]
  beforeAll(async () => {
    const { ended } = await diff('test', account)
    expect(ended).toMatchObject({ code: 0 })
    steps = JSON.parse(ended.out) as Step[]
  })

  const of = (type: string) => steps.filter((step) => step.type === `aws:${type}`)
  const nameOf = ({ urn }: Step) => urn.split('::').at(-1) ?? ''
  const functions = ['alarm', 'detect', 'heartbeat', 'receipts']

  test('becomes exactly the resources that the unit tests look at, and SST adds functions and their code', async () => {
    const { manifest } = readStage(project.folder, 'test', new Date('2026-11-21'))
    if (manifest === undefined) throw new Error('the project has a plan')
    const unit = await graphOf(manifest)
    const ours = ({ type }: { type: string }) =>
      type.startsWith('aws:') && !/lambda\/function|s3\/bucketObject/.test(type)
    const planned = unit.made.filter(ours).map(({ type, name }) => `${type} ${name}`)
    const made = steps
      .filter(ours)
      // SST looks up the role it is given.
      .filter(
        (step) =>
          !/^aws:iam\/role:Role (?:Alarm|Detect|Heartbeat|Receipts)Role$/.test(
            `${step.type} ${nameOf(step)}`,
          ),
      )
      .map((step) => `${step.type} ${nameOf(step)}`)
    expect(made.sort()).toEqual(planned.sort())
    expect(
      of('lambda/function:Function')
        .map(({ new: { inputs } }) => inputs.name)
        .sort(),
    ).toEqual(functions.map((name) => `tripline-test-${name}`))
  })

  test('has functions for Node 24 on arm64 that log JSON, with roles that SST did not make', () => {
    for (const {
      new: { inputs },
    } of of('lambda/function:Function')) {
      const name = inputs.name.replace('tripline-test-', '')
      expect(inputs).toMatchObject({
        runtime: 'nodejs24.x',
        architectures: ['arm64'],
        handler: 'bundle.handler',
        role: `arn:aws:iam::${account}:role/tripline-test-${name}`,
        loggingConfig: { logFormat: 'JSON', logGroup: `/aws/lambda/tripline-test-${name}` },
      })
      expect(inputs.environment.variables).toMatchObject({ STAGE: 'test' })
      expect(inputs.environment.variables).not.toHaveProperty('NODE_OPTIONS')
    }
  })

  test('has no role that trusts an account', () => {
    const trusted = of('iam/role:Role').map(({ new: { inputs } }) => inputs.assumeRolePolicy)
    const output = trusted.filter((each) => each !== undefined).map((each) => JSON.stringify(each))
    expect(output.length).toBeGreaterThan(functions.length)
    for (const each of output) expect(each).not.toMatch(/:root|"AWS"/)
    expect(of('iam/rolePolicyAttachment:RolePolicyAttachment')).toEqual([])
  })

  test('packs our own bundles as they are, and the rule set beside those that decide', () => {
    for (const name of functions) {
      const id = `${name[0]?.toUpperCase()}${name.slice(1)}`
      const packed = namesIn(join(project.folder, '.sst/artifacts', id, 'code.zip'))
      const bundled = readdirSync(join(project.folder, '.tripline/test/functions', name))
      const beside = lambdaFunctions[name as FunctionName].files
      expect([...packed].sort()).toEqual([...bundled, ...beside].sort())
      expect(packed.has('bundle.mjs')).toBe(true)
    }
    const files = join(project.folder, '.tripline/test')
    expect(readFileSync(join(files, 'ruleset.mjs'), 'utf8')).toContain('bucket-deleted')
    const filters = JSON.parse(readFileSync(join(files, 'filters.json'), 'utf8'))
    expect(Object.values(filters)).toMatchObject([
      { rule: 'logins-failed', region: 'eu-west-1', logGroup: '/aws/cloudtrail/all' },
    ])
  })

  test('gives the provider its region, the one account it may change, and a tag for everything', () => {
    const log = readFileSync(join(project.folder, '.sst/log/pulumi.log'), 'utf8')
    const config = JSON.parse(log.split('\n').find((line) => line.startsWith('{')) ?? '{}')
    expect(config['aws:region']).toBe('eu-west-1')
    expect(JSON.parse(config['aws:allowedAccountIds'])).toEqual([account])
    expect(JSON.parse(config['aws:defaultTags']).tags).toMatchObject({ 'tripline:stage': 'test' })
  })
})

describe('is refused, with a sentence, before anything is written', () => {
  test('on the credentials of another account', async () => {
    const { ended, stub } = await diff('test', '999999999999')
    expect(ended.code).toBe(1)
    expect(ended.err).toContain(
      `stage test is in account ${account}, but your credentials belong to account 999999999999`,
    )
    expect(new Set(stub.requested)).toEqual(new Set(['POST GetCallerIdentity']))
  })

  test('for a stage that tripline.yaml does not know', async () => {
    const { ended, stub } = await diff('staging', account)
    expect(ended.code).toBe(1)
    expect(ended.err).toContain('tripline.yaml has no account for the stage `staging`')
    expect(ended.err).toContain('use one of the stages there: `test`, `production`')
    expect(stub.requested).toEqual([])
  })
})

test('rules that cannot be deployed are refused with all that is wrong', async () => {
  project.write('rules/broken.yaml', 'id: broken\ntitle: Broken\n')
  const stub = await awsStub(account)
  const ended = await project.sst(['diff', '--stage', 'test'], stub.url)
  stub.close()
  project.remove('rules/broken.yaml')
  expect(ended.code).toBe(1)
  expect(ended.out + ended.err).toContain('stage test is not deployed')
  expect(ended.out + ended.err).toContain('rules/broken.yaml:1:1')
})

test('the shipped rules, as `tripline new --config` would have them deployed, bundle with every function they need', async () => {
  const shipped = sstProject()
  try {
    // Two regions are enough: each has the same.
    shipped.write('tripline.yaml', configTemplate('schema.json').replace('# regions:', 'regions:'))
    copyShippedRules(shipped.folder)
    const stub = await awsStub('111122223333')
    const { code, out, err } = await shipped.sst(
      ['diff', '--json', '--stage', 'production'],
      stub.url,
    )
    stub.close()
    expect([code, err]).toEqual([0, ''])
    const { manifest } = readStage(shipped.folder, 'production', new Date('2026-11-21'))
    const made = (JSON.parse(out) as Step[]).filter(
      ({ type }) => type === 'aws:lambda/function:Function',
    )
    expect(made.map(({ new: { inputs } }) => inputs.name).sort()).toEqual(
      manifest?.functions.map((name) => `tripline-production-${name}`).sort(),
    )
    expect(made.length).toBeGreaterThanOrEqual(9)
    const responders = made.filter(({ new: { inputs } }) => inputs.environment.variables.LIMITS)
    expect(responders.length).toBeGreaterThanOrEqual(4)
    for (const { new: step } of responders)
      expect(step.inputs.environment.variables.DETECT_ROLE).toBe('AROAtripline-production-detect')
    const detect = made.find(({ new: { inputs } }) => /-detect$/.test(inputs.name))
    expect(detect?.new.inputs.reservedConcurrentExecutions).toBe(10)
  } finally {
    shipped.clean()
  }
})
