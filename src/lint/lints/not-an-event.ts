import { notAnEvent } from '../../diagnostics/catalogue/lint.ts'
import { askedNames, writtenText } from '../names/asked-names.ts'
import type { Lint } from '../subject.ts'

/** `PassRole`, `PutEncryptionConfiguration`: IAM actions, which no record is called by. */
export const neverRecorded: Lint = (subject) =>
  askedNames(subject).flatMap(({ check, verdict, span }) =>
    verdict.is === 'never written' ? [notAnEvent(writtenText(check), verdict.instead, span)] : [],
  )
