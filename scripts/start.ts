/**
 * `npm start`: plays the scenario of a leaked key on an AWS account in this process, and prints the
 * next steps.
 */
import { main } from '../src/cli/main.ts'
import { palette, processTerminal } from '../src/cli/terminal.ts'

const terminal = processTerminal()
const { strong, faint } = palette(terminal)

terminal.out(faint('$ npx tripline simulate attack-story --report report.html\n\n'))
const code = await main(['simulate', 'attack-story', '--report', 'report.html'], terminal)
terminal.out(`
${strong('report.html')} shows the same as a page.

${strong('Next')}
  npx tripline replay samples/history                replay a sample day with all shipped rules
  npx tripline replay FOLDER                         replay your own history (.json.gz of CloudTrail)
  npx tripline new rules/team/my-rule.yaml           write a rule
  npx tripline new --config && npx tripline plan     plan a deployment, with its cost
`)
process.exitCode = code
