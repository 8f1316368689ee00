/**
 * The functions, each with its role, its log group and, where a queue feeds it, its mapping. Packing
 * the bundle and the Lambda function itself is SST's, and comes in as `MakeFunction`, so that all
 * the rest can be tested without it.
 */
import * as aws from '@pulumi/aws'
import type { Input, Output, Resource } from '@pulumi/pulumi'
import { functionName, logGroupOf, queueUrl } from '../src/plan/arns.ts'
import { type Environment, environmentOf, type Given } from '../src/plan/environment.ts'
import { decides, feedOf, type Size, sizeOf } from '../src/plan/functions.ts'
import type { FunctionName, Manifest } from '../src/plan/manifest.ts'
import { bundleFolder, type FileBeside } from './bundles.ts'
import type { Queues } from './queues.ts'
import { functionRole, type Role } from './roles.ts'

/** What SST's Function is made from. */
export interface FunctionPlan extends Size {
  /** Of the component, e.g. `RollbackIam`. */
  readonly id: string
  readonly name: string
  /** Folder of its bundle, from the root of the project. */
  readonly bundle: string
  readonly description: string
  readonly role: Output<string>
  readonly logGroup: Output<string>
  readonly environment: Environment<Input<string>>
  readonly tags: Readonly<Record<string, string>>
  readonly files: readonly FileBeside[]
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
  files: readonly FileBeside[],
  make: MakeFunction,
): Functions {
  const roles = new Map(manifest.functions.map((name) => [name, functionRole(manifest, name)]))
  const given: Given<Input<string>> = {
    queueUrl: (queue) => queueUrl(manifest, queue),
    detectRole: roles.get('detect')?.id ?? '',
  }
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
        environment: environmentOf(manifest, name, given),
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

function feed(
  { home: region }: Manifest,
  name: FunctionName,
  queue: aws.sqs.Queue,
  made: MadeFunction,
  role: Role,
): void {
  const { batchSize, windowSeconds, concurrency } = feedOf(name)
  new aws.lambda.EventSourceMapping(
    `feed-${name}`,
    {
      region,
      eventSourceArn: queue.arn,
      functionName: made.arn,
      batchSize,
      maximumBatchingWindowInSeconds: windowSeconds,
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency: concurrency },
    },
    { dependsOn: [role.policy, made.resource] },
  )
}
