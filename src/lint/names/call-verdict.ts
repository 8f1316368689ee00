/** Checks a call that somebody names as `service:Name`: whether CloudTrail records it. */
import { sourceEnding } from '../../aws/api-catalogue.ts'
import type { KnownNames } from './known-names.ts'
import { nameVerdict } from './name-verdict.ts'
import { sourceVerdict } from './source-verdict.ts'

export type CallVerdict =
  | { readonly is: 'recorded' }
  /** `guesses`: calls in the same notation, the best first; empty if there is no guess. */
  | { readonly is: 'not recorded'; readonly guesses: readonly string[] }

export function callVerdict(service: string, name: string, known: KnownNames): CallVerdict {
  const source = sourceVerdict(service + sourceEnding, known)
  if (source.is !== 'fine') {
    const right = source.is === 'wrong' ? source.right : source.guess
    if (right === undefined || !known.sources.has(right)) return notRecorded([], [])
    const verdict = callVerdict(right.slice(0, -sourceEnding.length), name, known)
    return verdict.is === 'recorded' ? notRecorded([right], [name]) : verdict
  }
  const eventSource = service + sourceEnding
  const verdict = nameVerdict({ op: 'equals', value: name }, new Set([eventSource]), known)
  switch (verdict.is) {
    case 'fine':
      return { is: 'recorded' }
    case 'misspelt':
    case 'versioned':
      return notRecorded([eventSource], [verdict.right])
    case 'never written':
      return notRecorded([eventSource], verdict.instead)
    case 'elsewhere':
      return notRecorded(verdict.sources, [name])
    case 'unknown':
      return notRecorded(
        [eventSource],
        verdict.guess === undefined ? verdict.others : [verdict.guess],
      )
    case 'unfit':
      return notRecorded([], [])
  }
}

const notRecorded = (sources: readonly string[], names: readonly string[]): CallVerdict => ({
  is: 'not recorded',
  guesses: sources.flatMap((source) =>
    names.map((name) => `${source.slice(0, -sourceEnding.length)}:${name}`),
  ),
})
