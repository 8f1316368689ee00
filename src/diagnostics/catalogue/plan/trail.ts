/** Problems of the trail and its log group. */
import { error, inConfig, inRule, type PlanProblem, warning } from '../../plan-problem.ts'

export const missingLogGroup = (rule: string): PlanProblem =>
  error(
    'missing-log-group',
    'this rule needs a metric filter, but tripline.yaml names no log group of a trail',
    'add `trail: { logGroup: NAME }` for an existing trail, or `trail: { create: account }` for a new one',
    inRule(rule),
  )

export const filterInMember = (rule: string): PlanProblem =>
  error(
    'missing-log-group',
    'this rule uses a metric filter only, but a member of a hub has no metric filters',
    'write `via: both` or `via: eventbridge`',
    inRule(rule),
  )

export const trailTwice = (): PlanProblem =>
  error(
    'bad-value',
    '`trail` has both `logGroup` and `create`',
    'keep `logGroup` to use an existing trail, or `create` to create one',
    inConfig('trail'),
  )

export const madeElsewhere = (home: string): PlanProblem =>
  error(
    'bad-value',
    `Tripline creates a trail in the home region \`${home}\` only`,
    'remove `region`: the new trail records every region',
    inConfig('trail', 'region'),
  )

export const badLogGroup = (name: string): PlanProblem =>
  error(
    'bad-value',
    `\`${name}\` is not the name of a log group`,
    'write the name and not the ARN; it has at most 512 letters, digits and `_ - / . #`',
    inConfig('trail', 'logGroup'),
  )

/** No event selector of a trail can be derived from a rule. */
export const unselected = (rule: string): PlanProblem =>
  warning(
    'needs-data-events',
    'this rule may match data events, but Tripline cannot derive from it which data events the trail must record',
    'list the event names: `eventName: [GetObject, PutObject]`; if the rule needs management events only, add `managementEvent: true`',
    inRule(rule),
  )

/** `types` are types of resource. `price` is that of 100,000 data events, in US dollars. */
export const everyResource = (rule: string, types: readonly string[], price: number): PlanProblem =>
  warning(
    'needs-data-events',
    `for this rule the trail records data events of every resource of ${typesText(types)}; CloudTrail charges $${price.toFixed(2)} for 100,000 data events`,
    'name the resources, for example `requestParameters.bucketName: NAME`, or `resources.ARN: { prefix: ARN }`',
    inRule(rule),
  )

const typesText = (types: readonly string[]): string =>
  types.length > 3
    ? `${types.length} types, such as ${types.slice(0, 2).join(' and ')}`
    : types.join(' and ')

export const anyNetwork = (rule: string): PlanProblem =>
  error(
    'needs-network-activity',
    'this rule matches network activity of every service, but a trail records it only for services that are listed',
    'list the services: `eventSource: [ec2.amazonaws.com, s3.amazonaws.com]`',
    inRule(rule),
  )
