/** Problems of responders. */
import { error, inConfig, inRule, type PlanProblem, some, warning } from './problem.ts'

export const unansweredResponse = (rule: string): PlanProblem =>
  error(
    'unanswered-response',
    'the response of this rule never starts: what a metric filter finds is not answered',
    'write `via: both`, so that EventBridge brings the event as well',
    inRule(rule),
  )

export const responsesInMember = (rules: readonly string[], hub: string): PlanProblem =>
  warning(
    'unanswered-response',
    `responders act in the account ${hub} of the hub alone, and these rules ask for one: ${some(rules, 3)}`,
    'what happens in members is alerted and not answered; a stage without `hub` answers by itself',
    inConfig('hub'),
  )

export const nobodyAnswered = (pattern: string): PlanProblem =>
  error(
    'unanswered-response',
    `\`${pattern}\` in \`breakGlass\` is everybody, so no responder would ever act`,
    'name the roles that are for emergencies; with `mode: observe` a rule says what it would do and does nothing',
    inConfig('responders', 'breakGlass'),
  )

export const wideBreakGlass = (patterns: readonly string[]): PlanProblem =>
  warning(
    'wide-break-glass',
    `an intruder can create a principal that fits ${some(patterns, 3)} in \`breakGlass\`, and no change of that principal is rolled back`,
    'write exact ARNs or, better, unique ids: `aws iam get-role --role-name NAME --query Role.RoleId` prints that of a role',
    inConfig('responders', 'breakGlass'),
  )

export const chosenSession = (patterns: readonly string[]): PlanProblem =>
  warning(
    'wide-break-glass',
    `the caller chooses the name of a session, so everybody who may assume the role fits ${some(patterns, 3)} in \`breakGlass\``,
    'make a role for emergencies alone, and name it by its ARN or its unique id',
    inConfig('responders', 'breakGlass'),
  )
