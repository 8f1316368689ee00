/** Why a command cannot answer: rules that are missing or have errors. */
import { CannotAnswer } from '../../cannot-answer.ts'
import { nearest } from '../../nearest.ts'
import { didYouMean } from '../../phrases.ts'
import { plural } from '../../plural.ts'

export const brokenRules = (errorCount: number): CannotAnswer =>
  new CannotAnswer(
    `the rules have ${plural(errorCount, 'error')}`,
    'correct the rules first; `tripline validate` lists all errors',
  )

export const noRules = (): CannotAnswer =>
  new CannotAnswer('none of these files is a rule', 'name the folder with the rules')

export const noRuleWithId = (id: string, known: readonly string[]): CannotAnswer =>
  new CannotAnswer(
    `no rule has the id \`${id}\``,
    didYouMean(nearest(id, known), known.slice(0, 12)),
  )
