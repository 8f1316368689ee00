import { sourceEnding } from '../../aws/api-catalogue.ts'
import { neverWritten } from '../../aws/event-names-dead.ts'
import { versionedNames } from '../../aws/event-names-versions.ts'
import { unknownAction } from '../../diagnostics/catalogue/policy.ts'
import { operatorsIn } from '../../ir/logic.ts'
import { guessName } from '../names/guess-name.ts'
import type { KnownNames } from '../names/known-names.ts'
import { type Lint, placedFields } from '../subject.ts'

/** An action in `grants` of `policy` that no service has: `iam:PutUserPolcy`. */
export const unknownActions: Lint = (subject) =>
  [...placedFields(subject)].flatMap(({ field, span }) =>
    operatorsIn(field.check).flatMap(({ leaf }) => {
      const grants = leaf.op === 'policy' ? leaf.test.grants : undefined
      if (grants === undefined || grants === 'anything') return []
      const place = subject.place(leaf) ?? span
      return grants.flatMap((action) => {
        const verdict = verdictOf(action, subject.names)
        return verdict === undefined ? [] : [unknownAction(action, verdict.guess, place)]
      })
    }),
  )

/** Services whose actions have the names of their calls, or are listed as never recorded. */
const strict: ReadonlySet<string> = new Set(['iam', 'sts', 'organizations', 'cloudtrail'])

/**
 * Undefined for an action that is known, and for one that cannot be checked: a service may have
 * actions that are no calls, so that an unknown name counts only if it looks like a known one.
 */
function verdictOf(
  action: string,
  known: KnownNames,
): { readonly guess: string | undefined } | undefined {
  const [service = '', name = ''] = action.split(':')
  const recorded = known.names.get(service.toLowerCase() + sourceEnding)
  if (recorded === undefined) return undefined
  const names = new Set([
    ...recorded,
    ...(neverWritten.get(service.toLowerCase())?.keys() ?? []),
    ...(versionedNames.get(service.toLowerCase())?.keys() ?? []),
  ])
  const letters = name.toLowerCase()
  if ([...names].some((each) => each.toLowerCase() === letters)) return undefined
  const guess = guessName(name, names)
  if (guess === undefined && !strict.has(service.toLowerCase())) return undefined
  return { guess: guess && `${service}:${guess}` }
}
