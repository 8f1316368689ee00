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
import { minConcurrency, oneByOne, usualVisibilitySeconds } from './queue.ts'

interface ResponderDifference extends Pick<LambdaFunction, 'description' | 'permissions'> {
  readonly name: Responder
  /** A schedule, for a responder that also takes snapshots. */
  readonly schedule?: LambdaFunction['schedule']
}

/** The record of a responder. `permissions` are those on the service that it changes. */
export const responderFunction = ({
  name,
  description,
  permissions,
  schedule,
}: ResponderDifference): LambdaFunction => ({
  name,
  description,
  why: 'a responder that a rule starts',
  isNeeded: ({ responders }) => responders.some((responder) => responder.name === name),
  evaluatesRules: false,
  size: () => ({ timeoutSeconds: 60, memoryMb: 512, reserved: undefined }),
  queue: {
    name: responderQueue(name),
    ...oneByOne,
    concurrency: minConcurrency,
    visibilitySeconds: usualVisibilitySeconds,
  },
  schedule,
  tables: ['state', 'snapshots', 'responses'],
  environment: (manifest, given) => environment(manifest, name, given),
  permissions: (manifest) => [...respondingPermissions(manifest, name), ...permissions(manifest)],
})

/** The name of the queue of a responder, which `detect` sends requests to. */
export const responderQueue = (name: Responder): string => name

const environment = <RoleId>(
  manifest: Manifest,
  name: Responder,
  { queueUrl, roleId }: Given<RoleId>,
): Environment<RoleId> => ({
  ...sendingEnvironment(manifest),
  SNAPSHOTS_TABLE: `${manifest.prefix}-snapshots`,
  RESPONSES_TABLE: `${manifest.prefix}-responses`,
  LIMITS: JSON.stringify(manifest.limits),
  DEAD_QUEUE: queueUrl(`${responderQueue(name)}-dead`),
  DETECT_ROLE: roleId('detect'),
})

/**
 * Permissions for its records, for alerts about its responses, and for its dead-letter queue, which
 * receives refused messages.
 */
const respondingPermissions = (manifest: Manifest, name: Responder): readonly Statement[] => [
  allowTable(manifest, 'responses', 'GetItem', 'PutItem'),
  allow(['sqs:SendMessage'], [queueArn(manifest, `${responderQueue(name)}-dead`)]),
  ...sendingPermissions(manifest),
]
