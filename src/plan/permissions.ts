/**
 * The permissions of each function as plain data: actions on resources. A test compares them with
 * the SDK calls that the functions make, in both directions.
 *
 * `*` is the resource only of actions that support no other (`policy/unscoped.ts` lists them).
 */
import type { FunctionName } from '../ir/names.ts'
import { arnOf, functionArn, logGroupOf, queueArn, topicArn } from './arns.ts'
import { lambdaFunctions } from './functions/functions.ts'
import type { Manifest } from './manifest.ts'
import { allow, type Statement } from './policy/statement.ts'

/**
 * The statements of the policy of a function's role. Lambda itself writes the log and reads the
 * queue. Every other call is allowed to the code of this function alone.
 *
 * Lambda puts the ARN of the function, without a version, into the credentials of its code, and into
 * its own calls that write the log. Its calls that read a queue have none.
 * https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
export function permissionsOf(manifest: Manifest, name: FunctionName): readonly Statement[] {
  const { queue, permissions } = lambdaFunctions[name]
  const source = functionArn(manifest, name)
  const ofLambda = [
    logStatement(manifest, name),
    ...(queue === undefined ? [] : [pollerStatement(queueArn(manifest, queue.name))]),
  ]
  const ofCode = [
    ...(queue === undefined ? [] : provingStatements(manifest, queueArn(manifest, queue.name))),
    ...permissions(manifest),
  ]
  return [
    // With the condition below Lambda could not read the queue. Without any, the code of another
    // function to which somebody passed the role could.
    ...ofLambda.map((each) => onlyFrom('ArnEqualsIfExists', source, each)),
    ...ofCode.map((each) => onlyFrom('ArnEquals', source, each)),
  ]
}

/**
 * Binds a permission to the function. Somebody who may pass its role to another function gains
 * nothing for the code of that function.
 */
const onlyFrom = (
  operator: 'ArnEquals' | 'ArnEqualsIfExists',
  source: string,
  statement: Statement,
): Statement =>
  statement.Effect === 'Deny'
    ? statement
    : {
        ...statement,
        Condition: {
          ...statement.Condition,
          [operator]: { ...statement.Condition?.[operator], 'lambda:SourceFunctionArn': source },
        },
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
const pollerStatement = (queue: string): Statement =>
  allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], [queue])

/** The calls that prove that a message came from the queue, and that report one that did not. */
const provingStatements = (manifest: Manifest, queue: string): readonly Statement[] => [
  allow(['sqs:ChangeMessageVisibility'], [queue]),
  allow(['sns:Publish'], [topicArn(manifest, manifest.home, manifest.health.topic)]),
]
