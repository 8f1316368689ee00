/** Small projects with a mistake in them, and the command that reports it. */
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import type { Files } from '../cli/workspace.ts'

export interface Run {
  /** By path. */
  readonly files: Files
  readonly args: readonly string[]
}

/** For what no project can bring about: diagnostics as the catalogue makes them. */
export interface Made {
  readonly made: readonly Diagnostic[]
}

export type Case = Run | Made

export const whole = `id: trail-stopped
title: CloudTrail stopped recording
severity: critical
why: Whoever stops the trail does not want the next calls seen.

match:
  eventSource: cloudtrail.amazonaws.com
  eventName: StopLogging

tests:
  - fires: somebody stops the trail
    event: { eventSource: cloudtrail.amazonaws.com, eventName: StopLogging }
  - quiet: somebody starts it
    event: { eventSource: cloudtrail.amazonaws.com, eventName: StartLogging }
`

export const path = 'rules/trail-stopped.yaml'

export const source = '  eventSource: cloudtrail.amazonaws.com\n  eventName: StopLogging'

export const file = (text: string | Buffer): Run => ({
  files: { [path]: text },
  args: ['validate'],
})

/** The rule with one piece of it written otherwise. */
export function slip(from: string, to: string): Run {
  if (!whole.includes(from)) throw new Error(`nothing to replace: ${from}`)
  return file(whole.replace(from, () => to))
}

/** The rule with other tests in its block, beside `eventSource`. */
export const asking = (...lines: string[]): Run =>
  slip('  eventName: StopLogging\n', lines.map((line) => `  ${line}\n`).join(''))

/** The rule with another `match`, and with `unless` if it is part of the lines. */
export const matching = (...lines: string[]): Run =>
  slip(
    source,
    lines
      .map((line) => `  ${line}`)
      .join('\n')
      .replace('  unless:', 'unless:'),
  )

/** The rule with more keys. */
export const also = (text: string): Run => slip('\nmatch:', `${text}\n\nmatch:`)

/** The rule with other keys and other tests. */
export const testing = (keys: string, tests: string, args: Run['args'] = ['test']): Run => ({
  files: {
    [path]: `${whole.slice(0, whole.indexOf('tests:')).replace('\nmatch:', `${keys}\nmatch:`)}tests:\n${tests}`,
  },
  args,
})

export const beside = (files: Files, made: Run = file(whole)): Run => ({
  ...made,
  files: { ...made.files, ...files },
})

/** A tripline.yaml that a stage can be deployed with. */
export const stage = `home: eu-west-1
accounts:
  production: { account: "111122223333", deployRole: "arn:aws:iam::111122223333:role/deploy" }
channels:
  oncall: { subscribe: elsewhere }
health: { subscribe: [ops@example.com] }
`

/** What `plan` reports for this tripline.yaml. */
export const planned = (
  config: string,
  args: Run['args'] = ['plan'],
  made: Run = file(whole),
): Run => ({ ...beside({ 'tripline.yaml': config }, made), args })

/** With an error in it, because without one the whole plan follows. */
export const withError = (config: string): string =>
  config.replace('health: { subscribe: [ops@example.com] }\n', '')

export const exception = `rules: [trail-stopped]
match: { userIdentity.arn: 'arn:aws:iam::111122223333:role/drill' }
reason: A drill, every month.
owner: ann
expires: 2027-01-31
`
