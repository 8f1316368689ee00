/** Publish: checks a message, and delivers it to each subscription. */
import type { PublishInput } from '@aws-sdk/client-sns'
import { defaultRegions } from '../../../../src/aws/regions.ts'
import type { Cloud } from '../../accounts.ts'
import { deliverIfAllowed } from '../../authorization/deliveries.ts'
import { byService } from '../../authorization/questions.ts'
import { AwsError } from '../../errors.ts'
import { onQueue } from '../sqs/demands.ts'
import { deliverTo, queueByArn } from '../sqs/memory.ts'
import type { AttributeValue } from '../sqs/message-digest.ts'
import type { Queue } from '../sqs/queue.ts'
import { sizeBytes } from '../sqs/validation.ts'
import { type FilterPolicyScope, wants } from './filter-policy.ts'
import { inboxOf } from './memory.ts'
import {
  messageFor,
  notificationFor,
  type Publication,
  type Subscription,
  type Topic,
} from './topic.ts'

/**
 * The limit on a message with its attributes, in bytes.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
const MAX_BYTES = 262_144
const MAX_SUBJECT = 100
/** With more attributes, raw delivery to SQS drops the message, because a queue accepts no more. */
const MAX_RAW_ATTRIBUTES = 10
/** The sender id of messages from SNS in SQS. */
const SNS_SENDER = 'AIDAIT2UOQQY3AUEKVGXU'

const invalid = (what: string): AwsError =>
  new AwsError('InvalidParameter', `Invalid parameter: ${what}`)

/**
 * Publishes a message for any sender in the cloud: the Publish operation, an alarm, a health check.
 */
export function publish(
  cloud: Cloud,
  topic: Topic,
  input: Pick<PublishInput, 'Message' | 'Subject' | 'MessageStructure' | 'MessageAttributes'>,
): string {
  const publication = accepted(cloud, topic, input)
  for (const subscription of topic.subscriptions.values()) {
    if (isWanted(subscription, publication)) deliver(cloud, subscription, publication)
  }
  return publication.messageId
}

function accepted(
  cloud: Cloud,
  topic: Topic,
  { Message, Subject, MessageStructure, MessageAttributes = {} }: PublishInput,
): Publication {
  const attributes = MessageAttributes as Record<string, AttributeValue>
  if (Message === undefined || Message === '') throw invalid('Empty message')
  checkSubject(Subject)
  checkAttributes(attributes)
  if (sizeBytes(Message, attributes) > MAX_BYTES) throw invalid('Message too long')
  if (MessageStructure !== undefined && MessageStructure !== 'json')
    throw invalid('MessageStructure: must be json')
  return {
    messageId: cloud.ids.uuid(),
    topicArn: topic.arn,
    subject: Subject,
    messages: MessageStructure === 'json' ? structured(Message) : { default: Message },
    attributes,
    atMs: cloud.clock.now().getTime(),
  }
}

function checkSubject(subject: string | undefined): void {
  if (subject === undefined) return
  if (subject === '' || subject.length > MAX_SUBJECT || /\p{Cc}/u.test(subject))
    throw invalid('Subject')
}

function checkAttributes(attributes: Readonly<Record<string, AttributeValue>>): void {
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    if (!/^(?:String|Number|Binary)(?:\..+)?$/.test(DataType)) {
      throw new AwsError(
        'ParameterValueInvalid',
        `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
      )
    }
    if ((StringValue ?? '') === '' && (BinaryValue?.length ?? 0) === 0) {
      throw new AwsError(
        'ParameterValueInvalid',
        `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
      )
    }
  }
}

function structured(message: string): Record<string, string> {
  const messages = parsed(message)
  if (messages === undefined) throw invalid('Message Structure - JSON message body failed to parse')
  const texts = Object.entries(messages).filter(([, text]) => typeof text === 'string')
  if (!texts.some(([protocol]) => protocol === 'default'))
    throw invalid('Message Structure - No default entry in JSON message body')
  return Object.fromEntries(texts) as Record<string, string>
}

function parsed(message: string): object | undefined {
  try {
    const value: unknown = JSON.parse(message)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

function isWanted({ attributes, protocol }: Subscription, publication: Publication): boolean {
  const policy = attributes.get('FilterPolicy')
  if (policy === undefined || policy === '') return true
  const scope = (attributes.get('FilterPolicyScope') ?? 'MessageAttributes') as FilterPolicyScope
  return wants(policy, scope, messageFor(publication, protocol), publication.attributes)
}

function deliver(cloud: Cloud, subscription: Subscription, publication: Publication): void {
  if (subscription.protocol === 'sqs') deliverToQueue(cloud, subscription, publication)
  else
    inboxOf(cloud).push({
      at: cloud.clock.now().toISOString(),
      topicArn: publication.topicArn,
      protocol: subscription.protocol,
      endpoint: subscription.endpoint,
      messageId: publication.messageId,
      subject: publication.subject,
      message: messageFor(publication, subscription.protocol),
      attributes: Object.fromEntries(
        Object.entries(publication.attributes).map(([name, { StringValue = '' }]) => [
          name,
          StringValue,
        ]),
      ),
    })
}

/**
 * Delivers to a queue. If the queue is gone or does not let SNS send, the message goes to the
 * subscription's dead-letter queue, or is lost.
 */
function deliverToQueue(cloud: Cloud, subscription: Subscription, publication: Publication): void {
  const isRaw = subscription.attributes.get('RawMessageDelivery') === 'true'
  const isTooMuch = isRaw && Object.keys(publication.attributes).length > MAX_RAW_ATTRIBUTES
  const put = (queue: Queue): void => {
    if (isRaw) {
      const body = messageFor(publication, subscription.protocol)
      deliverTo(cloud, queue, body, SNS_SENDER, publication.attributes)
    } else deliverTo(cloud, queue, notificationFor(publication, subscription), SNS_SENDER)
  }
  const send = (queue: Queue | undefined, failed: () => void): void => {
    if (queue === undefined) failed()
    else
      deliverIfAllowed(
        cloud,
        () => mayBeSent(cloud, publication.topicArn, queue.arn),
        () => put(queue),
        failed,
      )
  }
  send(isTooMuch ? undefined : queueByArn(cloud, subscription.endpoint), () =>
    send(deadLettersOf(cloud, subscription), () => {}),
  )
}

const mayBeSent = (cloud: Cloud, topic: string, queue: string) =>
  byService(
    cloud,
    { service: principalFor(topic, queue), source: topic },
    onQueue(cloud, 'SendMessage', queue),
  )

/**
 * The principal of SNS. Between two regions, one of which is an opt-in region, it has the name of
 * that region. https://docs.aws.amazon.com/sns/latest/dg/sns-cross-region-delivery.html
 */
function principalFor(topic: string, queue: string): string {
  const [from = '', to = ''] = [topic, queue].map((arn) => arn.split(':')[3])
  const optIn = [from, to].find((region) => !defaultRegions('aws').includes(region))
  return from === to || optIn === undefined ? 'sns.amazonaws.com' : `sns.${optIn}.amazonaws.com`
}

function deadLettersOf(cloud: Cloud, { attributes }: Subscription): Queue | undefined {
  const policy = attributes.get('RedrivePolicy')
  return policy === undefined
    ? undefined
    : queueByArn(cloud, String(JSON.parse(policy).deadLetterTargetArn))
}
