/** `npm start`: the shipped rules over the sample history, with a word before and after. */
import { main } from '../src/cli/main.ts'
import { palette, processTerminal } from '../src/cli/terminal.ts'

const terminal = processTerminal()
const { strong, faint } = palette(terminal)

terminal.out(`${strong('A day in three AWS accounts')}, made up: 2026-10-14 as CloudTrail wrote it to S3.
At 02:41 somebody finds an access key that leaked. These are the alerts the shipped rules send.
${faint('tripline replay samples/history')}

`)
const code = await main(['replay', 'samples/history'], terminal)
terminal.out(`
${strong('Now yours:')}
  npx tripline replay <folder of CloudTrail .json.gz>     your own history, the same rules
  npx tripline new flow-logs-deleted --event ec2:DeleteFlowLogs
  npx tripline explain trail-stopped test/events/cloudtrail/stop-logging.json
`)
process.exitCode = code
