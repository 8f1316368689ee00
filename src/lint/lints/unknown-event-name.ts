import { unfitEventName, unknownEventName } from '../../diagnostics/catalogue/lint.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { describeOperator } from '../../operators/operators.ts'
import { type AskedName, askedNames, writtenText } from '../names/asked-names.ts'
import type { Lint } from '../subject.ts'

/** A name, or the beginning of one, that nothing is known to be called by: `DescribeOrgnanizationalUnit`. */
export const unknownName: Lint = (subject) => askedNames(subject).flatMap(told)

function told({ check, verdict, sources, span }: AskedName): Diagnostic[] {
  const asked = [...(sources ?? [])]
  switch (verdict.is) {
    case 'unknown':
      return [unknownEventName(writtenText(check), asked, verdict.guess, verdict.others, span)]
    case 'unfit':
      return [unfitEventName(describeOperator(check), asked, span)]
    case 'fine':
    case 'misspelt':
    case 'versioned':
    case 'never written':
    case 'elsewhere':
      return []
  }
}
