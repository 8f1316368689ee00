/** Operations on rules, targets and tags. */
import type { PutRuleRequest, RuleState } from '@aws-sdk/client-eventbridge'
import { eventRulesIn, eventBridge as quotas } from '../../../../src/aws/quotas.ts'
import { checkLength, checkWildcards } from '../../../../src/eventbridge/limits.ts'
import * as messages from '../../../../src/eventbridge/messages.ts'
import { parsePattern } from '../../../../src/eventbridge/parse-pattern.ts'
import type { EventPattern } from '../../../../src/eventbridge/pattern.ts'
import { wildcardFields } from '../../../../src/eventbridge/wildcard-fields.ts'
import type { Call, OperationsOf } from '../../call.ts'
import { AwsError } from '../../errors.ts'
import { type Bus, type Rule, setTags, tagList } from './bus.ts'
import { busOf } from './buses.ts'
import { pageOf } from './page.ts'
import { checkTargets } from './targets.ts'

type EventBridge = typeof import('@aws-sdk/client-eventbridge')

const invalid = (reason: string): AwsError => new AwsError('ValidationException', reason)

export function ruleOf(bus: Bus, name: string): Rule {
  const rule = bus.rules.get(name)
  if (rule !== undefined) return rule
  throw new AwsError(
    'ResourceNotFoundException',
    `Rule ${name} does not exist on EventBus ${bus.name}.`,
  )
}

function compile(text: string) {
  const tooLong = checkLength(text)
  if (tooLong !== undefined)
    throw new AwsError('InvalidEventPatternException', messages.invalidPattern(tooLong))
  const parsed = parsePattern(text)
  if (!parsed.ok) throw new AwsError('InvalidEventPatternException', parsed.error)
  const tooComplex = checkWildcards(parsed.pattern)
  if (tooComplex !== undefined)
    throw new AwsError('InvalidEventPatternException', messages.invalidPattern(tooComplex))
  return { text, compiled: parsed.pattern }
}

function checkRule({ Name = '', EventPattern, ScheduleExpression }: PutRuleRequest): void {
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(Name)) {
    throw invalid(
      `1 validation error detected: Value '${Name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+`,
    )
  }
  if (!EventPattern && !ScheduleExpression)
    throw invalid('Parameter(s) EventPattern or ScheduleExpression must be specified.')
  if (ScheduleExpression)
    throw new AwsError(
      'NotImplemented',
      'The local account has no rules that run by the clock.',
      501,
    )
}

const hasWildcard = (pattern: EventPattern): boolean =>
  wildcardFields(pattern).some((wildcards) => wildcards.length > 0)

function checkRoom(bus: Bus, name: string, pattern: EventPattern): void {
  const others = [...bus.rules.values()].filter((rule) => rule.name !== name)
  const withWildcard = others.filter(({ pattern }) => hasWildcard(pattern.compiled)).length
  const isFull =
    others.length >= eventRulesIn(bus.arn.split(':')[3] ?? '') ||
    (hasWildcard(pattern) && withWildcard >= quotas.wildcardRules)
  if (isFull)
    throw new AwsError(
      'LimitExceededException',
      'The requested resource exceeds the maximum number allowed.',
    )
}

function withState(bus: Bus, name: string, state: RuleState): void {
  bus.rules.set(name, { ...ruleOf(bus, name), state })
}

const ruleView = ({ name, arn, pattern, state, description, roleArn }: Rule, bus: Bus) => ({
  Name: name,
  Arn: arn,
  State: state,
  EventBusName: bus.name,
  EventPattern: pattern.text,
  ...(description === undefined ? {} : { Description: description }),
  ...(roleArn === undefined ? {} : { RoleArn: roleArn }),
})

/** The tags of a rule's ARN; no other resource has tags here. */
function tagsOf(call: Call, arn: string): Map<string, string> {
  const [, path = ''] = /:rule\/(.+)$/.exec(arn) ?? []
  const [name = '', bus = 'default'] = path.split('/').reverse()
  const rule = busOf(call, bus)?.rules.get(name)
  if (rule !== undefined && rule.arn === arn) return rule.tags
  throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${bus}.`)
}

export const ruleOperations = {
  PutRule: (input, call) => {
    const bus = busOf(call, input.EventBusName)
    checkRule(input)
    const { Name: name, EventPattern = '', Description, RoleArn, Tags = [] } = input
    const pattern = compile(EventPattern)
    checkRoom(bus, name, pattern.compiled)
    const known = bus.rules.get(name)
    const path = bus.name === 'default' ? name : `${bus.name}/${name}`
    const rule: Rule = {
      name,
      arn: `arn:aws:events:${call.region.name}:${call.account.id}:rule/${path}`,
      pattern,
      state: input.State ?? 'ENABLED',
      description: Description,
      roleArn: RoleArn,
      targets: known?.targets ?? new Map(),
      tags: known?.tags ?? new Map(),
    }
    if (known === undefined) setTags(rule.tags, Tags)
    bus.rules.set(name, rule)
    return { RuleArn: rule.arn }
  },

  /** An unknown rule is no error; a rule with targets is. */
  DeleteRule: ({ Name, EventBusName }, call) => {
    const bus = busOf(call, EventBusName)
    if ((bus.rules.get(Name)?.targets.size ?? 0) > 0)
      throw invalid("Rule can't be deleted since it has targets.")
    bus.rules.delete(Name)
  },

  DescribeRule: ({ Name, EventBusName }, call) => {
    const bus = busOf(call, EventBusName)
    return { ...ruleView(ruleOf(bus, Name), bus), CreatedBy: call.account.id }
  },

  ListRules: ({ NamePrefix = '', EventBusName, Limit, NextToken }, call) => {
    const bus = busOf(call, EventBusName)
    const all = [...bus.rules.values()]
      .filter(({ name }) => name.startsWith(NamePrefix))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    const { page, next } = pageOf(all, Limit, NextToken)
    return { Rules: page.map((rule) => ruleView(rule, bus)), ...next }
  },

  EnableRule: ({ Name, EventBusName }, call) =>
    withState(busOf(call, EventBusName), Name, 'ENABLED'),

  DisableRule: ({ Name, EventBusName }, call) =>
    withState(busOf(call, EventBusName), Name, 'DISABLED'),

  PutTargets: ({ Rule: name, EventBusName, Targets }, call) => {
    const { targets } = ruleOf(busOf(call, EventBusName), name)
    for (const target of checkTargets(targets, Targets)) targets.set(target.Id, target)
    return { FailedEntryCount: 0, FailedEntries: [] }
  },

  RemoveTargets: ({ Rule: name, EventBusName, Ids }, call) => {
    const { targets } = ruleOf(busOf(call, EventBusName), name)
    for (const id of Ids) targets.delete(id)
    return { FailedEntryCount: 0, FailedEntries: [] }
  },

  ListTargetsByRule: ({ Rule: name, EventBusName, Limit, NextToken }, call) => {
    const { targets } = ruleOf(busOf(call, EventBusName), name)
    const { page, next } = pageOf([...targets.values()], Limit, NextToken)
    return { Targets: [...page], ...next }
  },

  TagResource: ({ ResourceARN, Tags }, call) => setTags(tagsOf(call, ResourceARN), Tags),

  UntagResource: ({ ResourceARN, TagKeys }, call) => {
    const tags = tagsOf(call, ResourceARN)
    for (const key of TagKeys) tags.delete(key)
  },

  ListTagsForResource: ({ ResourceARN }, call) => ({
    Tags: tagList(tagsOf(call, ResourceARN)),
  }),
} as const satisfies OperationsOf<EventBridge>
