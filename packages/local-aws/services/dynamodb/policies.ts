/**
 * Resource-based policies of tables.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html
 */
import type { Call, OperationsOf } from '../../call.ts'
import { AwsError } from '../../errors.ts'
import { type TablePolicy, tablesOf } from './tables.ts'

type Sdk = typeof import('@aws-sdk/client-dynamodb')

/** The revision that a caller names to expect no policy. */
const noPolicy = 'NO_POLICY'

const policiesIn = (call: Call) => tablesOf(call.cloud, call.region).policies

/** `existing` throws if there is no table with the name. */
export const policyOperations = (existing: (name: string, call: Call) => Promise<void>) =>
  ({
    PutResourcePolicy: async ({ ResourceArn, Policy, ExpectedRevisionId }, call) => {
      const name = await tableOf(ResourceArn, call, existing)
      const known = policiesIn(call).get(name)
      refuseOther(known, ExpectedRevisionId)
      refuseBad(Policy)
      const revision = String(Math.max(call.now.getTime(), Number(known?.revision ?? 0) + 1))
      policiesIn(call).set(name, { text: Policy, revision })
      return { RevisionId: revision }
    },

    GetResourcePolicy: async ({ ResourceArn }, call) => {
      const known = policiesIn(call).get(await tableOf(ResourceArn, call, existing))
      if (known === undefined) throw notFound(ResourceArn)
      return { Policy: known.text, RevisionId: known.revision }
    },

    /** Without a policy the call succeeds, unless the caller expects one. */
    DeleteResourcePolicy: async ({ ResourceArn, ExpectedRevisionId }, call) => {
      const name = await tableOf(ResourceArn, call, existing)
      const known = policiesIn(call).get(name)
      refuseOther(known, ExpectedRevisionId)
      policiesIn(call).delete(name)
      return { RevisionId: known?.revision }
    },
  }) as const satisfies OperationsOf<Sdk>

async function tableOf(
  arn: string,
  call: Call,
  existing: (name: string, call: Call) => Promise<void>,
): Promise<string> {
  const name = arn.split('/').at(-1) ?? ''
  await existing(name, call)
  return name
}

const notFound = (arn: string): AwsError =>
  new AwsError(
    'PolicyNotFoundException',
    `Resource-based policy not found for the resource: ${arn}`,
  )

function refuseOther(known: TablePolicy | undefined, expected: string | undefined): void {
  if (expected === undefined || expected === (known?.revision ?? noPolicy)) return
  throw new AwsError(
    'PolicyNotFoundException',
    'Resource-based policy not found for the provided RevisionId',
  )
}

function refuseBad(policy: string): void {
  try {
    if (typeof JSON.parse(policy) === 'object') return
  } catch {
    // The error is the same for everything that is no policy.
  }
  throw new AwsError('ValidationException', 'Resource-based policy is not valid JSON.')
}
