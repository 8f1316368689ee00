import { wrongService } from '../../diagnostics/catalogue/lint/names.ts'
import { nameTests, writtenText } from '../names/name-tests.ts'
import type { Lint } from '../subject.ts'

/** `ListBuckets` under `ec2.amazonaws.com`. */
export const namesOfOtherServices: Lint = (subject) =>
  nameTests(subject).flatMap(({ check, verdict, sources, span }) =>
    verdict.is === 'elsewhere'
      ? [wrongService(writtenText(check), [...(sources ?? [])], verdict.sources, span)]
      : [],
  )
