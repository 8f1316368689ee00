/** Options that commands have in common, and how help shows examples. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import { formatNames } from './format/formats.ts'

/** A command about a project. */
export function answering(command: Command, description: string) {
  return writing(
    command
      .description(description)
      .option('--config <file>', 'tripline.yaml to use (default: the one of the project)'),
  )
}

/** A command about one response of a deployed stage. */
export const asking = (command: Command, description: string) =>
  answering(command, description)
    .argument('<id>', 'the id of the response, as its alert has it')
    .option('--stage <stage>', stageHelp)
    .option('--reason <text>', 'why; it is kept with the response')
    .option('--wait <seconds>', 'how long to wait for the answer', wholeNumber, 240)

export const stageHelp = 'the account of tripline.yaml it is deployed to (default: the only one)'

/** For an option that counts something: a number from 1 to 999999. */
export function wholeNumber(text: string): number {
  const number = Number(text)
  if (!/^\d{1,6}$/.test(text) || number === 0)
    throw new InvalidArgumentError('It must be a whole number above 0.')
  return number
}

/** A command that has an answer. */
export function writing(command: Command): Command {
  return command
    .addOption(new Option('--format <format>', 'how to write the answer').choices(formatNames))
    .option('--output <file>', 'write the answer to a file')
    .option('--sarif <file>', 'write SARIF 2.1.0 as well')
    .option('--junit <file>', 'write JUnit XML as well')
}

/** For an option that may be given several times. */
export const repeated = (path: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  path,
]

export const examples = (...lines: string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}\n`).join('')}`
