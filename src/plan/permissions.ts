/**
 * The permissions of each function as plain data: actions on resources. A test compares them with
 * the SDK calls that the functions make, in both directions.
 *
 * `*` is the resource only of actions that support no other (`policy/unscoped.ts` lists them).
 */
import type { FunctionName } from '../ir/names.ts'
import { arnOf, logGroupOf, queueArn } from './arns.ts'
import { lambdaFunctions } from './functions/functions.ts'
import type { Manifest } from './manifest.ts'
import { allow, type Statement } from './policy/statement.ts'

/** The statements of the policy of a function's role. */
export function permissionsOf(manifest: Manifest, name: FunctionName): readonly Statement[] {
  const { queue, permissions } = lambdaFunctions[name]
  return [
    logStatement(manifest, name),
    ...(queue === undefined ? [] : [queueStatement(queueArn(manifest, queue.name))]),
    ...permissions(manifest),
  ]
}

/**
 * Permission to write the log. The log group is created at deployment, with its retention. A
 * function that could create log groups could recreate a deleted one without a retention.
 */
const logStatement = (manifest: Manifest, name: FunctionName): Statement =>
  allow(
    ['logs:CreateLogStream', 'logs:PutLogEvents'],
    [`${arnOf(manifest, 'logs', manifest.home, `log-group:${logGroupOf(manifest, name)}`)}:*`],
  )

/** The calls that Lambda itself makes on a queue with the function's role. */
const queueStatement = (queue: string): Statement =>
  allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], [queue])
