/** Diagnostics about the tests of a rule. */
import { error, warning } from '../constructors.ts'
import type { Diagnostic, Span } from '../diagnostic.ts'
import { listed } from '../phrases.ts'
import { missingKey, wrongType } from './envelope.ts'

const eventHelp = 'name a JSON file under `test/events`, or write the event itself'

export const missingTestEvent = (span: Span): Diagnostic =>
  missingKey('event', 'a test', eventHelp, span)

export const missingStepEvent = (span: Span): Diagnostic =>
  missingKey('event', 'an item of `events`', eventHelp, span)

export const firesNorQuiet = (span: Span): Diagnostic =>
  error(
    'missing-key',
    'a test needs `fires` or `quiet`',
    'write `fires: WHAT HAPPENS` or `quiet: WHAT HAPPENS`',
    span,
  )

export const wrongTestEvent = (found: string, span: Span): Diagnostic =>
  wrongType('event', 'a file name or an event', found, span, eventHelp)

export const eventAndEvents = (span: Span): Diagnostic =>
  error(
    'bad-value',
    'a test cannot have both `event` and `events`',
    'write the event as the first item of `events`',
    span,
  )

export const misplacedWith = (span: Span): Diagnostic =>
  error(
    'bad-value',
    '`with` has no effect beside `events`',
    'write `with` in the item of `events` whose fields it sets',
    span,
  )

export const statedByQuiet = (key: string, span: Span): Diagnostic =>
  error(
    'bad-value',
    `a test with \`quiet\` cannot have \`${key}\``,
    `remove \`${key}\`, or write \`fires\``,
    span,
  )

/** `memory`: the keys of the rule that need histories; `missing`: `fires`, `quiet`, or both. */
export const untestedMemory = (
  memory: readonly string[],
  missing: readonly ('fires' | 'quiet')[],
  span: Span,
): Diagnostic =>
  warning(
    'untested-memory',
    `this rule has ${listed(memory)}, but no test with ${missing.map((key) => `\`${key}\` and \`events\``).join(', and none with ')}`,
    'add two tests with `events`: one history that fires, and one similar history that does not fire',
    span,
  )

/** `memory`: the keys of the rule that need histories. */
export const idleHistory = (memory: readonly string[], span: Span): Diagnostic =>
  warning(
    'untested-memory',
    `no test shows that ${listed(memory)} keeps this rule quiet`,
    'add a test with `quiet` and `events`: these events match the rule, but do not fire it',
    span,
  )
