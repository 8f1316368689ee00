/**
 * The two questions about a condition that cannot be decided. CloudTrail leaves large parts out of a
 * record, so a test of such a part may hold and need not. `may`: can the condition hold? `must`: does
 * it hold for certain? For a condition that can be decided both have one answer.
 */
import { type OmittablePart, omittedParts } from '../aws/omitted.ts'
import type { JsonObject } from '../ir/json.ts'
import type { Path } from '../ir/path.ts'
import { type Chosen, mustKey } from './holds.ts'

/** One of the questions, and the parts of the record that nobody can read. */
export interface Modality {
  readonly kind: 'may' | 'must'
  readonly omitted: readonly OmittablePart[]
  /** A choice of values in which nothing is chosen yet. It carries the question to the checks. */
  readonly nothingChosen: Chosen
  /** The question about a negated condition: `not p` may hold if `p` need not. */
  readonly opposite: Modality
}

/** Both questions about a record. */
export interface Modalities {
  readonly may: Modality
  readonly must: Modality
}

/** For a record of which nothing was left out. */
export const ofWholeRecord: Modalities = modalitiesWithout([])

export function modalitiesOf(record: JsonObject): Modalities {
  const omitted = omittedParts(record)
  return omitted.length === 0 ? ofWholeRecord : modalitiesWithout(omitted)
}

function modalitiesWithout(omitted: readonly OmittablePart[]): Modalities {
  const may: Modality = {
    kind: 'may',
    omitted,
    nothingChosen: new Map(),
    get opposite() {
      return must
    },
  }
  const must: Modality = {
    kind: 'must',
    omitted,
    nothingChosen: new Map([[mustKey, undefined]]),
    opposite: may,
  }
  return { may, must }
}

/** Whether a path that reaches no value leads into a part that was left out. */
export const isOmitted = ({ omitted }: Modality, path: Path): boolean =>
  omitted.length > 0 && omitted.some((part) => part === path[0])
