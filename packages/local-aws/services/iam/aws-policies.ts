/**
 * A few AWS managed policies, which attacks and rollbacks use. The documents of the two largest are
 * shorter than AWS's own.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
import type { ManagedPolicy } from './memory.ts'

interface Known {
  readonly path?: string
  readonly actions: readonly string[]
  /** `Allow` by default. */
  readonly effect?: 'Allow' | 'Deny'
}

const known: Readonly<Record<string, Known>> = {
  AdministratorAccess: { actions: ['*'] },
  AWSDenyAll: { actions: ['*'], effect: 'Deny' },
  PowerUserAccess: { actions: ['*'] },
  ReadOnlyAccess: { actions: ['*:Describe*', '*:Get*', '*:List*'] },
  SecurityAudit: { actions: ['*:Describe*', '*:List*'] },
  IAMFullAccess: { actions: ['iam:*'] },
  IAMReadOnlyAccess: { actions: ['iam:Get*', 'iam:List*'] },
  AmazonS3FullAccess: { actions: ['s3:*'] },
  AmazonS3ReadOnlyAccess: { actions: ['s3:Get*', 's3:List*'] },
  AmazonEC2FullAccess: { actions: ['ec2:*'] },
  AWSLambdaBasicExecutionRole: {
    path: '/service-role/',
    actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
  },
}

const policies: ReadonlyMap<string, ManagedPolicy> = new Map(
  Object.entries(known).map(([name, policy], index) => {
    const made = managed(name, policy, index)
    return [made.arn, made]
  }),
)

function managed(
  name: string,
  { path = '/', actions, effect = 'Allow' }: Known,
  index: number,
): ManagedPolicy {
  const createdAt = new Date('2015-02-06T18:39:46Z')
  const document = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: effect, Action: actions.length === 1 ? actions[0] : actions, Resource: '*' },
    ],
  })
  return {
    name,
    path,
    id: `ANPAIWMBCKSKIEE64${String(index).padStart(4, 'Z')}`,
    arn: `arn:aws:iam::aws:policy${path}${name}`,
    createdAt,
    updatedAt: createdAt,
    tags: [],
    versions: new Map([['v1', { document, createdAt }]]),
    defaultVersion: 'v1',
    nextVersion: 2,
  }
}

export const awsPolicy = (arn: string): ManagedPolicy | undefined => policies.get(arn)

export const awsPolicies = (): Iterable<ManagedPolicy> => policies.values()
