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

export const noRole = (arn: string, partition: string, stage: string): PlanProblem =>
  error(
    'bad-value',
    `\`${arn}\` is no role, and what the deploying role changes must not be rolled back`,
    `write \`arn:${partition}:iam::111122223333:role/deploy\``,
    inConfig('accounts', stage, 'deployRole'),
  )
