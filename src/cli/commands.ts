/** The commands, their options and examples; what they do is in `commands/`. */
import { Command, Option } from 'commander'
import { approve } from './commands/approve.ts'
import { explain } from './commands/explain.ts'
import { createAny } from './commands/new.ts'
import { plan } from './commands/plan.ts'
import { prove } from './commands/prove.ts'
import { replay } from './commands/replay.ts'
import { responseStates, responses } from './commands/responses.ts'
import { test } from './commands/test.ts'
import { testEventPattern } from './commands/test-event-pattern.ts'
import { testMetricFilter } from './commands/test-metric-filter.ts'
import { undo } from './commands/undo.ts'
import { validate } from './commands/validate.ts'
import {
  answering,
  asking,
  examples,
  repeated,
  stageHelp,
  wholeNumber,
  writing,
} from './options.ts'
import type { Outcome } from './outcome.ts'
import type { Terminal } from './terminal.ts'
import { version } from './version.ts'
import type { Output } from './write-outcome.ts'

/** Takes what a command found, and the options that say how to write it. */
export type Finish = (outcome: Outcome, options: Output) => void

export function commands(finish: Finish, terminal: Terminal): Command {
  const program = new Command('tripline')
    .description('Declarative alert rules for AWS: check them, test them, run them over history.')
    .version(version)
    .showHelpAfterError('(add --help for usage and examples)')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .addHelpText('after', exitHelp)

  answering(
    program.command('validate'),
    'Check rules and exceptions; tell every problem at its place',
  )
    .argument('[paths...]', 'rule files or folders', ['rules'])
    .option('--strict', 'warnings count as errors')
    .addHelpText(
      'after',
      examples(
        'tripline validate',
        'tripline validate rules/network --strict',
        'tripline validate --format sarif --output rules.sarif',
      ),
    )
    .action((paths, options) => finish(validate(paths, options, terminal), options))

  answering(program.command('test'), "Run the rules' own tests; show what fails and why")
    .argument('[paths...]', 'rule files or folders', ['rules'])
    .option('--verbose', 'show what passes as well')
    .addHelpText(
      'after',
      examples(
        'tripline test',
        'tripline test rules/logging/trail-stopped.yaml --verbose',
        'tripline test --junit report.xml',
      ),
    )
    .action((paths, options) => finish(test(paths, options, terminal), options))

  answering(
    program.command('explain'),
    'Show clause by clause why a rule fires for an event or does not',
  )
    .argument('<rule>', 'a rule file, or the id of a rule')
    .argument('[event]', 'a JSON file, the event itself, or - for standard input')
    .option('--rules <folder>', 'where rules are looked for by id', 'rules')
    .option('--event-id <id>', 'which event of a file that holds several')
    .option('--compiled', 'show what the rule is compiled to, instead of an event')
    .addHelpText(
      'after',
      examples(
        'tripline explain trail-stopped test/events/cloudtrail/stop-logging.json',
        'tripline explain trail-stopped --compiled',
        'aws cloudtrail lookup-events --max-results 1 | tripline explain root-api-use -',
      ),
    )
    .action(async (rule, event, options) =>
      finish(await explain(rule, event, options, terminal), options),
    )

  answering(
    program.command('replay'),
    'Run rules over CloudTrail history and show the alerts they would have sent',
  )
    .argument(
      '[paths...]',
      'folders or files of history (.json.gz, .json, .jsonl); standard input where none is named, or -',
    )
    // Not `<paths...>`: it would also take the history that stands behind it.
    .option('--rules <path>', 'a rule file or folder, once for each (default: rules)', repeated)
    .option('--report <file>', 'write what was found as an HTML page as well')
    .addHelpText(
      'after',
      examples(
        'tripline replay samples/history',
        'aws s3 sync s3://my-trail/AWSLogs history && tripline replay history',
        'tripline replay history --rules rules/network --format ndjson',
        'tripline replay samples/history --report report.html',
      ),
    )
    .action(async (paths, options) => finish(await replay(paths, options, terminal), options))

  answering(
    program.command('simulate'),
    'Play attacks on an AWS account in this process, and see the alerts and what is undone',
  )
    .argument('[scenarios...]', 'names of `scenarios/*.yaml`, or files (default: all)')
    .option('--rules <path>', 'a rule file or folder, once for each (default: rules)', repeated)
    .option('--report <file>', 'write what happened as an HTML page as well')
    .addHelpText(
      'after',
      examples(
        'tripline simulate attack-story --report report.html',
        'tripline simulate',
        'tripline simulate scenarios/quiet-day.yaml --format junit',
      ),
    )
    .action(async (names, options) => {
      // An AWS account is half a second and fifty megabytes that no other command needs.
      const { simulate } = await import('./commands/simulate.ts')
      finish(await simulate(names, options, terminal), options)
    })

  answering(
    program.command('plan'),
    'Show what will exist in AWS, where, why and for how much; and what a change would lose',
  )
    .argument('[paths...]', 'rule files or folders', ['rules'])
    .option('--stage <stage>', 'the account of tripline.yaml to plan for (default: the only one)')
    .option('--against <plan>', 'compare with a plan in a file, or with a git revision')
    .option('--member-template', 'write the CloudFormation template for the members of a hub')
    .option('--verbose', 'show every resource of every region, with its pattern')
    .addHelpText(
      'after',
      examples(
        'tripline plan --stage production',
        'tripline plan --stage production --format json --output plan.json',
        'tripline plan --stage production --against main',
        'tripline plan --stage security --member-template --output member.json',
      ),
    )
    .action((paths, options) => finish(plan(paths, options, terminal), options))

  asking(
    program.command('approve'),
    'Let a response act that waits for a person, and wait for what comes of it',
  )
    .addHelpText(
      'after',
      examples(
        'tripline approve 5f0c1d2e3a4b5968 --stage production',
        "tripline approve 5f0c1d2e3a4b5968 --reason 'nobody of us made this change'",
      ),
    )
    .action(async (id, options) => finish(await approve(id, options, terminal), options))

  asking(
    program.command('undo'),
    'Bring back what a response took away, as long as nobody changed it since',
  )
    .addHelpText('after', examples('tripline undo 5f0c1d2e3a4b5968 --stage production'))
    .action(async (id, options) => finish(await undo(id, options, terminal), options))

  answering(program.command('responses'), 'List what responders did, would do and wait to do')
    .option('--stage <stage>', stageHelp)
    .addOption(new Option('--state <state>', 'only those in this state').choices(responseStates))
    .option('--limit <number>', 'how many, the newest first', wholeNumber, 50)
    .addHelpText(
      'after',
      examples(
        'tripline responses --stage production',
        'tripline responses --state waiting --format json',
      ),
    )
    .action(async (options) => finish(await responses(options, terminal), options))

  writing(program.command('new'))
    .description(
      'Write a commented rule that passes validate and test, or a commented tripline.yaml',
    )
    .argument('[rule]', 'the id of the rule, or the file to write')
    .option('--event <source:name>', 'the call it is about, as in ec2:DeleteFlowLogs')
    .option('--config [file]', 'write a configuration instead (default: tripline.yaml)')
    .addHelpText(
      'after',
      examples(
        'tripline new flow-logs-deleted --event ec2:DeleteFlowLogs',
        'tripline new rules/network/flow-logs-deleted.yaml',
        'tripline new --config',
      ),
    )
    .action((rule, options) => finish(createAny(rule, options, terminal), options))

  answering(
    program.command('prove'),
    'Show that what is compiled from the rules fires for the same events',
  )
    .argument('[paths...]', 'rule files or folders', ['rules'])
    .option('--verbose', 'show what holds as well, and on how many events')
    .addHelpText('after', examples('tripline prove', 'tripline prove rules/network --verbose'))
    .action((paths, options) => finish(prove(paths, options, terminal), options))

  answering(
    program.command('test-event-pattern'),
    'Match an event with an EventBridge pattern, offline',
  )
    .argument('[pattern]', 'a JSON file, or the pattern itself')
    .argument('[event]', 'a JSON file, or the event itself')
    .option('--batch', 'answer {"pattern", "event"} rows of standard input, one JSON line each')
    .addHelpText(
      'after',
      examples(
        'tripline test-event-pattern pattern.json event.json',
        `tripline test-event-pattern '{"source":["aws.ec2"]}' '{"source":"aws.ec2"}'`,
        'tripline test-event-pattern --batch < rows.ndjson',
      ),
    )
    .action(async (pattern, event, options) =>
      finish(await testEventPattern(pattern, event, options, terminal), options),
    )

  answering(
    program.command('test-metric-filter'),
    'Match a log message with a CloudWatch Logs filter pattern, offline',
  )
    .argument('[pattern]', 'the filter pattern, or a file that holds it')
    .argument('[message]', 'a file, or the message itself')
    .option('--batch', 'answer {"pattern", "message"} rows of standard input, one JSON line each')
    .addHelpText(
      'after',
      examples(
        `tripline test-metric-filter '{ $.eventName = "StopLogging" }' event.json`,
        'tripline test-metric-filter --batch < rows.ndjson',
      ),
    )
    .action(async (pattern, message, options) =>
      finish(await testMetricFilter(pattern, message, options, terminal), options),
    )

  return program
}

const exitHelp = `
Exit codes:
  0  yes: valid, passed, fires, read to the end
  1  no: an invalid rule, a failing test, an event that does not fire, a plan that loses something
  2  no answer: wrong usage, nothing found, an unreadable file
`
