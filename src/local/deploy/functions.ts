/** Functions from their real bundles, each with its role, its log group, its queue or its schedule. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs'
import { CreateRoleCommand } from '@aws-sdk/client-iam'
import { globalRegion } from '../../aws/event-regions.ts'
import type { FunctionName } from '../../plan/manifest.ts'
import type { FunctionPlan } from '../functions-runner/running-function.ts'
import { type Bundle, bundledHandler } from '../lambda/bundle.ts'
import { fitToRules } from '../lambda/fit-to-rules.ts'
import { queueByArn } from '../services/sqs/memory.ts'
import { bundleOf } from './bundles.ts'
import type { Deploying } from './deploying.ts'
import { environmentOf } from './environment.ts'
import { functionName, queueArn, queueOf } from './names.ts'
import type { QueueUrls } from './queues.ts'

export async function makeFunctions(deploying: Deploying, urls: QueueUrls): Promise<void> {
  const { functions } = deploying.manifest
  const bundles = await Promise.all(functions.map(bundleOf))
  const roles = new Map<FunctionName, Role>()
  for (const name of functions) roles.set(name, await makeRole(deploying, name))
  const detectRole = roles.get('detect')?.roleId ?? ''
  for (const [i, [name, role]] of [...roles].entries()) {
    const [bundle, environment] = [
      bundles[i],
      environmentOf(deploying.manifest, name, (queue) => urls.get(queue) ?? '', detectRole),
    ]
    if (bundle !== undefined) await make(deploying, name, { bundle, role, environment })
  }
}

type Role = FunctionPlan['role']

async function makeRole({ clients, manifest }: Deploying, name: FunctionName): Promise<Role> {
  const RoleName = functionName(manifest, name)
  const { Role } = await clients
    .in('iam', globalRegion)
    .send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trustLambda }))
  return { roleId: Role?.RoleId ?? '', roleName: RoleName, roleArn: Role?.Arn ?? '' }
}

interface Made extends Pick<FunctionPlan, 'role' | 'environment'> {
  readonly bundle: Bundle
}

async function make(
  deploying: Deploying,
  name: FunctionName,
  { bundle, role, environment }: Made,
): Promise<void> {
  const { manifest, runner, cloud, clients } = deploying
  const physical = functionName(manifest, name)
  await clients
    .in('logs', manifest.home)
    .send(new CreateLogGroupCommand({ logGroupName: `/aws/lambda/${physical}` }))
  const region = cloud.accounts.get(manifest.account)?.region(manifest.home)
  if (region === undefined) throw new Error(`There is no local account ${manifest.account}.`)
  runner.create({
    name: physical,
    region,
    role,
    folder: await unpacked(deploying, name, bundle),
    handler: bundledHandler,
    environment,
    timeoutMs: timeoutMs(name),
  })
  const queueName = queueOf(name)
  const queue =
    queueName === undefined ? undefined : queueByArn(cloud, queueArn(manifest, queueName))
  if (queue !== undefined) runner.feed(queue, physical, batchOf(name))
}

const trustLambda = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ],
})

/** A folder of its own: what stands beside the bundle differs from deployment to deployment. */
async function unpacked(deploying: Deploying, name: FunctionName, bundle: Bundle): Promise<string> {
  const { manifest, folder, ruleset } = deploying
  const own = join(folder, manifest.account, manifest.prefix, name)
  mkdirSync(own, { recursive: true })
  cpSync(bundle.folder, own, { recursive: true })
  if (name === 'detect' || name === 'alarm') {
    const filters = manifest.metricFilters.map(({ name, rule, region, logGroup, pattern }) => [
      name,
      { rule, region, logGroup, pattern },
    ])
    await fitToRules(own, ruleset)
    writeFileSync(join(own, 'ruleset.mjs'), ruleset)
    writeFileSync(join(own, 'filters.json'), JSON.stringify(Object.fromEntries(filters)))
  }
  return own
}

function timeoutMs(name: FunctionName): number {
  if (name === 'detect' || name === 'receipts') return 30_000
  return name === 'snapshot-iam' ? 180_000 : 60_000
}

const batchOf = (name: FunctionName) =>
  name === 'detect' || name === 'receipts'
    ? { batchSize: 100, windowMs: 1_000 }
    : { batchSize: name === 'snapshot-iam' ? 10 : 1, windowMs: 0 }
