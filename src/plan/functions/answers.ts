/** The function `answers`. */
import { queueArn } from '../arns.ts'
import type { Manifest } from '../manifest.ts'
import { allow } from '../policy/statement.ts'
import { allowTable } from '../policy/tables.ts'
import { json } from './alert-sender.ts'
import type { LambdaFunction } from './function.ts'
import { minConcurrency, oneByOne, usualReceiveCount, usualVisibilitySeconds } from './queue.ts'
import { responderQueue, restoreQueue } from './responder.ts'

/** The name of the queue that people send approvals and undos to. */
export const answersQueue = 'answers'

/**
 * The queues that it passes answers on to: that of `restore`, or those of the responders where the
 * stage has no `restore`.
 */
const actingQueues = ({ limits, responders }: Manifest): readonly string[] =>
  limits.restores ? [restoreQueue] : responders.map(({ name }) => responderQueue(name))

/** Passes on what people answer, with the sender that SQS recorded. */
export const answers: LambdaFunction = {
  name: 'answers',
  description: 'Passes approvals and undos of people on',
  why: 'people approve and undo through it',
  isNeeded: ({ responders }) => responders.length > 0,
  files: [],
  size: () => ({ timeoutSeconds: 30, memoryMb: 256, reserved: undefined }),
  queue: {
    name: answersQueue,
    ...oneByOne,
    concurrency: minConcurrency,
    visibilitySeconds: usualVisibilitySeconds,
    maxReceiveCount: usualReceiveCount,
    openToPeople: true,
  },
  schedule: undefined,
  tables: ['responses'],
  environment: (manifest, { queueUrl }) => ({
    RESPONSES_TABLE: `${manifest.prefix}-responses`,
    RESPONDER_QUEUES: json(
      manifest.responders.map(({ name }) => [
        name,
        queueUrl(manifest.limits.restores ? restoreQueue : responderQueue(name)),
      ]),
    ),
  }),
  permissions: (manifest) => [
    allowTable(manifest, 'responses', 'GetItem'),
    allow(
      ['sqs:SendMessage'],
      actingQueues(manifest).map((queue) => queueArn(manifest, queue)),
    ),
  ],
}
