import type { Event } from '../ir/event.ts'
import type { Predicate } from '../ir/predicate.ts'
import type { Rule } from '../ir/rule.ts'
import { evaluate } from './evaluate.ts'
import { hasKind, kindPart } from './index/kinds.ts'
import { numbersOfKind, ruleIndex } from './index/rule-index.ts'
import { isObserved } from './rule-matches.ts'

/** What was worked out for a kind of event, and for what `source` and `detail-type` it holds. */
interface Known {
  readonly source: unknown
  readonly detailType: unknown
  readonly numbers: readonly number[]
}

/** AWS has some twenty thousand; a history with more was made up, and memory has an end. */
const mostKinds = 20_000

/**
 * For an event, the rules about events of its kind, by their places in the list: the same `eventSource`
 * and `eventName` as far as a rule asks for them. All rules that match are among them.
 *
 * There are a few hundred kinds in any history and millions of events, so the answer is worked out
 * once for each kind.
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
      return (
        rule && kind && isObserved(rule.on, event) && (asksNothing(kind) || evaluate(kind, event))
      )
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
    if (kindCount++ === mostKinds) {
      known.clear()
      kindCount = 1
    }
    known.set(eventSource, ofSource.set(eventName, { source, detailType, numbers }))
    return numbers
  }
}

const asksNothing = (predicate: Predicate): boolean =>
  predicate.kind === 'block' && predicate.fields.length === 0
