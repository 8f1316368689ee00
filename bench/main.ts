/**
 * `npm run bench [-- matcher|replay|cold|burst|plan …] [--json]`: measures speed, compares it with
 * other tools, and checks it against goals.
 */
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { burstBench } from './burst.ts'
import { coldBench, fullCold } from './cold.ts'
import { full, matcherBench } from './matcher.ts'
import { fullPlan, planBench } from './plan.ts'
import { fullReplay, replayBench } from './replay.ts'
import { passes, type Row, tableOf } from './table.ts'

// As in the command, so that threads start equally fast.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'tripline'))

const benches: Readonly<Record<string, () => Promise<Row[]>>> = {
  matcher: () => matcherBench(full),
  replay: () => replayBench(fullReplay),
  cold: () => coldBench(fullCold),
  burst: () => burstBench(),
  plan: () => planBench(fullPlan),
}

const args = process.argv.slice(2)
const named = args.filter((arg) => arg !== '--json')
const unknown = named.find((name) => !Object.hasOwn(benches, name))
if (unknown !== undefined) {
  process.stderr.write(`there is no benchmark \`${unknown}\`: ${Object.keys(benches).join(', ')}\n`)
  process.exit(2)
}
const rows: Row[] = []
for (const [name, bench] of Object.entries(benches)) {
  if (named.length > 0 && !named.includes(name)) continue
  process.stderr.write(`bench: ${name}\n`)
  rows.push(...(await bench()))
}
process.stdout.write(
  `${args.includes('--json') ? JSON.stringify(rows, undefined, 2) : tableOf(rows)}\n`,
)
process.exitCode = rows.every(passes) ? 0 : 1
