import { unfitEventName, unknownEventName } from '../../diagnostics/catalogue/lint/names.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { describeOperator } from '../../operators/operators.ts'
import { type NameTest, nameTests, writtenText } from '../names/name-tests.ts'
import type { Lint } from '../subject.ts'

/** A name, or a pattern, that no known event has: `DescribeOrgnanizationalUnit`. */
export const unknownNames: Lint = (subject) => nameTests(subject).flatMap(findings)

function findings({ check, verdict, sources, span }: NameTest): Diagnostic[] {
  const services = [...(sources ?? [])]
  switch (verdict.is) {
    case 'unknown':
      return [unknownEventName(writtenText(check), services, verdict.guess, verdict.others, span)]
    case 'unfit':
      return [unfitEventName(describeOperator(check), services, span)]
    case 'fine':
    case 'misspelt':
    case 'versioned':
    case 'never written':
    case 'elsewhere':
      return []
  }
}
