import { documents } from '../../aws/record-values.ts'
import { quietOnTruncated } from '../../diagnostics/catalogue/lint/fields.ts'
import { pathText } from '../../ir/path.ts'
import { needsValue } from '../logic/can-hold.ts'
import { type Lint, placedFields } from '../subject.ts'

/**
 * A rule that needs a document and has a severity with which it does not fire if CloudTrail left the
 * document out: a caller can silence it with white space. Reported once for each rule.
 */
export const truncatedDocuments: Lint = (subject) => {
  const { severity } = subject.rule
  if (severity === 'high' || severity === 'critical') return []
  const tested = placedFields(subject).find(
    ({ field: { path, check }, inUnless }) =>
      !inUnless &&
      path[0] === 'requestParameters' &&
      documents.has(path.at(-1) ?? '') &&
      needsValue(check),
  )
  return tested === undefined
    ? []
    : [quietOnTruncated(pathText(tested.field.path), severity, tested.span)]
}
