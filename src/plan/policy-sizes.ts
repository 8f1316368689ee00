/** Policies that AWS would refuse because they are too long. */
import { policyBytes } from '../aws/quotas.ts'
import { tooLongPolicy } from '../diagnostics/catalogue/plan/limits.ts'
import type { PlanProblem } from '../diagnostics/plan-problem.ts'
import { functionName } from './arns.ts'
import type { Manifest } from './manifest.ts'
import { permissionsOf } from './permissions.ts'
import { policy, type Statement } from './policy/statement.ts'
import { queuesOf, undeliveredQueues } from './queues.ts'
import { tablesOf } from './tables.ts'
import { topicsOf } from './topics.ts'

/** A policy with what it belongs to. */
export interface SizedPolicy {
  readonly kind: keyof typeof policyBytes
  /** The name after the prefix, or an ARN. */
  readonly name: string
  readonly bytes: number
}

const sized = (
  kind: SizedPolicy['kind'],
  name: string,
  statements: readonly Statement[],
): SizedPolicy => ({
  kind,
  name,
  bytes: new TextEncoder().encode(policy(statements)).length,
})

/** All policies of queues, topics, tables and functions of a stage. */
export const policySizes = (manifest: Manifest): readonly SizedPolicy[] => [
  ...queuesOf(manifest).flatMap((queue) => [
    sized('queue', queue.name, queue.policy),
    sized('queue', queue.dead, queue.deadPolicy),
  ]),
  ...undeliveredQueues(manifest).map((queue) => sized('queue', 'undelivered', queue.policy)),
  ...topicsOf(manifest).map((topic) => sized('topic', topic.arn, topic.policy)),
  ...tablesOf(manifest).map((table) => sized('table', table.name, table.policy)),
  ...manifest.functions.map((name) =>
    sized('role', functionName(manifest, name), permissionsOf(manifest, name)),
  ),
]

/** Reports the longest policy of each kind, if it is too long. */
export function* checkPolicySizes(manifest: Manifest): Generator<PlanProblem> {
  const longest = policySizes(manifest).toSorted((a, b) => b.bytes - a.bytes)
  for (const [kind, max] of Object.entries(policyBytes)) {
    const found = longest.find((each) => each.kind === kind)
    if (found === undefined || found.bytes <= max) continue
    yield tooLongPolicy(kind, found.name, found.bytes, max, manifest.stage)
  }
}
