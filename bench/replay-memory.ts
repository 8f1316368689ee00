/** Runs a complete replay, from files to alerts, and reports the maximum memory of the process. */
import { Readable } from 'node:stream'
import { alertsIn } from '../src/replay/alerts.ts'
import { historyFiles } from '../src/replay/files.ts'
import { scan } from '../src/replay/scan-history.ts'
import { type RuleSet, ruleSet } from './data/rules.ts'

const [kind, folder = ''] = process.argv.slice(2)
const rules = ruleSet(kind as RuleSet, 1000)
const { sources } = historyFiles([folder], process.cwd())
const scanned = await scan(sources, rules, Readable.from([]), () => {})
const question = { scan: scanned, rules, exceptions: [], today: '2026-11-21' }
let alertCount = 0
for (const _ of alertsIn(question)) alertCount++
if (alertCount === 0) throw new Error('nothing was found')
process.stdout.write(String(process.resourceUsage().maxRSS * 1024))
