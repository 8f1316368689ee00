/**
 * How long a plan of many rules takes, and how many EventBridge rules a region gets: `node bench/plan.ts
 * [rules]`. The baseline is one EventBridge rule for each rule, which is no packing at all.
 */
import { loadProject } from '../src/cli/project.ts'
import { plan } from '../src/plan/plan.ts'
import { variedRules } from './thousand-rules.ts'

const count = Number(process.argv[2] ?? 1000)
const shipped = loadProject(['rules'], undefined, { cwd: process.cwd(), now: new Date() })
const rules = variedRules(
  shipped.rules.map(({ rule }) => rule),
  count,
)

const config = {
  home: 'eu-west-1',
  accounts: { production: { account: '111122223333' } },
  channels: { oncall: { subscribe: 'elsewhere' } },
  health: { subscribe: 'elsewhere' },
} as const

function measured(pack: 'by-source' | 'per-rule') {
  const timesMs = Array.from({ length: 5 }, () => {
    const startedMs = performance.now()
    plan({ config: { ...config, pack }, rules, exceptions: [], stage: 'production' })
    return performance.now() - startedMs
  })
  const { manifest } = plan({
    config: { ...config, pack },
    rules,
    exceptions: [],
    stage: 'production',
  })
  const perRegion = Map.groupBy(manifest?.eventRules ?? [], ({ region }) => region)
  const most = Math.max(...[...perRegion.values()].map((here) => here.length))
  return { medianMs: timesMs.toSorted((a, b) => a - b)[2] ?? 0, firstMs: timesMs[0] ?? 0, most }
}

for (const pack of ['by-source', 'per-rule'] as const) {
  const { medianMs, firstMs, most } = measured(pack)
  const times = `${medianMs.toFixed(0).padStart(6)} ms (first ${firstMs.toFixed(0)} ms)`
  process.stdout.write(
    `${pack.padEnd(10)} ${count} rules ${times}, at most ${most} EventBridge rules a region\n`,
  )
}
