/** Compiles one file from memory, and returns its diagnostics. */
import { type Compiled, compile } from '../../src/compile.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'

export interface Around {
  readonly path?: string
  readonly config?: string
}

export const read = (text: string, { path = 'rules/a.yaml', config }: Around = {}): Compiled =>
  compile({
    config: config === undefined ? undefined : { path: 'tripline.yaml', text: config },
    files: [{ path, text }],
  })

/** Each key of a whole rule as YAML, so that a test can put anything in place of one. */
const keys: Readonly<Record<string, string>> = {
  id: 'a',
  title: 'A title',
  severity: 'low',
  why: 'Because.',
  match: '{ eventName: StopLogging }',
  tests: '[{ fires: f, event: { eventName: StopLogging } }, { quiet: q, event: {} }]',
}

/** A whole rule with some keys written anew; undefined leaves a key out. */
export const ruleText = (anew: Readonly<Record<string, string | undefined>> = {}): string =>
  Object.entries({ ...keys, ...anew })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('')

const brief = ({ code, message }: Diagnostic): string => `${code}: ${message}`

/** The diagnostics of a text, by place, each as `code: message`. */
export const reported = (text: string, around?: Around): string[] =>
  read(text, around).diagnostics.map(brief)

export const reportedFor = (
  anew: Readonly<Record<string, string | undefined>>,
  around?: Around,
): string[] => reported(ruleText(anew), around)

/** The diagnostics of a rule that has this test on a field of its own choice. */
export const reportedForTest = (test: string, config?: string): string[] =>
  reportedFor({ match: `{ requestParameters.x: ${test} }` }, config === undefined ? {} : { config })

export const helpOf = (text: string, around?: Around): (string | undefined)[] =>
  read(text, around).diagnostics.map(({ help }) => help)
