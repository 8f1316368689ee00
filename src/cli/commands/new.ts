import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import {
  notACall,
  notAConfigFile,
  notARuleFile,
  notARuleId,
  notRecorded,
  oneThingAtATime,
} from '../../diagnostics/catalogue/cannot-answer/arguments.ts'
import {
  alreadyThere,
  editIt,
  editItOrRename,
  unwritable,
} from '../../diagnostics/catalogue/cannot-answer/files.ts'
import { visible } from '../../diagnostics/render.ts'
import { callVerdict } from '../../lint/names/call-verdict.ts'
import { knownNames } from '../../lint/names/known-names.ts'
import { readApiCatalogue } from '../../project/api-calls.ts'
import { rootOf } from '../../project/project.ts'
import { configTemplate } from '../../rule/config-template.ts'
import { ruleTemplate } from '../../rule/template.ts'
import { optional } from '../arguments.ts'
import { command } from '../command.ts'
import { type OptionValues, outputOptions, text, textOrFlag } from '../options.ts'
import { nothingFound, type Outcome } from '../outcome.ts'
import type { Terminal } from '../terminal.ts'

const options = {
  ...outputOptions,
  event: text('source:name', 'the call that the rule matches, as in route53:DeleteHealthCheck'),
  config: textOrFlag('file', 'write a configuration instead (default: tripline.yaml)'),
}

type Options = OptionValues<typeof options>

/** Writes a new rule or configuration as a starting point. It never overwrites a file. */
export const create = command({
  name: 'new',
  description: 'Write a commented rule that passes validate and test, or a commented tripline.yaml',
  arguments: [optional('rule', 'the id of the rule, or the file to write')],
  options,
  examples: [
    'tripline new health-check-deleted --event route53:DeleteHealthCheck',
    'tripline new rules/team/health-check-deleted.yaml',
    'tripline new --config',
  ],
  run: ([rule], options, terminal) => createAny(rule, options, terminal),
})

function createAny(rule: string | undefined, options: Options, terminal: Terminal): Outcome {
  if (options.config !== undefined && rule === undefined && options.event === undefined)
    return createConfig(options.config === true ? 'tripline.yaml' : options.config, terminal)
  if (rule === undefined || options.config !== undefined) throw oneThingAtATime()
  return createRule(rule, options, terminal)
}

function createConfig(name: string, { cwd }: Terminal): Outcome {
  const file = resolve(cwd, name)
  const shown = relative(cwd, file) || file
  if (!/\.ya?ml$/.test(file)) throw notAConfigFile(name)
  refuseExisting(file, shown, editIt)
  write(file, configTemplate(schemaFor(file, 'tripline', cwd)), shown)
  return {
    ...nothingFound,
    pretty: `wrote ${visible(shown)}\n  fill in the marked values, then run: tripline plan\n`,
    data: { file: shown },
    rows: [{ file: shown }],
  }
}

function refuseExisting(file: string, shown: string, help: string): void {
  if (existsSync(file)) throw alreadyThere(shown, help)
}

/** The path or URL of a schema, for an editor that opens the file. */
function schemaFor(file: string, name: string, cwd: string): string {
  const root = rootOf(existsSync(dirname(file)) ? dirname(file) : cwd)
  const schema = join(root, 'schema', `${name}.schema.json`)
  return relative(dirname(file), schema).replaceAll('\\', '/')
}

function createRule(rule: string, { event }: Options, { cwd }: Terminal): Outcome {
  const isPath = /[\\/]|\.ya?ml$/.test(rule)
  const file = resolve(cwd, isPath ? rule : join('rules', `${rule}.yaml`))
  const id = file.replace(/^.*[\\/]|\.ya?ml$/g, '')
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id) || id.length > 64) {
    throw notARuleId(id)
  }
  if (!/\.ya?ml$/.test(file)) throw notARuleFile(rule)
  const [, service = 'cloudtrail', name = 'StopLogging'] =
    event === undefined ? [] : (/^([a-z0-9-]+):([A-Za-z0-9_]+)$/.exec(event) ?? [undefined, ''])
  if (service === '') throw notACall(event ?? '')
  if (event !== undefined) refuseUnrecorded(service, name)
  const shown = relative(cwd, file) || file
  refuseExisting(file, shown, editItOrRename)
  write(file, ruleTemplate(id, service, name, schemaFor(file, 'rule', cwd)), shown)
  return {
    ...nothingFound,
    pretty: `wrote ${visible(shown)}\n  check it: tripline validate ${visible(shown)}\n  test it:  tripline test ${visible(shown)}\n`,
    data: { file: shown, id },
    rows: [{ file: shown, id }],
  }
}

/** Refuses a call that CloudTrail never records: its rule would never fire. */
function refuseUnrecorded(service: string, name: string): void {
  const verdict = callVerdict(service, name, knownNames(readApiCatalogue()))
  if (verdict.is === 'not recorded') throw notRecorded(`${service}:${name}`, verdict.guesses)
}

function write(file: string, text: string, shown: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text, { flag: 'wx' })
  } catch (problem) {
    throw unwritable(shown, (problem as Error).message)
  }
}
