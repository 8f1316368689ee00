/** Each function's record, and what else in the repository must be there for each name. */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { functionNames, responders } from '../../../src/ir/names.ts'
import { functionsFor, lambdaFunctions } from '../../../src/plan/functions/functions.ts'
import { queuesOf } from '../../../src/plan/queues.ts'
import { schedulesOf } from '../../../src/plan/schedules.ts'
import { everything, standalone, withResponders } from '../../infra/manifests.ts'

describe.each(functionNames)('%s', (name) => {
  test('stands by its own name, with an entry point of that name', () => {
    expect(lambdaFunctions[name].name).toBe(name)
    expect(existsSync(`functions/${name}.ts`)).toBe(true)
  })

  test('is called by a queue or by a schedule', () => {
    const { queue, schedule } = lambdaFunctions[name]
    expect([queue, schedule]).not.toEqual([undefined, undefined])
  })
})

test('the manifest with everything has every function', () => {
  expect(everything.functions.toSorted()).toEqual([...functionNames].sort())
  expect(functionsFor(everything)).toEqual(functionNames)
})

test('no two functions read one queue', () => {
  const names = queuesOf(everything).map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBe(functionNames.length - 1)
})

test('a schedule calls what no queue does, and those that take snapshots', () => {
  expect(schedulesOf(everything).map(({ name, everyMinutes }) => [name, everyMinutes])).toEqual([
    ['heartbeat', 15],
    ['snapshot-iam', 24 * 60],
    ['restart-trail', 60],
  ])
})

describe.each(responders)('%s', (name) => {
  test('is needed where a rule asks for it, and nowhere else', () => {
    const needed = functionsFor(withResponders(standalone, name))
    expect(needed.filter((each) => each === name)).toEqual([name])
    const others = responders.filter((each) => each !== name)
    expect(functionsFor(withResponders(standalone, ...others))).not.toContain(name)
  })

  test('has a row in the page about responders', () => {
    const page = readFileSync('docs/responders.md', 'utf8')
    expect(page.split('\n').filter((line) => line.startsWith(`| \`${name}\``))).not.toEqual([])
  })
})

test('a member of a hub runs none', () => {
  const topology = { kind: 'member', busArn: 'arn:aws:events:eu-west-1:1:event-bus/hub' } as const
  expect(functionsFor({ ...everything, topology })).toEqual([])
})
