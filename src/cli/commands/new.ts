import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { visible } from '../../diagnostics/render.ts'
import { ruleTemplate } from '../../rule/template.ts'
import { CannotAnswer } from '../exit.ts'
import type { Outcome } from '../outcome.ts'
import { nothingFound } from '../print-diagnostics.ts'
import { rootOf } from '../project.ts'
import type { Terminal } from '../terminal.ts'

export interface NewOptions {
  /** `ec2:DeleteFlowLogs` */
  readonly event?: string
}

/** Writes a rule to start from; never over a file that is there. */
export function create(rule: string, { event }: NewOptions, { cwd }: Terminal): Outcome {
  const isPath = /[\\/]|\.ya?ml$/.test(rule)
  const file = resolve(cwd, isPath ? rule : join('rules', `${rule}.yaml`))
  const id = file.replace(/^.*[\\/]|\.ya?ml$/g, '')
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id) || id.length > 64) {
    throw new CannotAnswer(
      `\`${id}\` is no rule id`,
      'use lower-case letters, digits and single hyphens: `flow-logs-deleted`',
    )
  }
  if (!/\.ya?ml$/.test(file))
    throw new CannotAnswer(`\`${rule}\` is no rule file`, 'rule files end in `.yaml`')
  const [, service = 'cloudtrail', name = 'StopLogging'] =
    event === undefined ? [] : (/^([a-z0-9-]+):([A-Za-z0-9_]+)$/.exec(event) ?? [undefined, ''])
  if (service === '')
    throw new CannotAnswer(
      `\`${event}\` is no call`,
      'write service and name: `ec2:DeleteFlowLogs`',
    )
  const shown = relative(cwd, file) || file
  if (existsSync(file))
    throw new CannotAnswer(`\`${shown}\` is already there`, 'choose another id, or edit that file')
  const root = rootOf(existsSync(dirname(file)) ? dirname(file) : cwd)
  const schema = relative(dirname(file), join(root, 'schema', 'rule.schema.json')).replaceAll(
    '\\',
    '/',
  )
  write(file, ruleTemplate(id, service, name, schema), shown)
  return {
    ...nothingFound,
    pretty: `wrote ${visible(shown)}\n  check it: tripline validate ${visible(shown)}\n  test it:  tripline test ${visible(shown)}\n`,
    data: { file: shown, id },
    rows: [{ file: shown, id }],
  }
}

function write(file: string, text: string, shown: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text, { flag: 'wx' })
  } catch (problem) {
    throw new CannotAnswer(`\`${shown}\` cannot be written: ${(problem as Error).message}`)
  }
}
