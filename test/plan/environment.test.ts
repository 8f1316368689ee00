import { describe, expect, test } from 'vitest'
import { allRegions } from '../../src/aws/regions.ts'
import type { PlanConfig } from '../../src/plan/config.ts'
import { environmentOf } from '../../src/plan/environment.ts'
import { plan } from '../../src/plan/plan.ts'
import { config, manifestOf, ruleOf, shippedRules } from './stage.ts'

const channelsOf = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index): [string, { subscribe: 'elsewhere' }] => [
      `channel-${index}`,
      { subscribe: 'elsewhere' },
    ]),
  )

test('nothing that a function is told is empty', () => {
  const given = { queueUrl: (name: string) => `https://sqs/${name}`, roleId: () => 'AROADETECT' }
  const manifest = manifestOf({})
  expect(manifest.functions.length).toBeGreaterThan(7)
  for (const name of manifest.functions)
    expect(Object.values(environmentOf(manifest, name, given))).not.toContain('')
})

const problemsOf = (with_: Partial<PlanConfig>, stage = 'production') =>
  plan({
    config: { ...config, ...with_ },
    rules: [ruleOf('a')],
    exceptions: [],
    stage,
  }).problems.map(
    ({ message, at }) => `${at.kind === 'config' ? at.keys.join('.') : ''} ${message}`,
  )

const deployRole = 'arn:aws:iam::111122223333:role/deploy'

describe('an environment that Lambda would refuse is told before', () => {
  test('by channels', () => {
    expect(problemsOf({ channels: channelsOf(60) })).toEqual([
      expect.stringMatching(
        /^channels the plan has [\d,]+ bytes in the environment of the function `detect`, but AWS allows 4,096$/,
      ),
    ])
    expect(problemsOf({ channels: channelsOf(15) })).toEqual([])
  })

  test('by regions, where the stage has a long name', () => {
    const stage = 'a'.repeat(35)
    const regions = allRegions('aws')
    expect(
      problemsOf(
        { accounts: { [stage]: { account: '111122223333', regions, deployRole } } },
        stage,
      ),
    ).toEqual([
      expect.stringMatching(
        / the plan has [\d,]+ bytes in the environment of the function `heartbeat`, but /,
      ),
    ])
  })

  test('and every region that AWS has fits', () => {
    const regions = allRegions('aws')
    expect(
      problemsOf({ accounts: { production: { account: '111122223333', regions, deployRole } } }),
    ).toEqual([])
  })

  test('by those who are never rolled back', () => {
    const breakGlass = Array.from(
      { length: 100 },
      (_, index) => `arn:aws:iam::111122223333:role/emergency-access/${index}`,
    )
    const respond = [{ action: 'restart-trail', mode: 'observe' }] as const
    const { problems } = plan({
      config: { ...config, responders: { breakGlass } },
      rules: [ruleOf('a', { respond })],
      exceptions: [],
      stage: 'production',
    })
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('bytes in the environment of the function `restart-trail`, but'),
    ])
  })

  test('the rules that ship fit', () => {
    expect(
      plan({ config, rules: shippedRules, exceptions: [], stage: 'production' }).problems,
    ).toEqual([])
  })
})
