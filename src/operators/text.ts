/**
 * The parts that the operators on text share: their operand is text, and they hold for text only.
 */
import { wrongOperand } from '../diagnostics/catalogue/block.ts'
import { nounFor } from '../diagnostics/node.ts'
import { foldCase } from '../ir/letter-case.ts'
import { oncePer } from './once.ts'
import type { CheckOf, Operator, ValueOperator } from './operator.ts'

type Sensitive = 'prefix' | 'suffix' | 'contains'
type Insensitive = `${'equals' | Sensitive}-ignore-case`

interface TextTest {
  readonly summary: string
  readonly example: string
  /** The words between the field's name and the text: `starts with`. */
  readonly verb: string
  readonly fits: (value: string, text: string) => boolean
}

// A number never has a prefix, even though its digits do: EventBridge compares JSON text, quotes
// included, so `prefix: "80"` must not match the port 8080.
const wrongTypeIfFits = (value: unknown, text: string, { fits }: TextTest) =>
  typeof value === 'number' && fits(String(value), text) ? 'wrong type' : undefined

/** An operator on text that distinguishes upper and lower case. */
export const textOperator = <C extends CheckOf<Sensitive>>(
  name: C['op'],
  test: TextTest,
): ValueOperator<C> => ({
  ...asText<C>(name, test),
  holds: (check, value) => typeof value === 'string' && test.fits(value, check.text),
  nearMiss: ({ text }, value) =>
    typeof value === 'string' && test.fits(foldCase(value), foldCase(text))
      ? 'letter case'
      : wrongTypeIfFits(value, text, test),
})

/** An operator on text that ignores letter case: `fits` gets both texts case-folded. */
export function textOperatorIgnoringCase<C extends CheckOf<Insensitive>>(
  name: C['op'],
  test: TextTest,
): ValueOperator<C> {
  const folded = oncePer(({ text }: C) => foldCase(text))
  return {
    ...asText<C>(name, test),
    holds: (check, value) => typeof value === 'string' && test.fits(foldCase(value), folded(check)),
    nearMiss: ({ text }, value) => wrongTypeIfFits(value, foldCase(text), test),
  }
}

const asText = <C extends CheckOf<Sensitive | Insensitive>>(
  name: C['op'],
  { summary, example, verb }: TextTest,
): Operator<C> => ({
  name,
  summary,
  example,
  operand: { type: 'string' },
  takesList: true,
  read: (operand) =>
    typeof operand.value === 'string'
      ? ({ op: name, text: operand.value } as C)
      : wrongOperand(name, 'text', nounFor(operand), operand.span),
  describe: ({ text }) => `${verb} \`${text}\``,
})
