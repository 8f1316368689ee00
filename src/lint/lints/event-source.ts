import {
  badEventSource,
  unfitEventSource,
  unknownEventSource,
} from '../../diagnostics/catalogue/lint.ts'
import type { Diagnostic, Span } from '../../diagnostics/diagnostic.ts'
import { operatorsIn } from '../../ir/logic.ts'
import type { OperatorCheck } from '../../ir/predicate.ts'
import { describeOperator } from '../../operators/operators.ts'
import { verdict } from '../logic/can-hold.ts'
import { clausesAbout, exactText } from '../names/asked-names.ts'
import { judgeSource } from '../names/judge-source.ts'
import type { KnownNames } from '../names/known-names.ts'
import type { Lint } from '../subject.ts'

/** Event sources that no record carries: `aws.ec2`, `EC2.amazonaws.com`, `eventbridge.amazonaws.com`. */
export const eventSource: Lint = (subject) => {
  if (subject.call === undefined) return []
  const { source } = subject.call
  return [...clausesAbout(subject, source)].flatMap(({ field, span }) =>
    operatorsIn(field.check).flatMap(({ leaf }) =>
      told(leaf, subject.names, subject.place(leaf) ?? span),
    ),
  )
}

function told(check: OperatorCheck, known: KnownNames, span: Span): Diagnostic[] {
  const written = exactText(check)
  if (written === undefined) {
    const asksText = check.op !== 'exists' && check.op !== 'same-as' && check.op !== 'equals'
    const fits = !asksText || [...known.sources].some((source) => verdict(check, source))
    return fits ? [] : [unfitEventSource(describeOperator(check), span)]
  }
  if (check.op === 'equals-ignore-case' && known.sources.has(written.toLowerCase())) return []
  const judged = judgeSource(written, known)
  switch (judged.is) {
    case 'fine':
      return []
    case 'wrong':
      return [badEventSource(written, judged.right, span)]
    case 'unknown':
      return [unknownEventSource(written, judged.guess, span)]
  }
}
