import { versionedEventName } from '../../diagnostics/catalogue/lint.ts'
import { askedNames, writtenText } from '../names/asked-names.ts'
import type { Lint } from '../subject.ts'

/** `CreateFunction` of Lambda, whose records say `CreateFunction20150331`. */
export const versioned: Lint = (subject) =>
  askedNames(subject).flatMap(({ check, verdict, span }) =>
    verdict.is === 'versioned' ? [versionedEventName(writtenText(check), verdict.right, span)] : [],
  )
