/**
 * The declaration of a command: its arguments, options and examples as `--help` shows them, and the
 * function that runs it.
 */
import type { Argument, ArgumentValues } from './arguments.ts'
import type { Option, OptionValues, outputOptions } from './options.ts'
import type { Outcome } from './outcome.ts'
import type { Terminal } from './terminal.ts'

/** Options by their camelCase names: `memberTemplate` is written `--member-template`. */
type Options = Readonly<Record<string, Option<unknown>>>

interface Declaration<Arguments extends readonly Argument<unknown>[], Declared extends Options> {
  readonly name: string
  /** One sentence for `--help`, without a full stop. */
  readonly description: string
  /** In the order in which they are written. */
  readonly arguments: Arguments
  /** In the order in which `--help` lists them. */
  readonly options: Declared
  /** Command lines for `--help`. */
  readonly examples: readonly string[]
  /** Runs the command. Throws `CannotAnswer` if there is no answer. */
  run(
    args: ArgumentValues<Arguments>,
    options: OptionValues<Declared>,
    terminal: Terminal,
  ): Outcome | Promise<Outcome>
}

/** A command whose argument and option types were checked where it was declared. */
export type Command = Declaration<readonly Argument<unknown>[], Options & typeof outputOptions>

/** Declares a command; the parameters of `run` have the types of its arguments and options. */
export const command = <
  const Arguments extends readonly Argument<unknown>[],
  Declared extends Options & typeof outputOptions,
>(
  declaration: Declaration<Arguments, Declared>,
): Command => declaration
