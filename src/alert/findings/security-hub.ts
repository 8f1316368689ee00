/**
 * Reads a finding of Security Hub CSPM in the AWS Security Finding Format: from its own checks, and
 * from other products.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html
 */

import type { Resource } from '../../aws/resources.ts'
import type { FindingIdentity } from '../../engine/finding-identity.ts'
import { isObject, type Json, type JsonObject } from '../../ir/json.ts'
import type { Severity } from '../../ir/names.ts'
import { at, objectsAt, textAt } from '../../ir/reach.ts'
import { actorDocument } from '../actor.ts'
import type { ActorDocument } from '../document.ts'
import { awsType } from '../resource-types.ts'
import type { Finding } from './finding.ts'

/** `record`: the fields that a person's custom action adds beside the finding. */
export function securityHubFinding(
  { id, account, json: one }: FindingIdentity,
  record: JsonObject,
): Finding {
  return {
    id,
    title: textAt(one, 'Title'),
    description: textAt(one, 'Description'),
    type: textAt(one, 'GeneratorId') ?? firstType(one),
    severity: severityOf(textAt(one, 'Severity', 'Label')),
    account,
    region: textAt(one, 'Region'),
    time: textAt(one, 'LastObservedAt') ?? textAt(one, 'UpdatedAt') ?? textAt(one, 'CreatedAt'),
    actor: actorIn(one),
    ...actionOf(one),
    resources: objectsAt(one, 'Resources').flatMap(resourceOf).slice(0, 10),
    fields: {
      Product: textAt(one, 'ProductName') ?? textAt(one, 'ProductArn'),
      Category: firstType(one),
      Control: textAt(one, 'Compliance', 'SecurityControlId'),
      Compliance: textAt(one, 'Compliance', 'Status'),
      Workflow: textAt(one, 'Workflow', 'Status'),
      Record: textAt(one, 'RecordState'),
      'Sent by hand as': textAt(record, 'actionName'),
    },
    advice: adviceOf(one),
    page: ['securityhub', `#/findings?search=${search(id)}`],
  }
}

/** The console's own address: the search term is encoded, and then the whole search. */
const search = (id: string): string =>
  `Id%3D${encodeURIComponent(
    encodeURIComponent(`\\operator\\:EQUALS\\:${id.toWellFormed()}`),
  ).replaceAll(/[!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`

const labels: Readonly<Record<string, Severity>> = {
  INFORMATIONAL: 'info',
  LOW: 'low',
  MEDIUM: 'medium',
  HIGH: 'high',
  CRITICAL: 'critical',
}

const severityOf = (label: string | null): Severity | null =>
  label !== null && Object.hasOwn(labels, label) ? (labels[label] ?? null) : null

function firstType({ Types: types }: JsonObject): string | null {
  const [first]: readonly Json[] = Array.isArray(types) ? types : []
  return typeof first === 'string' ? first : null
}

function actionOf(one: JsonObject) {
  const action = (...names: readonly string[]) => textAt(one, 'Action', ...names)
  return {
    sourceIP:
      action('AwsApiCallAction', 'RemoteIpDetails', 'IpAddressV4') ??
      action('NetworkConnectionAction', 'RemoteIpDetails', 'IpAddressV4') ??
      action('PortProbeAction', 'PortProbeDetails', 'RemoteIpDetails', 'IpAddressV4') ??
      textAt(one, 'Network', 'SourceIpV4') ??
      textAt(one, 'Network', 'SourceIpV6'),
    userAgent: null,
    errorCode: null,
  }
}

/** The owner of the access key that the finding is about. */
function actorIn(one: JsonObject): ActorDocument | null {
  const key = objectsAt(one, 'Resources')
    .map((resource) => at(resource, 'Details', 'AwsIamAccessKey'))
    .find(isObject)
  if (key === undefined) return null
  const issuer = at(key, 'SessionContext', 'SessionIssuer')
  const accountId = textAt(key, 'AccountId') ?? textAt(one, 'AwsAccountId')
  const userName = textAt(key, 'UserName') ?? textAt(key, 'PrincipalName')
  const principalId = textAt(key, 'PrincipalId')
  if (userName === null && principalId === null) return null
  const record = {
    recipientAccountId: textAt(one, 'AwsAccountId'),
    userIdentity: {
      type: textAt(key, 'PrincipalType'),
      userName,
      principalId,
      accountId,
      accessKeyId: textAt(key, 'AccessKeyId'),
      sessionContext: {
        sessionIssuer: { arn: textAt(issuer, 'Arn'), userName: textAt(issuer, 'UserName') },
      },
    },
  }
  return actorDocument(record, userName ?? principalId)
}

function resourceOf(resource: JsonObject): Resource[] {
  const name = textAt(resource, 'Id')
  return name === null ? [] : [{ name, type: awsType(textAt(resource, 'Type')) }]
}

function adviceOf(one: JsonObject): Finding['advice'] {
  const recommendation = (name: string) => textAt(one, 'Remediation', 'Recommendation', name)
  return { text: recommendation('Text'), url: recommendation('Url') }
}
