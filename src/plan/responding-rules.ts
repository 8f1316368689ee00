/**
 * The rules that name a responder, as they are deployed beside the code of the functions that
 * respond. A message names a rule, and these functions read everything else about it here.
 */
import type { Mode, Responder, Severity } from '../ir/names.ts'
import type { Manifest } from './manifest.ts'

/** In the shape that src/respond/contract/request.ts reads. */
interface RespondingRule {
  readonly title: string
  readonly severity: Severity
  readonly notify: readonly string[]
  readonly modes: Readonly<Partial<Record<Responder, Mode>>>
}

/** By the id of the rule. A staged rule requests no response. */
export const respondingRulesOf = ({
  rules,
}: Pick<Manifest, 'rules'>): Readonly<Record<string, RespondingRule>> =>
  Object.fromEntries(
    rules
      .filter(({ status, respond }) => status === 'enabled' && respond.length > 0)
      .map(({ id, title, severity, channels, respond }) => [
        id,
        {
          title,
          severity,
          notify: channels,
          modes: Object.fromEntries(respond.map(({ action, mode }) => [action, mode])),
        },
      ]),
  )
