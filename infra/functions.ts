/**
 * The functions. Each has a role and a log group, and an event source mapping if it has a queue.
 * SST packs the bundle and creates the Lambda function itself. It is passed in as `MakeFunction`,
 * so that everything else can be tested without SST.
 */
import * as aws from '@pulumi/aws'
import type { Input, Output, Resource } from '@pulumi/pulumi'
import type { FunctionName } from '../src/ir/names.ts'
import { functionName, logGroupOf, queueUrl } from '../src/plan/arns.ts'
import { environmentOf } from '../src/plan/environment.ts'
import type { Environment, Given, LambdaFunction, Size } from '../src/plan/functions/function.ts'
import { lambdaFunctions } from '../src/plan/functions/functions.ts'
import type { Manifest } from '../src/plan/manifest.ts'
import { functionRole } from '../src/plan/roles.ts'
import { bundleFolder, type FileBeside } from './bundles.ts'
import type { Queues } from './queues.ts'
import { makeRole, type Role } from './roles.ts'

/** The arguments of SST's Function. */
export interface FunctionPlan extends Size {
  /** The name of the component, e.g. `RollbackIam`. */
  readonly id: string
  readonly name: string
  /** The folder of its bundle, from the root of the project. */
  readonly bundle: string
  readonly description: string
  readonly role: Output<string>
  readonly logGroup: Output<string>
  readonly environment: Environment<Input<string>>
  readonly tags: Readonly<Record<string, string>>
  readonly files: readonly FileBeside[]
}

/** A function that SST created. */
export interface MadeFunction {
  readonly arn: Output<string>
  readonly resource: Resource
}

/** Packs a bundle and creates the Lambda function: SST's part. */
export type MakeFunction = (plan: FunctionPlan) => MadeFunction

/** The functions of the stage by name. */
export type Functions = ReadonlyMap<FunctionName, MadeFunction>

/** A year, as auditors require. */
const logsKeptDays = 365

/** Creates the functions of the stage with their roles, log groups and mappings. */
export function makeFunctions(
  manifest: Manifest,
  queues: Queues,
  files: readonly FileBeside[],
  make: MakeFunction,
): Functions {
  const roles = new Map(
    manifest.functions.map((name) => [
      name,
      makeRole(`role-${name}`, functionRole(manifest, name)),
    ]),
  )
  const given: Given<Input<string>> = {
    queueUrl: (queue) => queueUrl(manifest, queue),
    roleId: (name) => {
      const role = roles.get(name)
      if (role === undefined) throw new Error(`the stage has no role for ${name}`)
      return role.id
    },
  }
  return new Map(
    [...roles].map(([name, role]) => {
      const planned = lambdaFunctions[name]
      const { description, size } = planned
      const logs = new aws.cloudwatch.LogGroup(`logs-${name}`, {
        region: manifest.home,
        name: logGroupOf(manifest, name),
        retentionInDays: logsKeptDays,
      })
      const made = make({
        id: name.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
        name: functionName(manifest, name),
        bundle: bundleFolder(manifest, name),
        description,
        role: role.arn,
        logGroup: logs.name,
        environment: environmentOf(manifest, name, given),
        ...size(manifest),
        files: files.filter(({ to }) => planned.files.includes(to)),
        tags: planned.files.includes('ruleset.mjs')
          ? { 'tripline:rules-version': manifest.rulesVersion }
          : {},
      })
      feed(manifest, planned, queues.get(name), made, role)
      return [name, made] as const
    }),
  )
}

function feed(
  { home: region }: Manifest,
  { name, queue }: LambdaFunction,
  source: aws.sqs.Queue | undefined,
  made: MadeFunction,
  role: Role,
): void {
  if (queue === undefined || source === undefined) return
  new aws.lambda.EventSourceMapping(
    `feed-${name}`,
    {
      region,
      eventSourceArn: source.arn,
      functionName: made.arn,
      batchSize: queue.batchSize,
      maximumBatchingWindowInSeconds: queue.windowSeconds,
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency: queue.concurrency },
    },
    { dependsOn: [role.policy, made.resource] },
  )
}
