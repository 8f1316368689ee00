/** The command line: commands, their options and examples; what they do is in `commands/`. */
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { Command, CommanderError, Option } from 'commander'
import { visible } from '../diagnostics/render.ts'
import { explain } from './commands/explain.ts'
import { create } from './commands/new.ts'
import { prove } from './commands/prove.ts'
import { replay } from './commands/replay.ts'
import { test } from './commands/test.ts'
import { testEventPattern } from './commands/test-event-pattern.ts'
import { testMetricFilter } from './commands/test-metric-filter.ts'
import { validate } from './commands/validate.ts'
import { CannotAnswer, exit } from './exit.ts'
import { type FormatName, formatNames, formats } from './format/formats.ts'
import type { Outcome } from './outcome.ts'
import { palette, processTerminal, type Terminal } from './terminal.ts'
import { version } from './version.ts'

interface Output {
  readonly format?: FormatName
  readonly output?: string
  readonly sarif?: string
  readonly junit?: string
}

/** Runs one command; the answer is its exit code. */
export async function main(
  args: readonly string[],
  terminal: Terminal = processTerminal(),
): Promise<number> {
  let code: number = exit.unanswered
  const finish = (outcome: Outcome, options: Output) => {
    write(outcome, options, terminal)
    code = outcome.exit
  }
  const program = commands(finish, terminal)
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (problem) {
    if (problem instanceof CommanderError)
      return problem.exitCode === 0 ? exit.yes : exit.unanswered
    tellFailure(problem, terminal)
    return exit.unanswered
  }
}

/** Messages may quote what a file or an argument holds, which must not run on a terminal. */
function tellFailure(problem: unknown, terminal: Terminal): void {
  const name = palette(terminal).error('tripline:')
  if (problem instanceof CannotAnswer) {
    const help = problem.help === undefined ? '' : `\n  ${visible(problem.help)}`
    terminal.err(`${name} ${visible(problem.message)}${help}\n`)
  } else if (problem instanceof Error && 'syscall' in problem) {
    terminal.err(`${name} ${visible(problem.message)}\n`)
  } else {
    const trace = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)
    const lines = trace.split('\n').map((line) => `  ${visible(line)}\n`)
    terminal.err(
      `${name} this is a mistake in tripline itself; please report it\n${lines.join('')}`,
    )
  }
}

type Finish = (outcome: Outcome, options: Output) => void

function commands(finish: Finish, terminal: Terminal): Command {
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
    .addHelpText(
      'after',
      examples(
        'tripline replay samples/history',
        'aws s3 sync s3://my-trail/AWSLogs history && tripline replay history',
        'tripline replay history --rules rules/network --format ndjson',
      ),
    )
    .action(async (paths, options) => finish(await replay(paths, options, terminal), options))

  answering(program.command('new'), 'Write a commented rule that passes validate and test')
    .argument('<rule>', 'the id of the rule, or the file to write')
    .option('--event <source:name>', 'the call it is about, as in ec2:DeleteFlowLogs')
    .addHelpText(
      'after',
      examples(
        'tripline new flow-logs-deleted --event ec2:DeleteFlowLogs',
        'tripline new rules/network/flow-logs-deleted.yaml',
      ),
    )
    .action((rule, options) => finish(create(rule, options, terminal), options))

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

function answering(command: Command, description: string): Command {
  return command
    .description(description)
    .option('--config <file>', 'tripline.yaml to use (default: the one of the project)')
    .addOption(new Option('--format <format>', 'how to write the answer').choices(formatNames))
    .option('--output <file>', 'write the answer to a file')
    .option('--sarif <file>', 'write SARIF 2.1.0 as well')
    .option('--junit <file>', 'write JUnit XML as well')
}

function write(outcome: Outcome, options: Output, terminal: Terminal): void {
  const byDefault: FormatName = terminal.env.GITHUB_ACTIONS === 'true' ? 'github' : 'pretty'
  const format = options.format ?? byDefault
  const text = formats[format](outcome)
  if (options.output === undefined) terminal.out(text)
  // Colours were for the terminal that does not show this text.
  else
    writeTo(options.output, format === 'pretty' ? stripVTControlCharacters(text) : text, terminal)
  if (options.sarif !== undefined) writeTo(options.sarif, formats.sarif(outcome), terminal)
  if (options.junit !== undefined) writeTo(options.junit, formats.junit(outcome), terminal)
}

function writeTo(file: string, text: string, { cwd }: Terminal): void {
  try {
    writeFileSync(resolve(cwd, file), text)
  } catch (problem) {
    throw new CannotAnswer(`\`${file}\` cannot be written: ${(problem as Error).message}`)
  }
}

const repeated = (path: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  path,
]

const examples = (...lines: string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}\n`).join('')}`

const exitHelp = `
Exit codes:
  0  yes: valid, passed, fires, read to the end
  1  no: an invalid rule, a failing test, an event that does not fire
  2  no answer: wrong usage, nothing found, an unreadable file
`
