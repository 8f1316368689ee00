/**
 * The commands, in the order of `--help`. To add one, add a file in `commands/` and a line below.
 */
import type { Command } from './command.ts'
import { approve } from './commands/approve.ts'
import { explain } from './commands/explain.ts'
import { create } from './commands/new.ts'
import { plan } from './commands/plan.ts'
import { prove } from './commands/prove.ts'
import { replay } from './commands/replay.ts'
import { responses } from './commands/responses.ts'
import { simulate } from './commands/simulate.ts'
import { test } from './commands/test.ts'
import { testEventPattern } from './commands/test-event-pattern.ts'
import { testMetricFilter } from './commands/test-metric-filter.ts'
import { undo } from './commands/undo.ts'
import { validate } from './commands/validate.ts'

export const commands: readonly Command[] = [
  validate,
  test,
  explain,
  replay,
  simulate,
  plan,
  approve,
  undo,
  responses,
  create,
  prove,
  testEventPattern,
  testMetricFilter,
]
