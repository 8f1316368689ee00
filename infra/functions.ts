/**
 * The functions, each with its role, its log group and, where a queue feeds it, its mapping. Packing
 * the bundle and the Lambda function itself is SST's, and comes in as `MakeFunction`, so that all
 * the rest can be tested without it.
 */
import * as aws from '@pulumi/aws'
import type { Output, Resource } from '@pulumi/pulumi'
import type { FunctionName, Manifest } from '../src/plan/manifest.ts'
import { bundleFolder } from './bundles.ts'
import { type Environment, environmentOf } from './environment.ts'
import { functionName, logGroupOf } from './names.ts'
import type { Queues } from './queues.ts'
import { functionRole, type Role } from './roles.ts'

/** What SST's Function is made from. */
export interface FunctionPlan {
  /** Of the component, e.g. `RollbackIam`. */
  readonly id: string
  readonly name: string
  /** Folder of its bundle, from the root of the project. */
  readonly bundle: string
  readonly description: string
  readonly role: Output<string>
  readonly logGroup: Output<string>
  readonly environment: Environment
  readonly timeoutSeconds: number
  readonly memoryMb: number
  /** Concurrency kept for it alone, and its most. */
  readonly reserved: number | undefined
  readonly tags: Readonly<Record<string, string>>
  /** Files that stand beside the bundle: from the root of the project, and their names there. */
  readonly files: readonly { readonly from: string; readonly to: string }[]
}

export interface MadeFunction {
  readonly arn: Output<string>
  readonly resource: Resource
}

export type MakeFunction = (plan: FunctionPlan) => MadeFunction

export type Functions = ReadonlyMap<FunctionName, MadeFunction>

/** A year, as auditors ask for. */
const logsKeptDays = 365

export function makeFunctions(
  manifest: Manifest,
  queues: Queues,
  files: FunctionPlan['files'],
  make: MakeFunction,
): Functions {
  const roles = new Map(manifest.functions.map((name) => [name, functionRole(manifest, name)]))
  const detectRole = roles.get('detect')?.id ?? ''
  return new Map(
    [...roles].map(([name, role]) => {
      const logs = new aws.cloudwatch.LogGroup(`logs-${name}`, {
        region: manifest.home,
        name: logGroupOf(manifest, name),
        retentionInDays: logsKeptDays,
      })
      const made = make({
        id: name.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
        name: functionName(manifest, name),
        bundle: bundleFolder(manifest, name),
        description: does[name],
        role: role.arn,
        logGroup: logs.name,
        environment: environmentOf(manifest, name, detectRole),
        ...sizeOf(manifest, name),
        ...(decides(name)
          ? { files, tags: { 'tripline:rules-version': manifest.rulesVersion } }
          : { files: [], tags: {} }),
      })
      const queue = queues.get(name)
      if (queue !== undefined) feed(manifest, name, queue, made, role)
      return [name, made] as const
    }),
  )
}

/** It evaluates rules, so it has them. */
const decides = (name: FunctionName): boolean => name === 'detect' || name === 'alarm'

const does: Readonly<Record<FunctionName, string>> = {
  detect: 'Decides which events are alerts, and sends them',
  receipts: 'Notes that an alert was taken by SNS',
  alarm: 'Reads the events behind an alarm, and sends the alert',
  heartbeat: 'Makes a harmless call in every region, which must come back as an event',
  'snapshot-iam': 'Keeps the history of IAM, which rollbacks restore from',
  'rollback-iam': 'Rolls back changes in IAM',
  'restart-trail': 'Starts a trail again, with what it recorded before',
  'revoke-ingress': 'Takes back what opened a security group',
  'block-public-access': 'Blocks public access to S3 again',
  'deactivate-key': 'Deactivates an access key',
}

type Size = Pick<FunctionPlan, 'timeoutSeconds' | 'memoryMb' | 'reserved'>

/** Most of what runs at once, and, on production, nobody else's: an attacker's burst must not starve it. */
const detectors = 10

function sizeOf({ protect }: Manifest, name: FunctionName): Size {
  switch (name) {
    case 'detect':
      return { timeoutSeconds: 30, memoryMb: 512, reserved: protect ? detectors : undefined }
    case 'receipts':
      return { timeoutSeconds: 30, memoryMb: 256, reserved: undefined }
    case 'alarm':
      return { timeoutSeconds: 60, memoryMb: 512, reserved: undefined }
    case 'heartbeat':
      return { timeoutSeconds: 60, memoryMb: 256, reserved: undefined }
    case 'snapshot-iam':
      // An account with ten thousand roles is read page by page, once a day.
      return { timeoutSeconds: 180, memoryMb: 512, reserved: undefined }
    case 'rollback-iam':
    case 'restart-trail':
    case 'revoke-ingress':
    case 'block-public-access':
    case 'deactivate-key':
      return { timeoutSeconds: 60, memoryMb: 512, reserved: undefined }
  }
}

/** Messages of a burst are worked on together; a response is one message, so that one that fails is one. */
const batchOf = (name: FunctionName): { readonly size: number; readonly windowSeconds: number } =>
  name === 'detect' || name === 'receipts'
    ? { size: 100, windowSeconds: 1 }
    : { size: name === 'snapshot-iam' ? 10 : 1, windowSeconds: 0 }

function feed(
  { home: region }: Manifest,
  name: FunctionName,
  queue: aws.sqs.Queue,
  made: MadeFunction,
  role: Role,
): void {
  const { size, windowSeconds } = batchOf(name)
  new aws.lambda.EventSourceMapping(
    `feed-${name}`,
    {
      region,
      eventSourceArn: queue.arn,
      functionName: made.arn,
      batchSize: size,
      maximumBatchingWindowInSeconds: windowSeconds,
      functionResponseTypes: ['ReportBatchItemFailures'],
      // Two is the fewest that Lambda takes here.
      scalingConfig: { maximumConcurrency: name === 'detect' ? detectors : 2 },
    },
    { dependsOn: [role.policy, made.resource] },
  )
}
