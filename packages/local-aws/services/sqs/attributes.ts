/** The attributes of a queue: which can be set and read, and their defaults. */
import type { QueueAttributeName } from '@aws-sdk/client-sqs'
import { AwsError } from '../../errors.ts'
import { counts, type Queue } from './queue.ts'

/**
 * Numeric attributes: minimum, maximum and default, in seconds except for the size. API reference,
 * CreateQueue.
 */
const numbers: Readonly<Record<string, readonly [min: number, max: number, standard: number]>> = {
  DelaySeconds: [0, 900, 0],
  MaximumMessageSize: [1_024, 1_048_576, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600, 345_600],
  ReceiveMessageWaitTimeSeconds: [0, 20, 0],
  VisibilityTimeout: [0, 43_200, 30],
}

const texts = ['Policy', 'RedrivePolicy', 'RedriveAllowPolicy', 'SqsManagedSseEnabled']
const keys = ['KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds']
const settable = new Set([...Object.keys(numbers), ...texts, ...keys])

export function startingAttributes(given: Readonly<Record<string, string>>): Map<string, string> {
  const attributes = new Map(
    Object.entries(numbers).map(([name, [, , standard]]) => [name, String(standard)]),
  )
  attributes.set('SqsManagedSseEnabled', 'true')
  setAttributes(attributes, given)
  return attributes
}

/** Sets attributes, all or none. An empty text removes a policy. */
export function setAttributes(
  attributes: Map<string, string>,
  given: Readonly<Record<string, string>>,
): void {
  for (const [name, value] of Object.entries(given)) check(name, value)
  for (const [name, value] of Object.entries(given)) {
    if (value === '' && !(name in numbers)) attributes.delete(name)
    else attributes.set(name, value)
  }
}

function check(name: string, value: string): void {
  if (!settable.has(name)) {
    throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`)
  }
  const [min, max] = numbers[name] ?? []
  const isBad = min !== undefined && max !== undefined && !isWhole(value, min, max)
  if (isBad || (name === 'RedrivePolicy' && value !== '' && !isRedrivePolicy(value))) {
    throw new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`)
  }
}

const isWhole = (value: string, min: number, max: number): boolean =>
  /^\d+$/.test(value) && Number(value) >= min && Number(value) <= max

function isRedrivePolicy(text: string): boolean {
  try {
    const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(text)
    return typeof deadLetterTargetArn === 'string' && isWhole(String(maxReceiveCount), 1, 1_000)
  } catch {
    return false
  }
}

const seconds = (ms: number): string => String(Math.floor(ms / 1_000))

export function readAttributes(
  queue: Queue,
  names: readonly string[],
  nowMs: number,
): Partial<Record<QueueAttributeName, string>> {
  const { visible, inFlight, delayed } = counts(queue, nowMs)
  const all: Record<string, string> = {
    ...Object.fromEntries(queue.attributes),
    QueueArn: queue.arn,
    CreatedTimestamp: seconds(queue.createdAtMs),
    LastModifiedTimestamp: seconds(queue.modifiedAtMs),
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
  }
  if (names.includes('All')) return all
  const unknown = names.find((name) => !(name in all) && !settable.has(name))
  if (unknown !== undefined) {
    throw new AwsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`)
  }
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)))
}
