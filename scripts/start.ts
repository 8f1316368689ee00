/**
 * `npm start`: plays the scenario of a leaked key on an AWS account in this process, and prints the
 * next steps.
 */
import { main } from '../src/cli/main.ts'
import { palette, processTerminal } from '../src/cli/terminal.ts'

const terminal = processTerminal()
const { strong, faint } = palette(terminal)

terminal.out(faint('tripline simulate attack-story --report report.html\n\n'))
const code = await main(['simulate', 'attack-story', '--report', 'report.html'], terminal)
terminal.out(`
${strong('report.html')} has the whole story. ${strong('Now yours:')}
  npx tripline replay samples/history                     a day of CloudTrail, the same rules
  npx tripline replay <folder of CloudTrail .json.gz>     your own history
  npx tripline new health-check-deleted --event route53:DeleteHealthCheck
  npx tripline new --config && npx tripline plan          what it would deploy, and for how much
`)
process.exitCode = code
