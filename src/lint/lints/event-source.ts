import {
  badEventSource,
  unfitEventSource,
  unknownEventSource,
} from '../../diagnostics/catalogue/lint/names.ts'
import type { Diagnostic, Span } from '../../diagnostics/diagnostic.ts'
import { operatorsIn } from '../../ir/logic.ts'
import type { OperatorCheck } from '../../ir/predicate.ts'
import { describeOperator } from '../../operators/operators.ts'
import { evaluateCheck } from '../logic/can-hold.ts'
import type { KnownNames } from '../names/known-names.ts'
import { exactText, fieldsAt } from '../names/name-tests.ts'
import { sourceVerdict } from '../names/source-verdict.ts'
import type { Lint } from '../subject.ts'

/** Event sources that no record carries: `aws.ec2`, `EC2.amazonaws.com`, `eventbridge.amazonaws.com`. */
export const eventSources: Lint = (subject) => {
  if (subject.call === undefined) return []
  const { source } = subject.call
  return [...fieldsAt(subject, source)].flatMap(({ field, span }) =>
    operatorsIn(field.check).flatMap(({ leaf }) =>
      findings(leaf, subject.names, subject.place(leaf) ?? span),
    ),
  )
}

function findings(check: OperatorCheck, known: KnownNames, span: Span): Diagnostic[] {
  const written = exactText(check)
  if (written === undefined) {
    const isTextTest = check.op !== 'exists' && check.op !== 'same-as' && check.op !== 'equals'
    const fits = !isTextTest || [...known.sources].some((source) => evaluateCheck(check, source))
    return fits ? [] : [unfitEventSource(describeOperator(check), span)]
  }
  if (check.op === 'equals-ignore-case' && known.sources.has(written.toLowerCase())) return []
  const verdict = sourceVerdict(written, known)
  switch (verdict.is) {
    case 'fine':
      return []
    case 'wrong':
      return [badEventSource(written, verdict.right, span)]
    case 'unknown':
      return [unknownEventSource(written, verdict.guess, span)]
  }
}
