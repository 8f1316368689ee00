/**
 * A deployed rule set. It finds the rules that an event matches, and parses the texts of the module
 * when events need them.
 */
import { exceptionFor } from '../engine/exceptions.ts'
import { indexedMatcher } from '../engine/index/matcher.ts'
import type { RuleIndex } from '../engine/index/rule-index.ts'
import type { Event } from '../ir/event.ts'
import type { Json } from '../ir/json.ts'
import type { DeployedRule, Exception } from '../ir/rule.ts'
import type { RuleParts, RulesetModule } from './module.ts'
import { wholeValue } from './shared-texts.ts'

/** An opened rule set. */
export interface Ruleset {
  readonly version: string
  /**
   * The rules on events of EventBridge that match an event and have no exception for it on a day
   * (`yyyy-mm-dd`, UTC).
   */
  readonly matching: (event: Event, today: string) => readonly DeployedRule[]
  /** Any rule of the set by its id. Undefined for a rule that was removed or disabled since. */
  readonly rule: (id: string) => DeployedRule | undefined
  readonly exceptions: readonly Exception[]
}

/** Opens the module of a rule set. It parses the index and the exceptions, and no rule. */
export function openRuleset(module: RulesetModule): Ruleset {
  const exceptions = JSON.parse(module.exceptions) as readonly Exception[]
  const ruleAt = (number: number): DeployedRule =>
    ruleOf(module.ids[number] ?? '', wholeValue(module.rules[number] ?? '', module))
  const matches = indexedMatcher(JSON.parse(module.index) as RuleIndex, module.watched, ruleAt)
  return {
    version: module.version,
    matching: (event, today) =>
      matches(event).filter(({ id }) => exceptionFor(exceptions, id, event, today) === undefined),
    rule: (id) => {
      const number = module.ids.indexOf(id)
      return number < 0 ? undefined : ruleAt(number)
    },
    exceptions,
  }
}

/**
 * The rule of an entry. JSON has no undefined, so a property that a rule leaves out is absent,
 * which reads the same.
 */
function ruleOf(id: string, parts: Json): DeployedRule {
  const [title, why, match, unless, treatment] = parts as unknown as RuleParts
  return { id, title, why, match, ...(unless && { unless }), ...treatment } as DeployedRule
}
