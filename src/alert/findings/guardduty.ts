/**
 * Reads a finding of GuardDuty from its EventBridge event.
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html
 */

import type { Resource } from '../../aws/resources.ts'
import type { FindingIdentity } from '../../engine/finding-identity.ts'
import type { JsonObject } from '../../ir/json.ts'
import type { Severity } from '../../ir/names.ts'
import { numberAt, objectsAt, textAt } from '../../ir/reach.ts'
import { actorDocument } from '../actor.ts'
import type { ActorDocument } from '../document.ts'
import type { Finding } from './finding.ts'

export function guardDutyFinding({ id, account, json: record }: FindingIdentity): Finding {
  const { title, time, ...service } = serviceOf(record)
  return {
    id,
    title,
    description: textAt(record, 'description'),
    type: textAt(record, 'type'),
    severity: severityOf(numberAt(record, 'severity')),
    account,
    region: textAt(record, 'region'),
    time,
    actor: actorIn(record),
    resources: resourcesIn(record),
    advice: { text: null, url: null },
    page: ['guardduty', `#/findings?macros=current&fId=${encodeURIComponent(id.toWellFormed())}`],
    ...service,
  }
}

/** https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html */
function severityOf(grade: number | null): Severity | null {
  if (grade === null) return null
  if (grade >= 9) return 'critical'
  if (grade >= 7) return 'high'
  return grade >= 4 ? 'medium' : 'low'
}

/** Each kind of action has its own field; all describe the remote end in the same way. */
const actions = [
  'awsApiCallAction',
  'networkConnectionAction',
  'rdsLoginAttemptAction',
  'kubernetesApiCallAction',
] as const

function serviceOf(record: JsonObject) {
  const action = (...names: readonly string[]) => textAt(record, 'service', 'action', ...names)
  const probe = ['portProbeAction', 'portProbeDetails'] as const
  const places = [...actions.map((name) => [name]), probe]
  const far = (...names: readonly string[]): string | null =>
    places
      .map((place) => action(...place, 'remoteIpDetails', ...names))
      .find((found) => found !== null) ?? null
  const api = action('awsApiCallAction', 'api')
  const apiService = action('awsApiCallAction', 'serviceName')
  return {
    title: textAt(record, 'title'),
    time: textAt(record, 'service', 'eventLastSeen') ?? textAt(record, 'updatedAt'),
    sourceIP: far('ipAddressV4') ?? far('ipAddressV6'),
    userAgent:
      action('awsApiCallAction', 'userAgent') ??
      action('kubernetesApiCallAction', 'userAgent') ??
      textAt(record, 'service', 'additionalInfo', 'userAgent', 'fullUserAgent'),
    errorCode: action('awsApiCallAction', 'errorCode'),
    fields: {
      Call: api === null ? null : [api, ...(apiService === null ? [] : [apiService])].join(' of '),
      Domain: action('dnsRequestAction', 'domain'),
      'Address is in': far('country', 'countryName'),
      'Address belongs to': far('organization', 'org'),
      'Remote account': action('awsApiCallAction', 'remoteAccountDetails', 'accountId'),
      'Role in it': textAt(record, 'service', 'resourceRole'),
      'Seen since': textAt(record, 'service', 'eventFirstSeen'),
      'Times seen': numberAt(record, 'service', 'count'),
    },
  }
}

/** GuardDuty reports the key and its owner, and names the kinds of callers as CloudTrail does. */
function actorIn(record: JsonObject): ActorDocument | null {
  const key = (name: string) => textAt(record, 'resource', 'accessKeyDetails', name)
  const accountId = textAt(record, 'accountId')
  const [principalId, userName, type] = [key('principalId'), key('userName'), key('userType')]
  const session = principalId?.split(':')[1]
  const partition = textAt(record, 'partition') ?? 'aws'
  const isSession = type === 'AssumedRole' && userName !== null && session !== undefined
  const identity = {
    type,
    userName:
      userName ??
      textAt(record, 'resource', 'kubernetesDetails', 'kubernetesUserDetails', 'username') ??
      textAt(record, 'resource', 'rdsDbUserDetails', 'user'),
    principalId,
    accountId,
    accessKeyId: key('accessKeyId'),
    ...(isSession
      ? { arn: `arn:${partition}:sts::${accountId}:assumed-role/${userName}/${session}` }
      : {}),
  }
  // The account alone is who is attacked, and not who acts.
  if (identity.userName === null && principalId === null && type !== 'Root') return null
  const call = { userIdentity: identity, recipientAccountId: accountId }
  return isSession
    ? actorDocument(call)
    : actorDocument(
        call,
        identity.userName ?? principalId ?? `root of ${accountId ?? 'the account'}`,
      )
}

/** The field of each kind of resource, the field of its name, and its type. */
const kinds: readonly (readonly [place: string, names: readonly string[], type: string])[] = [
  ['instanceDetails', ['instanceId'], 'AWS::EC2::Instance'],
  ['s3BucketDetails', ['arn', 'name'], 'AWS::S3::Bucket'],
  ['accessKeyDetails', ['accessKeyId'], 'AWS::IAM::AccessKey'],
  ['eksClusterDetails', ['arn', 'name'], 'AWS::EKS::Cluster'],
  ['ecsClusterDetails', ['arn', 'name'], 'AWS::ECS::Cluster'],
  ['lambdaDetails', ['functionArn', 'functionName'], 'AWS::Lambda::Function'],
  ['rdsDbInstanceDetails', ['dbInstanceArn', 'dbInstanceIdentifier'], 'AWS::RDS::DBInstance'],
]

const resourcesIn = (record: JsonObject): Resource[] =>
  kinds
    .flatMap(([place, names, type]) =>
      objectsAt(record, 'resource', place).map((one) => ({
        name: names.map((name) => textAt(one, name)).find((name) => name !== null) ?? '',
        type,
      })),
    )
    .filter(({ name }) => name !== '')
    .slice(0, 10)
