import { notAnEvent } from '../../diagnostics/catalogue/lint/names.ts'
import { nameTests, writtenText } from '../names/name-tests.ts'
import type { Lint } from '../subject.ts'

/** `PassRole`, `PutEncryptionConfiguration`: names of IAM actions, which no record has. */
export const neverRecordedNames: Lint = (subject) =>
  nameTests(subject).flatMap(({ check, verdict, span }) =>
    verdict.is === 'never written' ? [notAnEvent(writtenText(check), verdict.instead, span)] : [],
  )
