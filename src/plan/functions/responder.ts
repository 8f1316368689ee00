/**
 * The common part of the records of all responders. The file of a responder has its differences.
 */
import type { Responder } from '../../ir/names.ts'
import { queueArn } from '../arns.ts'
import type { Manifest } from '../manifest.ts'
import { allow, type Statement } from '../policy/statement.ts'
import { allowTable } from '../policy/tables.ts'
import { sendingEnvironment, sendingPermissions } from './alert-sender.ts'
import type { Environment, Given, LambdaFunction } from './function.ts'
import { minConcurrency, oneByOne, usualReceiveCount, usualVisibilitySeconds } from './queue.ts'

interface ResponderDifference extends Pick<LambdaFunction, 'description'> {
  readonly name: Responder
  /** Its permissions on the service that it changes: calls that take powers away. */
  readonly taking: Permissions
  /** The permissions that the function `restore` needs besides, to give powers back. */
  readonly giving: Permissions
  /** What its own role must never do, and the role of `restore` may. */
  readonly denied?: Permissions
  /** A schedule, for a responder that also takes snapshots. */
  readonly schedule?: LambdaFunction['schedule']
  /** The permissions that only the schedule needs, so `restore` does not have them. */
  readonly scheduled?: Permissions
}

type Permissions = LambdaFunction['permissions']

/** The record of a responder, with the permissions that the function `restore` has for it. */
export interface ResponderFunction extends LambdaFunction {
  readonly restoring: Permissions
}

export const responderFunction = ({
  name,
  description,
  taking,
  giving,
  denied = () => [],
  schedule,
  scheduled = () => [],
}: ResponderDifference): ResponderFunction => ({
  ...respondingFunction,
  name,
  description,
  why: 'a responder that a rule starts',
  isNeeded: ({ responders }) => responders.some((responder) => responder.name === name),
  queue: { ...respondingQueue, name: responderQueue(name) },
  schedule,
  environment: (manifest, given) => ({
    ...respondingEnvironment(manifest, responderQueue(name), given),
    DETECT_ROLE: given.roleId('detect'),
    ...(manifest.limits.restores ? { RESTORE_QUEUE: given.queueUrl(restoreQueue) } : {}),
  }),
  permissions: (manifest) => [
    ...respondingPermissions(manifest, responderQueue(name)),
    ...(manifest.limits.restores
      ? [allow(['sqs:SendMessage'], [queueArn(manifest, restoreQueue)])]
      : []),
    ...taking(manifest),
    ...scheduled(manifest),
    ...denied(manifest),
  ],
  restoring: (manifest) => [...taking(manifest), ...giving(manifest)],
})

/** The name of the queue of a responder, which `detect` sends requests to. */
export const responderQueue = (name: Responder): string => name

/** The name of the queue of the function `restore`. */
export const restoreQueue = 'restore'

/** The part that is the same for every function that responds. */
export const respondingFunction = {
  files: ['responses.json'],
  size: () => ({ timeoutSeconds: 60, memoryMb: 512, reserved: undefined }),
  tables: ['state', 'snapshots', 'responses'],
} as const satisfies Partial<LambdaFunction>

/** How Lambda reads the queue of a function that responds. */
export const respondingQueue = {
  ...oneByOne,
  concurrency: minConcurrency,
  visibilitySeconds: usualVisibilitySeconds,
  maxReceiveCount: usualReceiveCount,
} as const

/** The environment of a function that responds to the messages of a queue. */
export const respondingEnvironment = <RoleId>(
  manifest: Manifest,
  queue: string,
  { queueUrl, roleId }: Given<RoleId>,
): Environment<RoleId> => ({
  ...sendingEnvironment(manifest),
  SNAPSHOTS_TABLE: `${manifest.prefix}-snapshots`,
  RESPONSES_TABLE: `${manifest.prefix}-responses`,
  LIMITS: JSON.stringify(manifest.limits),
  DEAD_QUEUE: queueUrl(`${queue}-dead`),
  ANSWERS_ROLE: roleId('answers'),
})

/**
 * Permissions for its records, for alerts about its responses, and for its dead-letter queue, which
 * receives refused messages.
 */
export const respondingPermissions = (manifest: Manifest, queue: string): readonly Statement[] => [
  allowTable(manifest, 'responses', 'GetItem', 'PutItem'),
  allow(['sqs:SendMessage'], [queueArn(manifest, `${queue}-dead`)]),
  ...sendingPermissions(manifest),
]
