/**
 * The plan for a scenario: the plan that `tripline plan` would make of the same rules for one
 * account.
 */

import {
  undeployableRules,
  unknownRuleOfScenario,
} from '../diagnostics/catalogue/cannot-answer/scenarios.ts'
import { compilesTo } from '../ir/names.ts'
import type { Exception, Rule } from '../ir/rule.ts'
import type { Manifest } from '../plan/manifest.ts'
import { plan } from '../plan/plan.ts'
import type { Scenario } from '../rule/schema/scenario.ts'
import { rulesetModule } from '../ruleset/module.ts'

/** A plan with its rules and their rule set as text. */
export interface Deployment {
  readonly manifest: Manifest
  readonly ruleset: string
  readonly rules: readonly Rule[]
}

/** The account of a scenario that names none. */
export const defaultAccount = '111122223333'
/** The home region of a scenario that names none. */
export const defaultHome = 'eu-west-1'

/** The endpoint of the channel whose messages the simulation reads: the alert document as JSON. */
export const auditAddress = 'https://audit.example.com/alerts'
/** The phone number that is subscribed to the channel `phone`. */
export const phoneNumber = '+15550100100'
/** The e-mail address that is subscribed to the channel `phone` and to the health topic. */
export const mailAddress = 'oncall@example.com'

/**
 * The plan and the rule set of a scenario. Throws if the scenario names rules that do not exist, or
 * if the plan has errors.
 */
export function deploymentFor(
  scenario: Scenario,
  all: readonly Rule[],
  exceptions: readonly Exception[],
): Deployment {
  const { account = defaultAccount, home = defaultHome } = scenario
  const rules = rulesOf(scenario, all)
  const { manifest, problems } = plan({
    config: {
      home,
      accounts: {
        simulation: { account, regions: scenario.regions ?? [...new Set([home, 'us-east-1'])] },
      },
      channels: {
        phone: { format: 'text', subscribe: [phoneNumber, mailAddress] },
        audit: { format: 'json', subscribe: [auditAddress] },
      },
      health: { subscribe: [mailAddress] },
      // A scenario shows the whole response, so it waits for nobody.
      responders: { restore: true, confirm: 'never' },
      ...(scenario.logs === true ? { trail: { create: 'account' as const } } : {}),
    },
    rules,
    exceptions,
    stage: 'simulation',
  })
  const errors = problems.filter(({ level }) => level === 'error')
  if (manifest === undefined || errors.length > 0)
    throw undeployableRules(errors.map(({ message }) => message))
  return { manifest, rules, ruleset: rulesetModule(rules, exceptions, manifest.rulesVersion) }
}

/**
 * The rules of a scenario. Every channel receives every alert, even if its rule names others, so
 * that the scenario's own channels show all alerts.
 */
function rulesOf(
  { rules: ids, without = [], respond = {}, logs }: Scenario,
  all: readonly Rule[],
): Rule[] {
  const unknown = [...(ids ?? []), ...without].find((id) => !all.some((rule) => rule.id === id))
  if (unknown !== undefined) throw unknownRuleOfScenario(unknown)
  return all
    .filter(({ id }) => (ids === undefined || ids.includes(id)) && !without.includes(id))
    .filter(({ via }) => logs === true || compilesTo('event-pattern', via))
    .map((rule) => ({
      ...rule,
      notify: undefined,
      via: logs === true ? rule.via : 'eventbridge',
      respond: rule.respond.map(({ action, mode }) => ({ action, mode: respond[action] ?? mode })),
    }))
}
