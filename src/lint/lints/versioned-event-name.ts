import { versionedEventName } from '../../diagnostics/catalogue/lint/names.ts'
import { nameTests, writtenText } from '../names/name-tests.ts'
import type { Lint } from '../subject.ts'

/** `CreateFunction` of Lambda, which records call `CreateFunction20150331`. */
export const versionedNames: Lint = (subject) =>
  nameTests(subject).flatMap(({ check, verdict, span }) =>
    verdict.is === 'versioned' ? [versionedEventName(writtenText(check), verdict.right, span)] : [],
  )
