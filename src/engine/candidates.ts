/** Finds the rules that may match an event, by its kind, for the commands that look through histories. */
import type { Event } from '../ir/event.ts'
import type { Predicate } from '../ir/predicate.ts'
import type { Rule } from '../ir/rule.ts'
import { evaluate } from './evaluate.ts'
import { hasKind, kindPart } from './index/kinds.ts'
import { numbersOfKind, ruleIndex } from './index/rule-index.ts'
import { isObserved } from './rule-matches.ts'

/** The rules of a kind of event, for one `source` and `detail-type`. */
interface Known {
  readonly source: unknown
  readonly detailType: unknown
  readonly numbers: readonly number[]
}

/** AWS has some twenty thousand kinds. Invented histories may have more, and memory is limited. */
const maxKinds = 20_000

/**
 * Returns, for an event, the positions of the rules about its kind: those that allow its `eventSource`
 * and `eventName`. All rules that match are among them.
 *
 * A history has millions of events of a few hundred kinds, so the result is computed once for each
 * kind.
 */
export function candidatesAmong(
  rules: readonly Pick<Rule, 'on' | 'match'>[],
): (event: Event) => readonly number[] {
  const index = ruleIndex(rules.map(({ match }) => match))
  const open = [...index.byRequired.map(({ rule }) => rule), ...index.always]
  const kinds = rules.map(({ match }) => kindPart(match))
  const known = new Map<unknown, Map<unknown, Known>>()
  let kindCount = 0
  const among = (numbers: readonly number[], event: Event): readonly number[] =>
    numbers.filter((number) => {
      const [rule, kind] = [rules[number], kinds[number]]
      return rule && kind && isObserved(rule.on, event) && (isEmpty(kind) || evaluate(kind, event))
    })
  return (event) => {
    if (!hasKind(event)) return among([...rules.keys()], event)
    const { eventSource, eventName } = event.record as Record<string, string | undefined>
    const { source, 'detail-type': detailType } = event.envelope
    const ofSource = known.get(eventSource) ?? new Map<unknown, Known>()
    const found = ofSource.get(eventName)
    if (found !== undefined && found.source === source && found.detailType === detailType)
      return found.numbers
    const possible = [...numbersOfKind(index, eventSource, eventName), ...open]
    const numbers = among(
      possible.sort((a, b) => a - b),
      event,
    )
    if (kindCount++ === maxKinds) {
      known.clear()
      kindCount = 1
    }
    known.set(eventSource, ofSource.set(eventName, { source, detailType, numbers }))
    return numbers
  }
}

const isEmpty = (predicate: Predicate): boolean =>
  predicate.kind === 'block' && predicate.fields.length === 0
