/** Operations on queues. */
import type { Call, OperationsOf } from '../../call.ts'
import { AwsError } from '../../errors.ts'
import { readAttributes, setAttributes, startingAttributes } from './attributes.ts'
import { queuesOf } from './memory.ts'
import type { Queue } from './queue.ts'

type Sqs = typeof import('@aws-sdk/client-sqs')

/** The queue of a QueueUrl, which may name a queue of another account. */
export function queueOf(call: Call, queueUrl: string): Queue {
  const [name, account] = queueUrl.split('/').reverse()
  const owner = call.cloud.accounts.get(account ?? '') ?? call.account
  return existing(queuesOf(owner.region(call.region.name)).get(name ?? ''))
}

function existing(queue: Queue | undefined): Queue {
  if (queue !== undefined) return queue
  throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.')
}

function made(name: string, attributes: Map<string, string>, call: Call): Queue {
  const { id } = call.account
  const arn = `arn:aws:sqs:${call.region.name}:${id}:${name}`
  return {
    name,
    arn,
    handleKey: call.cloud.ids.secretOf(arn),
    url: `${call.endpoint}/${id}/${name}`,
    createdAtMs: call.now.getTime(),
    modifiedAtMs: call.now.getTime(),
    attributes,
    messages: new Map(),
    waiting: new Set(),
  }
}

function checkName(name: string): void {
  if (name.endsWith('.fifo')) {
    throw new AwsError('NotImplemented', 'The local account has no FIFO queues.', 501)
  }
  if (!/^[A-Za-z0-9_-]{1,80}$/.test(name)) {
    throw new AwsError(
      'InvalidParameterValue',
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    )
  }
}

export const queueOperations = {
  /**
   * The same name with the same attributes gives the same queue; with other attributes it is an
   * error.
   */
  CreateQueue: ({ QueueName, Attributes = {} }, call) => {
    checkName(QueueName)
    const queues = queuesOf(call.region)
    const known = queues.get(QueueName)
    const attributes = startingAttributes(Attributes)
    if (known === undefined) {
      const queue = made(QueueName, attributes, call)
      queues.set(QueueName, queue)
      return { QueueUrl: queue.url }
    }
    const other = Object.keys(Attributes).find(
      (name) => known.attributes.get(name) !== attributes.get(name),
    )
    if (other === undefined) return { QueueUrl: known.url }
    throw new AwsError(
      'QueueNameExists',
      `A queue already exists with the same name and a different value for attribute ${other}`,
    )
  },

  DeleteQueue: ({ QueueUrl }, call) => {
    const { name, arn } = queueOf(call, QueueUrl)
    if (arn.split(':')[4] === call.account.id) queuesOf(call.region).delete(name)
  },

  GetQueueUrl: ({ QueueName, QueueOwnerAWSAccountId }, call) => {
    const owner = call.cloud.accounts.get(QueueOwnerAWSAccountId ?? call.account.id)
    const queues = owner && queuesOf(owner.region(call.region.name))
    return { QueueUrl: existing(queues?.get(QueueName)).url }
  },

  ListQueues: ({ QueueNamePrefix = '', MaxResults, NextToken }, call) => {
    const names = [...queuesOf(call.region).keys()]
      .filter((name) => name.startsWith(QueueNamePrefix))
      .sort()
    const rest = names.filter((name) => NextToken === undefined || name > decode(NextToken))
    const page = rest.slice(0, MaxResults ?? 1_000)
    const last = page.at(-1)
    const queues = queuesOf(call.region)
    return {
      ...(page.length === 0
        ? {}
        : { QueueUrls: page.map((name) => existing(queues.get(name)).url) }),
      ...(MaxResults !== undefined && page.length < rest.length && last !== undefined
        ? { NextToken: encode(last) }
        : {}),
    }
  },

  GetQueueAttributes: ({ QueueUrl, AttributeNames = [] }, call) => {
    const found = readAttributes(queueOf(call, QueueUrl), AttributeNames, call.now.getTime())
    return Object.keys(found).length === 0 ? {} : { Attributes: found }
  },

  SetQueueAttributes: ({ QueueUrl, Attributes }, call) => {
    const queue = queueOf(call, QueueUrl)
    setAttributes(queue.attributes, Attributes)
    queue.modifiedAtMs = call.now.getTime()
  },

  PurgeQueue: ({ QueueUrl }, call) => queueOf(call, QueueUrl).messages.clear(),
} as const satisfies OperationsOf<Sqs>

const encode = (text: string): string => Buffer.from(text).toString('base64')
const decode = (text: string): string => Buffer.from(text, 'base64').toString()
