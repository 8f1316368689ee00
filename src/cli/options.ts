/** The kinds of option a command can declare; each carries the type of its value. */
import { InvalidArgumentError } from 'commander'
import { type FileFormatName, type FormatName, fileFormats, formatNames } from './format/formats.ts'

export interface Option<Value> {
  /** The value in `--help`: `<file>`, `[file]`; absent for an option without a value. */
  readonly takes?: string
  readonly about: string
  readonly choices?: readonly string[]
  /** The value if the option is not given. */
  readonly initial?: Value
  /**
   * Parses the text. `before` is the value of the same option given earlier. Throws
   * `InvalidArgumentError`.
   */
  parse?(text: string, before: Value | undefined): Value
}

type ValueOf<Declared> = Declared extends Option<infer Value> ? Value : never

/** The values of options by name; those without an initial value may be missing. */
export type OptionValues<Declared extends Readonly<Record<string, Option<unknown>>>> = {
  readonly [Name in keyof Declared as undefined extends ValueOf<Declared[Name]>
    ? never
    : Name]: ValueOf<Declared[Name]>
} & {
  readonly [Name in keyof Declared as undefined extends ValueOf<Declared[Name]>
    ? Name
    : never]?: Exclude<ValueOf<Declared[Name]>, undefined>
}

/** An option without a value. */
export const flag = (about: string): Option<true | undefined> => ({ about })

export const text = (value: string, about: string): Option<string | undefined> => ({
  takes: `<${value}>`,
  about,
})

export const textOr = (initial: string, value: string, about: string): Option<string> => ({
  takes: `<${value}>`,
  about,
  initial,
})

/** An option with or without a value. */
export const textOrFlag = (value: string, about: string): Option<string | true | undefined> => ({
  takes: `[${value}]`,
  about,
})

/**
 * An option that may be repeated, with one value each time. A list option of commander would also
 * take the arguments after it.
 */
export const repeated = (value: string, about: string): Option<readonly string[] | undefined> => ({
  takes: `<${value}>`,
  about,
  parse: (written, before = []) => [...before, written],
})

export const oneOf = <Name extends string>(
  choices: readonly Name[],
  value: string,
  about: string,
): Option<Name | undefined> => ({ takes: `<${value}>`, about, choices })

/** A whole number from 1 to 999999. */
export const count = (initial: number, value: string, about: string): Option<number> => ({
  takes: `<${value}>`,
  about,
  initial,
  parse: wholeNumber,
})

function wholeNumber(written: string): number {
  const number = Number(written)
  if (!/^\d{1,6}$/.test(written) || number === 0)
    throw new InvalidArgumentError('It must be a whole number above 0.')
  return number
}

/** `--sarif FILE` and the like. */
const fileOptions = Object.fromEntries(
  fileFormats.map(({ name, asWell }) => [name, text('file', `also write ${asWell}`)]),
) as Record<FileFormatName, Option<string | undefined>>

/** The options for the output, which every command has. */
export const outputOptions = {
  format: oneOf<FormatName>(formatNames, 'format', 'the output format'),
  output: text('file', 'write the answer to a file'),
  ...fileOptions,
}

export type Output = OptionValues<typeof outputOptions>

/** The options of commands that load a project. */
export const projectOptions = {
  config: text('file', 'the tripline.yaml to use (default: that of the project)'),
  ...outputOptions,
}

/** The option of commands about a deployed stage. */
export const stageOption = text('stage', 'the stage in tripline.yaml (default: the only one)')
