/** The command line. It runs a command, and reports a failure in one sentence. */
import { CommanderError } from 'commander'
import { CannotAnswer } from '../diagnostics/cannot-answer.ts'
import { visible } from '../diagnostics/render.ts'
import { commands } from './commands.ts'
import { exit } from './exit.ts'
import type { Output } from './options.ts'
import type { Outcome } from './outcome.ts'
import { programOf } from './program.ts'
import { palette, processTerminal, type Terminal } from './terminal.ts'
import { writeOutcome } from './write-outcome.ts'

/** Runs one command and returns its exit code. */
export async function main(
  args: readonly string[],
  terminal: Terminal = processTerminal(),
): Promise<number> {
  let code: number = exit.unanswered
  const finish = (outcome: Outcome, options: Output) => {
    try {
      writeOutcome(outcome, options, terminal)
    } finally {
      outcome.close?.()
    }
    code = outcome.exit
  }
  const program = programOf(commands, finish, terminal)
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (problem) {
    if (problem instanceof CommanderError)
      return problem.exitCode === 0 ? exit.yes : exit.unanswered
    printFailure(problem, terminal)
    return exit.unanswered
  }
}

/**
 * Prints a failure. Messages may quote files and arguments, so they are escaped for the terminal.
 */
function printFailure(problem: unknown, terminal: Terminal): void {
  const name = palette(terminal).error('tripline:')
  if (problem instanceof CannotAnswer) {
    const help = problem.help === undefined ? '' : `\n  ${visible(problem.help)}`
    terminal.err(`${name} ${visible(problem.message)}${help}\n`)
  } else if (problem instanceof Error && 'syscall' in problem) {
    terminal.err(`${name} ${visible(problem.message)}\n`)
  } else {
    const trace = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)
    const lines = trace.split('\n').map((line) => `  ${visible(line)}\n`)
    terminal.err(`${name} this is a bug in tripline; please report it\n${lines.join('')}`)
  }
}
