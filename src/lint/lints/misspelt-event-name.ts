import { misspeltEventName } from '../../diagnostics/catalogue/lint/names.ts'
import { nameTests, writtenText } from '../names/name-tests.ts'
import type { Lint } from '../subject.ts'

/** `deleteTrail`, `Delete Trail`: names are compared letter for letter. */
export const misspeltNames: Lint = (subject) =>
  nameTests(subject).flatMap(({ check, verdict, span }) =>
    verdict.is === 'misspelt' ? [misspeltEventName(writtenText(check), verdict.right, span)] : [],
  )
