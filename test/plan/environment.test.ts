import { describe, expect, test } from 'vitest'
import { environmentOf } from '../../infra/environment.ts'
import { allRegions } from '../../src/aws/regions.ts'
import type { PlanConfig } from '../../src/plan/config.ts'
import { environmentBytesOf } from '../../src/plan/environment.ts'
import { plan } from '../../src/plan/plan.ts'
import { config, manifestOf, ruleOf, shippedRules } from './stage.ts'

/** What infra leaves for SST and the runtime. */
const reservedBytes = 512

const channelsOf = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index): [string, { subscribe: 'elsewhere' }] => [
      `channel-${index}`,
      { subscribe: 'elsewhere' },
    ]),
  )

const stages: readonly (readonly [string, Partial<PlanConfig>])[] = [
  ['as it is', {}],
  [
    'every region',
    { accounts: { production: { account: '111122223333', regions: allRegions('aws') } } },
  ],
  ['ten channels', { channels: channelsOf(10) }],
  ['China', { home: 'cn-northwest-1', trail: { create: 'account' } }],
  ['break-glass', { responders: { breakGlass: ['arn:aws:sts::*:assumed-role/prüfung/*'] } }],
]

describe('what is counted is no less than what is there, and little more', () => {
  test.each(stages)('%s', (_, with_) => {
    const manifest = manifestOf({ config: { ...config, ...with_ } })
    for (const name of manifest.functions) {
      const actual = Object.entries(environmentOf(manifest, name, 'A'.repeat(21))).reduce(
        (sum, [key, value]) => sum + Buffer.byteLength(key + value),
        reservedBytes,
      )
      const counted = environmentBytesOf(manifest, name)
      expect([name, counted >= actual]).toEqual([name, true])
      expect([name, counted < actual + 520]).toEqual([name, true])
    }
  })
})

const told = (with_: Partial<PlanConfig>, stage = 'production') =>
  plan({
    config: { ...config, ...with_ },
    rules: [ruleOf('a')],
    exceptions: [],
    stage,
  }).problems.map(
    ({ message, at }) => `${at.kind === 'config' ? at.keys.join('.') : ''} ${message}`,
  )

describe('an environment that Lambda would refuse is told before', () => {
  test('by channels', () => {
    expect(told({ channels: channelsOf(60) })).toEqual([
      expect.stringMatching(
        /^channels bytes in the environment of function detect: [\d,]+ where AWS takes 4,096$/,
      ),
    ])
    expect(told({ channels: channelsOf(15) })).toEqual([])
  })

  test('by regions, where the stage has a long name', () => {
    const stage = 'a'.repeat(35)
    const regions = allRegions('aws')
    expect(told({ accounts: { [stage]: { account: '111122223333', regions } } }, stage)).toEqual([
      expect.stringMatching(/ bytes in the environment of function heartbeat: /),
    ])
  })

  test('by those who are never rolled back', () => {
    const breakGlass = Array.from(
      { length: 100 },
      (_, index) => `arn:aws:iam::*:role/emergency-access/${index}`,
    )
    const respond = [{ action: 'restart-trail', mode: 'observe' }] as const
    const { problems } = plan({
      config: { ...config, responders: { breakGlass } },
      rules: [ruleOf('a', { respond })],
      exceptions: [],
      stage: 'production',
    })
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('function restart-trail'),
    ])
  })

  test('the rules that ship fit', () => {
    expect(
      plan({ config, rules: shippedRules, exceptions: [], stage: 'production' }).problems,
    ).toEqual([])
  })
})
