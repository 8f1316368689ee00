import { misspeltEventName } from '../../diagnostics/catalogue/lint.ts'
import { askedNames, writtenText } from '../names/asked-names.ts'
import type { Lint } from '../subject.ts'

/** `deleteTrail`, `Delete Trail`: names are compared letter for letter. */
export const misspelt: Lint = (subject) =>
  askedNames(subject).flatMap(({ check, verdict, span }) =>
    verdict.is === 'misspelt' ? [misspeltEventName(writtenText(check), verdict.right, span)] : [],
  )
