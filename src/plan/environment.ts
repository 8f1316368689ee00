/**
 * The environment variables of a function, and whether they fit into Lambda's limit. SST links are
 * not used, because a link grants far more than is needed (`sns:*`, `sqs:*` on the linked
 * resource).
 */
import { environmentBytes } from '../aws/quotas.ts'
import type { FunctionName } from '../ir/names.ts'
import { queueUrl, topicArn } from './arns.ts'
import type { Environment, Given } from './functions/function.ts'
import { lambdaFunctions } from './functions/functions.ts'
import type { FunctionQueue } from './functions/queue.ts'
import type { Manifest } from './manifest.ts'

/**
 * The environment variables of a function. `given` has the values that are known only during
 * deployment.
 */
export const environmentOf = <RoleId>(
  manifest: Manifest,
  name: FunctionName,
  given: Given<RoleId>,
): Environment<RoleId> => ({
  STAGE: manifest.stage,
  ...queueEnvironment(manifest, lambdaFunctions[name].queue, given),
  ...lambdaFunctions[name].environment(manifest, given),
})

/**
 * What a function needs to prove that a message came from its queue, and to report one that did
 * not (functions/support/receipt.ts).
 */
const queueEnvironment = <RoleId>(
  manifest: Manifest,
  queue: FunctionQueue | undefined,
  { queueUrl }: Given<RoleId>,
): Environment<RoleId> =>
  queue === undefined
    ? {}
    : {
        QUEUE_URL: queueUrl(queue.name),
        VISIBILITY_SECONDS: String(queue.visibilitySeconds),
        HEALTH_TOPIC: topicArn(manifest, manifest.home, manifest.health.topic),
      }

/** Bytes that SST and the runtime add: SST_RESOURCE_App, SST_KEY, SST_KEY_FILE, NODE_OPTIONS. */
const addedBytes = 512

/** A text as long as the unique id of a role. */
const anyId = 'AROA'.padEnd(21, 'X')

interface FullEnvironment {
  readonly name: FunctionName
  readonly bytes: number
}

/** Functions whose environment exceeds Lambda's limit. */
export const fullEnvironments = (manifest: Manifest): FullEnvironment[] =>
  manifest.functions
    .map((name) => ({ name, bytes: environmentBytesOf(manifest, name) }))
    .filter(({ bytes }) => bytes > environmentBytes)

function environmentBytesOf(manifest: Manifest, name: FunctionName): number {
  const environment = environmentOf(manifest, name, {
    queueUrl: (queue) => queueUrl(manifest, queue),
    roleId: () => anyId,
  })
  const text = Object.entries(environment).flat().join('')
  return addedBytes + new TextEncoder().encode(text).length
}
