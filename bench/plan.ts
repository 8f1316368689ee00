/**
 * Measures the time of a plan of many rules against its limit, and the number of EventBridge rules
 * in its fullest region against one for each rule, which is no packing.
 */

import { plan } from '../src/plan/plan.ts'
import { loadProject } from '../src/project/project.ts'
import { measureInterleaved, msOf, type Row } from './table.ts'
import { variedRules } from './thousand-rules.ts'

export interface PlanSize {
  readonly ruleCount: number
  readonly rounds: number
}

export const fullPlan: PlanSize = { ruleCount: 1000, rounds: 5 }

const config = {
  home: 'eu-west-1',
  accounts: { production: { account: '111122223333' } },
  channels: { oncall: { subscribe: 'elsewhere' } },
  health: { subscribe: 'elsewhere' },
} as const

const limitMs = 2000
const maxRules = 60

export async function planBench({ ruleCount, rounds }: PlanSize): Promise<Row[]> {
  const shipped = loadProject(['rules'], undefined, { cwd: process.cwd(), now: new Date() })
  const rules = variedRules(
    shipped.rules.map(({ rule }) => rule),
    ruleCount,
  )
  const fullest = (pack: 'by-source' | 'per-rule'): number => {
    const input = { config: { ...config, pack }, rules, exceptions: [], stage: 'production' }
    const { manifest } = plan(input)
    const regions = Map.groupBy(manifest?.eventRules ?? [], ({ region }) => region)
    return Math.max(0, ...[...regions.values()].map((here) => here.length))
  }
  const packs = (['by-source', 'per-rule'] as const).map((name) => ({
    name,
    run: () => fullest(name),
  }))
  const timings = await measureInterleaved(packs, rounds)
  const ms = msOf(timings, 'by-source')
  const [packed = 0, single = 0] = packs.map(({ name }) => timings.get(name)?.found)
  const of = `${ruleCount.toLocaleString('en-US')} rules`
  return [
    {
      bench: 'plan',
      what: `plan of ${of}`,
      beside: 'the limit',
      ours: `${ms.toFixed(0)} ms`,
      theirs: `${limitMs} ms`,
      ratio: limitMs / ms,
      goal: 1,
    },
    {
      bench: 'plan',
      what: `EventBridge rules of ${of}, fullest region`,
      beside: 'one for each rule',
      ours: String(packed),
      theirs: String(single),
      ratio: single / packed,
      goal: single / maxRules,
    },
  ]
}
