/**
 * Delivers an event from a bus to the targets of the rules that match it.
 *
 * Delivery is immediate and in order. A failure here is permanent (the target does not exist), so
 * the event goes to the target's dead-letter queue without retries, as EventBridge does with such
 * errors. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
import { isHeldBack } from '../../../src/aws/read-only.ts'
import { type ParsedJson, parseJson } from '../../../src/eventbridge/json.ts'
import { matches } from '../../../src/eventbridge/match.ts'
import { isObject, type JsonObject } from '../../../src/ir/json.ts'
import type { Cloud } from '../accounts.ts'
import type { Authorization, Demand } from '../authorization/authorization.ts'
import { deliverIfAllowed } from '../authorization/deliveries.ts'
import { byService, byServiceRole } from '../authorization/questions.ts'
import { countMetric } from '../services/cloudwatch/count.ts'
import { type Bus, busByArn, type Rule, type RuleTarget } from '../services/eventbridge/bus.ts'
import { onBus } from '../services/eventbridge/demands.ts'
import { onTopic } from '../services/sns/demands.ts'
import { topicByArn } from '../services/sns/memory.ts'
import { publish } from '../services/sns/publish.ts'
import { onQueue } from '../services/sqs/demands.ts'
import { deliverTo, queueByArn } from '../services/sqs/memory.ts'
import type { BusEvent } from './bus-event-shape.ts'
import { transformInput } from './input-transformer.ts'

const EVENTS_SENDER = 'AIDAJ3SF63EL4U2XQ4WTG'

/**
 * Puts an event on a bus. `fromBus`: the event came from another bus already, and is not forwarded
 * to a second one.
 */
export function putOnBus(cloud: Cloud, bus: Bus, event: BusEvent, fromBus = false): void {
  const text = JSON.stringify(event)
  const parsed = parseJson(text)
  if (!parsed.ok) return
  for (const rule of bus.rules.values()) {
    if (!isMatch(rule, event, parsed.value)) continue
    for (const target of rule.targets.values())
      deliver(cloud, { rule, target, event, text: inputOf(target, event, text), fromBus })
  }
}

function isMatch({ state, pattern }: Rule, event: BusEvent, json: ParsedJson): boolean {
  if (state === 'DISABLED') return false
  if (state === 'ENABLED' && isReadOnlyManagementEvent(event)) return false
  return matches(pattern.compiled, json)
}

/**
 * Whether a record is a read-only management event. The state of a rule decides about these on
 * custom buses too, not only on the default bus.
 */
function isReadOnlyManagementEvent({
  source,
  detail,
  'detail-type': detailType,
}: BusEvent): boolean {
  return (
    source.startsWith('aws.') &&
    detailType === 'AWS API Call via CloudTrail' &&
    detail.managementEvent !== false &&
    typeof detail.eventName === 'string' &&
    isHeldBack(detail.eventName)
  )
}

interface Delivery {
  readonly rule: Rule
  readonly target: RuleTarget
  readonly event: BusEvent
  readonly text: string
  readonly fromBus: boolean
}

/** The input of a target: the event, or the result of its input transformer. */
const inputOf = ({ InputTransformer }: RuleTarget, event: BusEvent, text: string): string =>
  InputTransformer === undefined ? text : transformInput(InputTransformer, event)

type Failure = { readonly code: string; readonly message: string }

function deliver(cloud: Cloud, delivery: Delivery): void {
  deliverIfAllowed(
    cloud,
    () => questionsOf(cloud, delivery),
    () => {
      const failure = attempt(cloud, delivery)
      if (failure !== undefined) fail(cloud, delivery, failure)
    },
    ({ why }) => fail(cloud, delivery, { code: 'NO_PERMISSIONS', message: why }),
  )
}

/** The target is called with the role of the target, or by EventBridge itself. */
function questionsOf(cloud: Cloud, { rule, target }: Delivery): readonly Authorization[] {
  const by = { service: eventBridge, source: rule.arn }
  const demand = demandOf(cloud, target.Arn)
  return target.RoleArn === undefined
    ? byService(cloud, by, demand)
    : byServiceRole(cloud, by, target.RoleArn, demand)
}

const eventBridge = 'events.amazonaws.com'

function demandOf(cloud: Cloud, arn: string): Demand {
  switch (arn.split(':')[2]) {
    case 'events':
      return onBus(cloud, 'PutEvents', arn)
    case 'sns':
      return onTopic(cloud, 'Publish', arn)
    default:
      return onQueue(cloud, 'SendMessage', arn)
  }
}

function fail(cloud: Cloud, { rule, target, text }: Delivery, failure: Failure): void {
  countMetric(cloud, rule.arn, 'AWS/Events', 'FailedInvocations', { RuleName: rule.name })
  const deadLetters = queueByArn(cloud, target.DeadLetterConfig?.Arn ?? '')
  if (deadLetters === undefined) return
  const demand = onQueue(cloud, 'SendMessage', deadLetters.arn)
  deliverIfAllowed(
    cloud,
    () => byService(cloud, { service: eventBridge, source: rule.arn }, demand),
    () => {
      deliverTo(cloud, deadLetters, text, EVENTS_SENDER, {
        RULE_ARN: { DataType: 'String', StringValue: rule.arn },
        TARGET_ARN: { DataType: 'String', StringValue: target.Arn },
        ERROR_CODE: { DataType: 'String', StringValue: failure.code },
        ERROR_MESSAGE: { DataType: 'String', StringValue: failure.message },
      })
      countMetric(cloud, rule.arn, 'AWS/Events', 'InvocationsSentToDlq', { RuleName: rule.name })
    },
  )
}

const notFound = (what: string): Failure => ({
  code: 'RESOURCE_NOT_FOUND',
  message: `The ${what} does not exist.`,
})

function attempt(cloud: Cloud, { target, event, text, fromBus }: Delivery): Failure | undefined {
  const service = target.Arn.split(':')[2]
  switch (service) {
    case 'events': {
      const bus = busByArn(cloud, target.Arn)
      if (bus === undefined) return notFound('event bus')
      if (!fromBus) putOnBus(cloud, bus, event, true)
      return undefined
    }
    case 'sqs': {
      const queue = queueByArn(cloud, target.Arn)
      if (queue === undefined) return notFound('queue')
      deliverTo(cloud, queue, text, EVENTS_SENDER)
      return undefined
    }
    case 'sns': {
      const topic = topicByArn(cloud, target.Arn)
      if (topic === undefined) return notFound('topic')
      publish(cloud, topic, { Message: text })
      return undefined
    }
    default:
      return { code: 'UNSUPPORTED', message: `The local account has no ${service} targets.` }
  }
}

/** A bus event from JSON; undefined if the JSON is no such event. */
export function busEventOf(json: JsonObject): BusEvent | undefined {
  const isText = (name: string): boolean => typeof json[name] === 'string'
  const isEvent =
    ['id', 'detail-type', 'source', 'account', 'time', 'region'].every(isText) &&
    isObject(json.detail)
  return isEvent ? ({ version: '0', resources: [], ...json } as unknown as BusEvent) : undefined
}
