/** The function `detect`. */
import { allManagementEvents } from '../../aws/read-only.ts'
import { queueArn, roleArn } from '../arns.ts'
import type { Manifest } from '../manifest.ts'
import { allow, type Statement } from '../policy/statement.ts'
import { decidingPermissions, json, sendingEnvironment } from './alert-sender.ts'
import type { LambdaFunction } from './function.ts'
import { dayLongReceiveCount, inBatches, usualVisibilitySeconds } from './queue.ts'
import { responderQueue } from './responder.ts'

/**
 * The number of concurrent executions. In production they are reserved, so that nothing else in the
 * account can use them up.
 */
const detectors = 10

const queue = 'events'

/** Evaluates the rules on every event that arrives on the home bus. */
export const detect: LambdaFunction = {
  name: 'detect',
  description: 'Decides which events are alerts, and sends them',
  why: 'decides which events are alerts',
  isNeeded: ({ eventRules }) => eventRules.length > 0,
  files: ['ruleset.mjs'],
  size: ({ protect }) => ({
    timeoutSeconds: 30,
    memoryMb: 512,
    reserved: protect ? detectors : undefined,
  }),
  queue: {
    name: queue,
    ...inBatches,
    concurrency: detectors,
    visibilitySeconds: usualVisibilitySeconds,
    maxReceiveCount: dayLongReceiveCount,
    homeRule: {
      name: 'deliver',
      // A rule of a custom bus skips reads unless it has this state, like a rule of the default
      // bus. Reads that a packed rule let through must not be lost here.
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
      state: allManagementEvents,
      pattern: (account) => JSON.stringify({ source: [{ prefix: 'aws.' }], account }),
      why: 'sends every event to detect',
    },
  },
  schedule: undefined,
  tables: ['state'],
  environment: (manifest, { queueUrl }) => ({
    ...sendingEnvironment(manifest),
    EVENTS_DEAD: queueUrl(`${queue}-dead`),
    HEARTBEAT_ROLE: roleArn(manifest, 'heartbeat'),
    RESPONDER_QUEUES: json(
      manifest.responders.map(({ name }) => [name, queueUrl(responderQueue(name))]),
    ),
  }),
  permissions: (manifest) => [
    ...decidingPermissions(manifest),
    ...toResponders(manifest),
    allow(['sqs:SendMessage'], [queueArn(manifest, `${queue}-dead`)]),
    allow(['cloudtrail:LookupEvents', 'config:GetResourceConfigHistory'], ['*']),
  ],
}

const toResponders = (manifest: Manifest): readonly Statement[] =>
  manifest.responders.length === 0
    ? []
    : [
        allow(
          ['sqs:SendMessage'],
          manifest.responders.map(({ name }) => queueArn(manifest, responderQueue(name))),
        ),
      ]
