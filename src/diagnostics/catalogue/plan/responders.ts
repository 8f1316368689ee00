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
    `responders act in the hub account ${hub} only, but events of members also match rules with \`respond\`: ${some(rules, 3)}`,
    'events of members cause alerts, but no responses; for responses in a member account, deploy it from a separate tripline.yaml without `hub`',
    inConfig('hub'),
  )

export const nobodyAnswered = (pattern: string): PlanProblem =>
  error(
    'unanswered-response',
    `\`${pattern}\` in \`breakGlass\` matches every principal, so no responder ever acts`,
    'name only the roles for emergencies; to see the calls of a responder without any effect, write `mode: observe` in the rule',
    inConfig('responders', 'breakGlass'),
  )

export const wideBreakGlass = (patterns: readonly string[]): PlanProblem =>
  warning(
    'wide-break-glass',
    `an intruder can create a principal that matches ${some(patterns, 3)} in \`breakGlass\`, and responders never act against such a principal`,
    'write exact ARNs, or better unique ids: `aws iam get-role --role-name NAME --query Role.RoleId` prints the id of a role',
    inConfig('responders', 'breakGlass'),
  )

export const unconfirmedRestore = (): PlanProblem =>
  warning(
    'unconfirmed-restore',
    '`restore` gives powers without the approval of a person, so everybody who can cause or forge a matching event can make it do so',
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
