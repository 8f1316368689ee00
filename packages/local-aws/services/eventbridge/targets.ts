/** Checks targets: what EventBridge refuses, and what the local account does not support. */
import type { Target } from '@aws-sdk/client-eventbridge'
import { parseArn } from '../../delivery/arn.ts'
import { AwsError } from '../../errors.ts'
import type { RuleTarget } from './bus.ts'

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MAX_TARGETS = 5

const delivered = ['events', 'sqs', 'sns']

export function checkTargets(
  known: ReadonlyMap<string, RuleTarget>,
  given: readonly Target[],
): readonly RuleTarget[] {
  const targets = given.map(checkTarget)
  const ids = new Set([...known.keys(), ...targets.map(({ Id }) => Id)])
  if (ids.size <= MAX_TARGETS) return targets
  throw new AwsError(
    'LimitExceededException',
    'The requested resource exceeds the maximum number allowed.',
  )
}

function checkTarget(target: Target): RuleTarget {
  const { Id = '', Arn = '' } = target
  const parsed = parseArn(Arn)
  if (parsed === undefined) {
    throw new AwsError(
      'ValidationException',
      `Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format.`,
    )
  }
  if (!delivered.includes(parsed.service) || target.Input || target.InputPath) {
    throw new AwsError(
      'NotImplemented',
      `The local account delivers events, whole or transformed, to ${delivered.join(', ')}.`,
      501,
    )
  }
  return { ...target, Id, Arn }
}
