import { wrongService } from '../../diagnostics/catalogue/lint.ts'
import { askedNames, writtenText } from '../names/asked-names.ts'
import type { Lint } from '../subject.ts'

/** `ListBuckets` under `ec2.amazonaws.com`. */
export const ofAnotherService: Lint = (subject) =>
  askedNames(subject).flatMap(({ check, verdict, sources, span }) =>
    verdict.is === 'elsewhere'
      ? [wrongService(writtenText(check), [...(sources ?? [])], verdict.sources, span)]
      : [],
  )
