/**
 * Functions from their real bundles. Each has a role and a log group, and a queue or a schedule.
 */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs'
import type { FunctionPlan } from '../../../packages/local-aws/lambda/running-function.ts'
import { queueByArn } from '../../../packages/local-aws/services/sqs/memory.ts'
import { type Bundle, bundledHandler } from '../../bundle/bundle.ts'
import { fitToRules } from '../../bundle/fit-to-rules.ts'
import type { FunctionName } from '../../ir/names.ts'
import { functionName, logGroupOf, queueArn } from '../../plan/arns.ts'
import { environmentOf } from '../../plan/environment.ts'
import { filesOf } from '../../plan/files.ts'
import { lambdaFunctions } from '../../plan/functions/functions.ts'
import { functionRole } from '../../plan/roles.ts'
import { bundleOf } from './bundles.ts'
import type { DeploymentContext } from './context.ts'
import type { QueueUrls } from './queues.ts'
import { makeRole } from './roles.ts'

/** Creates the functions. `urls` are the URLs of their queues. */
export async function makeFunctions(context: DeploymentContext, urls: QueueUrls): Promise<void> {
  const { functions } = context.manifest
  const bundles = await Promise.all(functions.map(bundleOf))
  const roles = new Map<FunctionName, Role>()
  for (const name of functions)
    roles.set(name, await makeRole(context, functionRole(context.manifest, name)))
  const given = {
    queueUrl: (queue: string) => required(urls.get(queue), `queue ${queue}`),
    roleId: (name: FunctionName) => required(roles.get(name), `role for ${name}`).roleId,
  }
  for (const [i, [name, role]] of [...roles].entries()) {
    const bundle = bundles[i]
    const environment = environmentOf(context.manifest, name, given)
    if (bundle !== undefined) await make(context, name, { bundle, role, environment })
  }
}

function required<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`the stage has no ${what}`)
  return value
}

type Role = FunctionPlan['role']

interface Made extends Pick<FunctionPlan, 'role' | 'environment'> {
  readonly bundle: Bundle
}

async function make(
  context: DeploymentContext,
  name: FunctionName,
  { bundle, role, environment }: Made,
): Promise<void> {
  const { manifest, runner, cloud, clients } = context
  const { size, queue } = lambdaFunctions[name]
  const physical = functionName(manifest, name)
  await clients
    .in('logs', manifest.home)
    .send(new CreateLogGroupCommand({ logGroupName: logGroupOf(manifest, name) }))
  const region = cloud.accounts.get(manifest.account)?.region(manifest.home)
  if (region === undefined) throw new Error(`There is no local account ${manifest.account}.`)
  runner.create({
    name: physical,
    region,
    role,
    folder: await unpack(context, name, bundle),
    handler: bundledHandler,
    environment,
    timeoutMs: size(manifest).timeoutSeconds * 1_000,
  })
  const source = queue && queueByArn(cloud, queueArn(manifest, queue.name))
  if (queue === undefined || source === undefined) return
  const { batchSize, windowSeconds } = queue
  runner.feed(source, physical, { batchSize, windowMs: windowSeconds * 1_000 })
}

/**
 * Copies a bundle to a folder of its own, because the files beside it differ from deployment to
 * deployment.
 */
async function unpack(
  context: DeploymentContext,
  name: FunctionName,
  bundle: Bundle,
): Promise<string> {
  const { manifest, folder, ruleset } = context
  const own = join(folder, manifest.account, manifest.prefix, name)
  mkdirSync(own, { recursive: true })
  cpSync(bundle.folder, own, { recursive: true })
  const { files } = lambdaFunctions[name]
  if (files.includes('ruleset.mjs')) await fitToRules(own, ruleset)
  const texts = { ...filesOf(manifest), 'ruleset.mjs': ruleset }
  for (const file of files) writeFileSync(join(own, file), texts[file])
  return own
}
