/**
 * What each function may do, as plain data: the actions it calls on the resources it touches. A test
 * holds the SDK calls that the functions were seen to make against this, both ways.
 *
 * `*` as a resource stands only where the API knows none (`policy/unscoped.ts` lists them).
 */
import type { FunctionName } from '../ir/names.ts'
import { arnOf, logGroupOf, queueArn } from './arns.ts'
import { lambdaFunctions } from './functions/functions.ts'
import type { Manifest } from './manifest.ts'
import { allow, type Statement } from './policy/statement.ts'

export function permissionsOf(manifest: Manifest, name: FunctionName): readonly Statement[] {
  const { queue, permissions } = lambdaFunctions[name]
  return [
    writingTheLog(manifest, name),
    ...(queue === undefined ? [] : [reading(queueArn(manifest, queue.name))]),
    ...permissions(manifest),
  ]
}

/**
 * The log group is made beforehand, with its retention: a function that could create one could bring
 * back a deleted one without.
 */
const writingTheLog = (manifest: Manifest, name: FunctionName): Statement =>
  allow(
    ['logs:CreateLogStream', 'logs:PutLogEvents'],
    [`${arnOf(manifest, 'logs', manifest.home, `log-group:${logGroupOf(manifest, name)}`)}:*`],
  )

/** What Lambda itself does with the function's role. */
const reading = (queue: string): Statement =>
  allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], [queue])
