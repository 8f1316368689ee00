/**
 * The values that documented fields of CloudTrail records have: their kinds, closed sets of words,
 * and fields that depend on each other. All were also counted in real records.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 * and cloudtrail-event-reference-user-identity.html beside it.
 */
import { eventTypes } from './event-types.ts'
import { type FieldTree, recordFields } from './record-fields.ts'

export type ValueKind = 'text' | 'boolean' | 'number'

/** Fields whose values are no texts, by path. */
const notText: Readonly<Record<string, readonly ValueKind[]>> = {
  readOnly: ['boolean'],
  omitted: ['boolean'],
  managementEvent: ['boolean'],
  // Older records of the console have the boolean.
  sessionCredentialFromConsole: ['text', 'boolean'],
}

/** Numbers in the parameters of EC2, by the last name of their path. */
const numbersOfEc2: ReadonlySet<string> = new Set(['minCount', 'maxCount', 'fromPort', 'toPort'])

/** `object`: the path leads to an object, which has no value of its own. */
export type FieldShape = readonly ValueKind[] | 'object' | undefined

/** What AWS documents of a field, by its path; undefined where a service decides. */
export function shapeOfField(path: readonly string[], sources: readonly string[]): FieldShape {
  const isOf = (source: string) => sources.length > 0 && sources.every((each) => each === source)
  if (path[0] === 'requestParameters') {
    if (isOf('ec2.amazonaws.com') && numbersOfEc2.has(path.at(-1) ?? '')) return ['number']
    return isOf('s3.amazonaws.com') && path.length === 2 && objectsOfS3.has(path[1] ?? '')
      ? 'object'
      : undefined
  }
  let at: FieldTree | '*' | undefined = recordFields.get('cloudtrail')
  for (const segment of path) {
    if (at === undefined || at === '*' || !Object.hasOwn(at, segment)) return undefined
    at = at[segment]
  }
  if (at === undefined || at === '*' || path[0] === 'resources') return undefined
  return Object.keys(at).length > 0 ? 'object' : (notText[path.join('.')] ?? ['text'])
}

/** Parameters that S3 writes as the document of the request. */
const objectsOfS3: ReadonlySet<string> = new Set([
  'AccessControlPolicy',
  'BucketLoggingStatus',
  'CORSConfiguration',
  'CreateBucketConfiguration',
  'LifecycleConfiguration',
  'NotificationConfiguration',
  'PublicAccessBlockConfiguration',
  'ReplicationConfiguration',
  'ServerSideEncryptionConfiguration',
  'Tagging',
  'VersioningConfiguration',
  'WebsiteConfiguration',
])

/** Every value of a field, by path. */
export const closedWords: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'userIdentity.type',
    (
      'Root IAMUser AssumedRole Role FederatedUser Directory AWSAccount AWSService ' +
      'IdentityCenterUser SAMLUser WebIdentityUser Unknown'
    ).split(' '),
  ],
  ['eventType', [...eventTypes]],
  ['eventCategory', ['Management', 'Data', 'NetworkActivity', 'Insight']],
  ['userIdentity.sessionContext.attributes.mfaAuthenticated', ['true', 'false']],
])

/** The only values of a field in the records of a call (`service:Call`), by path. */
export const wordsOfCall: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  // The answer to the call, before any instance has run the command.
  'ssm.amazonaws.com:SendCommand': { 'responseElements.command.status': ['Pending'] },
}

/** A part of an ARN that decides what it names, and what to write. */
export interface ArnForm {
  /** `iam` or `sts`. */
  readonly service: string
  /** What follows the account: `user/`, `root`. */
  readonly resource: string
  readonly example: string
}

/** The ARN in `userIdentity.arn`, by `userIdentity.type`. */
export const arnForms: Readonly<Record<string, ArnForm>> = {
  AssumedRole: {
    service: 'sts',
    resource: 'assumed-role/',
    example: 'arn:aws:sts::111122223333:assumed-role/ROLE/SESSION',
  },
  FederatedUser: {
    service: 'sts',
    resource: 'federated-user/',
    example: 'arn:aws:sts::111122223333:federated-user/NAME',
  },
  IAMUser: { service: 'iam', resource: 'user/', example: 'arn:aws:iam::111122223333:user/NAME' },
  Root: { service: 'iam', resource: 'root', example: 'arn:aws:iam::111122223333:root' },
}

/** Values of `userIdentity.type` without an `arn` beside it. */
export const typesWithoutArn: ReadonlySet<string> = new Set([
  'AWSAccount',
  'AWSService',
  'IdentityCenterUser',
])

/**
 * Services whose records have the parameters of their API with a small first letter. EC2, S3 and
 * others also write some with a capital one.
 */
export const lowerCaseParameters: ReadonlySet<string> = new Set(
  (
    'config dynamodb events guardduty iam kms lambda logs organizations rds secretsmanager sns ssm ' +
    'sso sts'
  )
    .split(' ')
    .map((service) => `${service}.amazonaws.com`),
)
