/**
 * Moves messages from a dead-letter queue back to their source, or to another queue. A task is
 * finished before it is answered, so it cannot be cancelled.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
 */
import type { ListMessageMoveTasksResultEntry } from '@aws-sdk/client-sqs'
import { perRegion } from '../../accounts.ts'
import type { Call, OperationsOf } from '../../call.ts'
import { AwsError } from '../../errors.ts'
import { principalId } from '../../principal.ts'
import { queueByArn, queuesOf } from './memory.ts'
import { type Message, type Queue, redrivePolicy, send } from './queue.ts'

type Sqs = typeof import('@aws-sdk/client-sqs')

type Task = ListMessageMoveTasksResultEntry

/** Tasks, the newest first. */
const tasksOf = perRegion((): Task[] => [])

function existing(call: Call, parameter: string, arn: string): Queue {
  const queue = queueByArn(call.cloud, arn)
  if (queue !== undefined) return queue
  const what = `The resource that you specified for the ${parameter} parameter doesn't exist.`
  throw new AwsError('ResourceNotFoundException', what, 404)
}

/**
 * Whether a queue is the dead-letter queue of another queue; one for SNS or EventBridge does not
 * count.
 */
const isDeadLetterQueue = (call: Call, { arn }: Queue): boolean =>
  [...queuesOf(call.region).values()].some(
    (queue) => redrivePolicy(queue)?.deadLetterTargetArn === arn,
  )

/**
 * Moves a message as a new one, with a new id. AWS does not document its sender. The caller needs
 * the right to send, so the caller is the sender here.
 */
function move(message: Message, from: Queue, to: Queue, call: Call): void {
  const { body, attributes } = message
  const senderId = principalId(call.identity.principal)
  from.messages.delete(message.id)
  send(to, { id: call.cloud.ids.uuid(), body, attributes, senderId }, call.now.getTime(), 0)
}

function moveMessages(from: Queue, destination: Queue | undefined, call: Call): Task {
  const free = [...from.messages.values()].filter(
    ({ readyAtMs }) => readyAtMs <= call.now.getTime(),
  )
  let count = 0
  let FailureReason: string | undefined
  for (const message of free) {
    const source = message.deadLetterSource
    const to = destination ?? (source === undefined ? undefined : queueByArn(call.cloud, source))
    if (to === undefined) {
      FailureReason =
        source === undefined
          ? 'CouldNotDetermineMessageSource'
          : 'AWS.SimpleQueueService.NonExistentQueue'
      break
    }
    move(message, from, to, call)
    count++
  }
  return {
    ApproximateNumberOfMessagesMoved: count,
    ApproximateNumberOfMessagesToMove: free.length,
    Status: FailureReason === undefined ? 'COMPLETED' : 'FAILED',
    ...(FailureReason === undefined ? {} : { FailureReason }),
  }
}

export const moveOperations = {
  StartMessageMoveTask: ({ SourceArn, DestinationArn }, call) => {
    const from = existing(call, 'SourceArn', SourceArn)
    if (!isDeadLetterQueue(call, from))
      throw new AwsError(
        'InvalidParameterValue',
        'Source queue must be configured as a Dead Letter Queue.',
      )
    const to =
      DestinationArn === undefined ? undefined : existing(call, 'DestinationArn', DestinationArn)
    tasksOf(call.region).unshift({
      SourceArn,
      ...(DestinationArn === undefined ? {} : { DestinationArn }),
      StartedTimestamp: call.now.getTime(),
      ...moveMessages(from, to, call),
    })
    const handle = { taskId: call.cloud.ids.uuid(), sourceArn: SourceArn }
    return { TaskHandle: Buffer.from(JSON.stringify(handle)).toString('base64') }
  },

  ListMessageMoveTasks: ({ SourceArn, MaxResults = 1 }, call) => {
    existing(call, 'SourceArn', SourceArn)
    const tasks = tasksOf(call.region).filter((task) => task.SourceArn === SourceArn)
    return { Results: tasks.slice(0, MaxResults) }
  },
} as const satisfies OperationsOf<Sqs>
