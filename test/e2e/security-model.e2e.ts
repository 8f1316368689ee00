/**
 * Who can do what with the resources of a stage, as a third party's evaluator of IAM policies
 * decides. The tables of docs/security-model.md are the golden.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { roleArn, topicArn } from '../../src/plan/arns.ts'
import { lambdaFunctions } from '../../src/plan/functions/functions.ts'
import type { NewTrail } from '../../src/plan/manifest/trail.ts'
import { functionRole } from '../../src/plan/roles.ts'
import { account } from '../infra/manifests.ts'
import { allowedOn, ask } from './security-model/ask.ts'
import {
  functionTable,
  polling,
  scheduleSession,
  serviceReach,
  services,
  serviceTable,
  trusts,
} from './security-model/callers.ts'
import { calls, changeGroups, dataGroups, openGroups, sending } from './security-model/groups.ts'
import { deployedBy, guarded, type Resource, resourcesOf } from './security-model/stage.ts'
import {
  belowAdmin,
  deployer,
  managed,
  ofFunction,
  operator,
  stranger,
} from './security-model/subjects.ts'
import { decideNamed, namedCalls, summaryTable } from './security-model/summary.ts'
import { cellOf, type Matrix, matrixOf, matrixTable } from './security-model/tables.ts'

const page = 'docs/security-model.md'
const deployRole = `arn:aws:iam::${account}:role/deploy`
const trail = guarded.trail as NewTrail

const people = [
  ...managed,
  ['an operator', operator],
  ['`deployRole`', deployer(deployRole)],
  ['another account', stranger],
] as const

const ofKind = (kind: Resource['kind']): readonly Resource[] =>
  resourcesOf(guarded).filter((each) => each.kind === kind)

let data: Matrix
let changes: Matrix
let changesWithoutRole: Matrix
let open: Matrix

beforeAll(async () => {
  const resources = resourcesOf(guarded)
  data = await matrixOf(people, dataGroups, resources)
  changes = await matrixOf(people, changeGroups, resources)
  changesWithoutRole = await matrixOf(people, changeGroups, resourcesOf(deployedBy(undefined)))
  open = await matrixOf(people, openGroups, resources)
})

// `UPDATE_DOCS=1 npx vitest run --config vitest.e2e.config.ts test/e2e/security-model.e2e.ts` writes
// the tables anew, to be read.
test('the page has the tables that the judge decides', async () => {
  const tables = {
    summary: await summaryTable(),
    data: matrixTable(data, dataGroups),
    changes: matrixTable(changes, changeGroups),
    'changes without deployRole': matrixTable(changesWithoutRole, changeGroups),
    open: matrixTable(open, openGroups),
    functions: await functionTable(guarded),
    services: await serviceTable(guarded, trail),
  }
  const text = readFileSync(page, 'utf8')
  const rewritten = Object.entries(tables).reduce(
    (before, [name, table]) =>
      before.replace(
        new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`),
        (_, start: string, end: string) => `${start}${table}\n${end}`,
      ),
    text,
  )
  for (const table of Object.values(tables)) expect(rewritten).toContain(table)
  if (process.env.UPDATE_DOCS !== undefined) writeFileSync(page, rewritten)
  else expect(text).toBe(rewritten)
})

const isNo = (cell: string | undefined): boolean => cell === 'denied' || cell === '–'

describe('nobody below an administrator', () => {
  test.each(belowAdmin)('%s writes data, publishes, or changes what is ours', (name) => {
    const heads = dataGroups.map(({ head }) => head)
    const limited = (data.get(name) ?? []).filter(
      (_, index) => !['send to `answers`', 'read tables'].includes(heads[index] ?? ''),
    )
    expect(limited).toHaveLength(5)
    expect([...limited, ...(changes.get(name) ?? [])].filter((cell) => !isNo(cell))).toEqual([])
  })

  test('nor anybody else but its service assumes a role of ours', async () => {
    const assuming = calls('sts', 'AssumeRole')
    for (const [name, subject] of people)
      expect([name, await allowedOn(subject, assuming, trusts(guarded))]).toEqual([name, []])
  })
})

test('another account may do nothing', () => {
  for (const matrix of [data, changes, changesWithoutRole, open])
    expect(matrix.get('another account')?.filter((cell) => !isNo(cell))).toEqual([])
})

test('a person sends to `answers`, an operator to every queue', async () => {
  expect(data.get('AmazonSQSFullAccess')?.[0]).toBe('**yes**')
  expect(data.get('an operator')?.slice(0, 3)).toEqual(['**yes**', '**yes**', '**yes**'])
})

describe('services do what they are needed for', () => {
  const reached = async (name: string): Promise<readonly string[]> => {
    const found = services(guarded, trail).find(([each]) => each === name)
    if (found === undefined) throw new Error(`no service ${name}`)
    return Object.values(await serviceReach(found[1], guarded)).flatMap((each) =>
      each.map((resource) => resource.name),
    )
  }

  test.each([
    ['EventBridge, rule `deliver`', ['events', 'undelivered']],
    ['EventBridge, rule `iam`', ['snapshot-iam', 'undelivered']],
    ['EventBridge, rule `health`', ['undelivered', 'health']],
    ['EventBridge, a rule of a default bus', ['undelivered', 'forward']],
    ['SNS, topic `pager`', ['receipts', 'undelivered']],
    ['SNS, topic `alarms`', ['alarms', 'undelivered']],
    ['CloudWatch, an alarm `tripline-test-…`', ['alarms', 'health']],
    ['CloudTrail, the trail', ['trail']],
    ['scheduler, a schedule of the account', ['schedule']],
    ['Lambda', guarded.functions],
  ])('%s', async (name, needs) => {
    expect(await reached(name)).toEqual(expect.arrayContaining([...needs]))
  })

  test('a schedule calls its functions, and keeps the calls that it gave up', async () => {
    const scheduled = guarded.functions.filter(
      (name) => lambdaFunctions[name].schedule !== undefined,
    )
    const subject = scheduleSession(guarded)
    const invoked = await allowedOn(subject, calls('lambda', 'InvokeFunction'), ofKind('function'))
    expect(invoked.map(({ name }) => name)).toEqual(scheduled)
    const kept = await allowedOn(subject, sending, ofKind('queue'))
    expect(kept.map(({ name }) => name)).toEqual(['undelivered'])
  })
})

describe.each(guarded.functions)('%s', (name) => {
  test('makes every call that its role names, and another function with its role none', async () => {
    const named = namedCalls(functionRole(guarded, name).statements)
    expect(named.length).toBeGreaterThan(2)
    for (const [origin, expected] of [
      ['own code', 'yes'],
      ['code of another function', 'no'],
    ] as const)
      for (const made of named)
        expect([origin, made, await decideNamed(ofFunction(guarded, name, origin), made)]).toEqual([
          origin,
          made,
          expected,
        ])
  })

  test('is fed from its own queue', async () => {
    const { queue } = lambdaFunctions[name]
    const poller = ofFunction(guarded, name, 'poller')
    for (const each of ofKind('queue'))
      for (const call of polling)
        expect([each.name, call.action, await ask(poller, call, each)]).toEqual([
          each.name,
          call.action,
          each.name === queue?.name ? 'yes' : 'no',
        ])
  })
})

describe('the deploying role', () => {
  const next = 'arn:aws:iam::111122223333:role/pipelines/deploy'
  const cells = async (role: string, named: string): Promise<Set<string>> => {
    const resources = resourcesOf(deployedBy(named))
    const found = new Set<string>()
    for (const group of changeGroups) found.add(await cellOf(deployer(role), group, resources))
    return found
  }

  test('changes and removes everything', () => {
    expect(new Set(changes.get('`deployRole`'))).toEqual(new Set(['**yes**']))
    const heads = openGroups.map(({ head }) => head)
    const changed = open
      .get('`deployRole`')
      ?.filter((_, index) => /change|stop|pass/.test(heads[index] ?? ''))
    expect(changed).toHaveLength(6)
    expect(new Set(changed)).toEqual(new Set(['**yes**']))
  })

  test('hands over to another role: first the old one may, after its deployment the new one', async () => {
    expect(await cells(deployRole, deployRole)).toEqual(new Set(['**yes**']))
    expect(await cells(next, deployRole)).toEqual(new Set(['denied']))
    expect(await cells(next, next)).toEqual(new Set(['**yes**']))
    expect(await cells(deployRole, next)).toEqual(new Set(['denied']))
  })
})

test('a policy of ours names no role that the stage lacks', () => {
  const roles = [
    ...guarded.functions.map((name) => roleArn(guarded, name)),
    roleArn(guarded, 'schedule'),
    deployRole,
    ...guarded.operators,
  ]
  const excepted = resourcesOf(guarded).flatMap(({ policy }) =>
    policy.flatMap(({ Condition }) => Condition?.ArnNotEquals?.['aws:PrincipalArn'] ?? []),
  )
  expect(excepted.length).toBeGreaterThan(20)
  expect(excepted.filter((arn) => !roles.includes(arn))).toEqual([])
  expect(ofKind('topic').map(({ arn }) => arn)).toContain(
    topicArn(guarded, guarded.home, guarded.health.topic),
  )
})
