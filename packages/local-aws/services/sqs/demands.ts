/**
 * What calls of SQS need to be allowed.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
 */
import type { Cloud } from '../../accounts.ts'
import type { Demand } from '../../authorization/authorization.ts'
import type { Call } from '../../call.ts'
import { queueByArn } from './memory.ts'

interface Input {
  readonly QueueUrl?: string
  readonly QueueName?: string
  readonly QueueOwnerAWSAccountId?: string
  readonly SourceArn?: string
  readonly DestinationArn?: string
}

/** An action on a queue, with the policy of the queue. */
export const onQueue = (cloud: Cloud, action: string, arn: string): Demand => ({
  action: `sqs:${action}`,
  resource: arn,
  policy: queueByArn(cloud, arn)?.attributes.get('Policy'),
})

export function sqsDemands(input: Input, call: Call): readonly Demand[] {
  const { cloud, operation } = call
  if (operation === 'ListQueues') return [{ action: 'sqs:ListQueues' }]
  if (operation === 'StartMessageMoveTask') return redriveDemands(input, call)
  // A batch needs the permission of its single calls.
  const action = operation.replace(/Batch$/, '')
  return [onQueue(cloud, action, input.SourceArn ?? arnOf(input, call))]
}

function arnOf({ QueueUrl, QueueName = '', QueueOwnerAWSAccountId }: Input, call: Call): string {
  const [name = '', inUrl] = QueueUrl === undefined ? [QueueName] : QueueUrl.split('/').reverse()
  const isAccount = inUrl !== undefined && /^\d{12}$/.test(inUrl)
  const account = QueueOwnerAWSAccountId ?? (isAccount ? inUrl : call.account.id)
  return `arn:aws:sqs:${call.region.name}:${account}:${name}`
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html */
function redriveDemands({ SourceArn = '', DestinationArn }: Input, { cloud }: Call): Demand[] {
  const messages = queueByArn(cloud, SourceArn)?.messages.values() ?? []
  const sources = [...messages].flatMap(({ deadLetterSource }) => deadLetterSource ?? [])
  const destinations = DestinationArn === undefined ? new Set(sources) : [DestinationArn]
  return [
    ...['StartMessageMoveTask', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map(
      (action) => onQueue(cloud, action, SourceArn),
    ),
    ...[...destinations].map((arn) => onQueue(cloud, 'SendMessage', arn)),
  ]
}
