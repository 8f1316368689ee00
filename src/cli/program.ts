/** Builds a commander program from the declared commands. */
import { Command as Program, Option as ProgramOption } from 'commander'
import type { Command } from './command.ts'
import type { Option, Output } from './options.ts'
import type { Outcome } from './outcome.ts'
import type { Terminal } from './terminal.ts'
import { version } from './version.ts'

/** Receives the outcome of a command, and the options that choose its output. */
export type Finish = (outcome: Outcome, options: Output) => void

/**
 * A program that parses arguments, runs the command they name and passes its outcome to `finish`.
 */
export function programOf(
  commands: readonly Command[],
  finish: Finish,
  terminal: Terminal,
): Program {
  const program = new Program('tripline')
    .description('Declarative alert rules for AWS: check, test, replay, deploy.')
    .version(version)
    .showHelpAfterError('(add --help for usage and examples)')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .addHelpText('after', exitHelp)
  for (const command of commands) add(command, program, finish, terminal)
  return program
}

function add(command: Command, program: Program, finish: Finish, terminal: Terminal): void {
  const added = program.command(command.name).description(command.description)
  for (const { written, about, initial } of command.arguments)
    added.argument(written, about, initial)
  for (const [name, option] of Object.entries(command.options))
    added.addOption(programOption(name, option))
  added.addHelpText('after', examplesHelp(command.examples))
  // commander passes the arguments one by one, then the options, then itself.
  added.action(async (...passed: unknown[]) => {
    const args = passed.slice(0, command.arguments.length)
    const options = passed[command.arguments.length] as Output
    finish(await command.run(args, options, terminal), options)
  })
}

function programOption(name: string, { takes, about, choices, initial, parse }: Option<unknown>) {
  const dashed = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  const option = new ProgramOption(`--${dashed}${takes === undefined ? '' : ` ${takes}`}`, about)
  if (choices !== undefined) option.choices(choices)
  if (parse !== undefined) option.argParser(parse)
  if (initial !== undefined) option.default(initial)
  return option
}

const examplesHelp = (lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}\n`).join('')}`

const exitHelp = `
Exit codes:
  0  yes: valid, passed, fires, read to the end
  1  no: an invalid rule, a failing test, an event that does not fire, a plan that loses a detection
  2  no answer: wrong usage, nothing found, an unreadable file
`
