/** Problems of responders. */
import { some } from '../../phrases.ts'
import { error, inConfig, inRule, type PlanProblem, warning } from '../../plan-problem.ts'

export const unansweredResponse = (rule: string): PlanProblem =>
  error(
    'unanswered-response',
    'the response of this rule never starts, because responders do not receive matches of metric filters',
    'write `via: both`, so that EventBridge delivers the event too',
    inRule(rule),
  )

export const responsesInMember = (rules: readonly string[], hub: string): PlanProblem =>
  warning(
    'unanswered-response',
    `these rules have a response, but responders run in the hub account ${hub} only: ${some(rules, 3)}`,
    'events of members cause alerts, but no responses; if a member must respond, deploy it as a stage without `hub`',
    inConfig('hub'),
  )

export const nobodyAnswered = (pattern: string): PlanProblem =>
  error(
    'unanswered-response',
    `\`${pattern}\` in \`breakGlass\` matches every principal, so no responder ever acts`,
    'name only the roles for emergencies; to see what a responder would do, write `mode: observe` in the rule',
    inConfig('responders', 'breakGlass'),
  )

export const wideBreakGlass = (patterns: readonly string[]): PlanProblem =>
  warning(
    'wide-break-glass',
    `an intruder can create a principal that matches ${some(patterns, 3)} in \`breakGlass\`, and Tripline would not roll back its changes`,
    'write exact ARNs, or better unique ids: `aws iam get-role --role-name NAME --query Role.RoleId` prints the id of a role',
    inConfig('responders', 'breakGlass'),
  )

export const unconfirmedRestore = (): PlanProblem =>
  warning(
    'unconfirmed-restore',
    'no person confirms that powers are given back, so everybody who can cause or invent an event that a rule matches can make `restore` give powers',
    'write `confirm: person`: a response that gives powers then waits for `tripline approve`',
    inConfig('responders', 'confirm'),
  )

export const chosenSession = (patterns: readonly string[]): PlanProblem =>
  warning(
    'wide-break-glass',
    `callers choose the name of their session, so everyone who can assume the role matches ${some(patterns, 3)} in \`breakGlass\``,
    'create a role only for emergencies, and write its ARN or its unique id',
    inConfig('responders', 'breakGlass'),
  )
