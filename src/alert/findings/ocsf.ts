/**
 * Reads a finding of Security Hub in OCSF, from its events `Findings Imported V2`.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-v2-cwe-event-formats.html
 */

import type { Resource } from '../../aws/resources.ts'
import type { FindingIdentity } from '../../engine/finding-identity.ts'
import type { Json, JsonObject } from '../../ir/json.ts'
import type { Severity } from '../../ir/names.ts'
import { at, numberAt, objectsAt, textAt } from '../../ir/reach.ts'
import { actorDocument } from '../actor.ts'
import { awsType } from '../resource-types.ts'
import type { Finding } from './finding.ts'

export function ocsfFinding({ id, account, json: one }: FindingIdentity): Finding {
  const info = (name: string) => textAt(one, 'finding_info', name)
  const evidence = at(one, 'evidences')
  const [type]: readonly Json[] = [at(one, 'finding_info', 'types') ?? []].flat()
  return {
    id,
    title: info('title'),
    description: info('desc'),
    type: typeof type === 'string' ? type : textAt(one, 'class_name'),
    severity: severities[numberAt(one, 'severity_id') ?? 0] ?? null,
    account,
    region: textAt(one, 'cloud', 'region'),
    time: info('last_seen_time_dt') ?? info('modified_time_dt') ?? info('created_time_dt'),
    actor: actorIn(one, evidence),
    sourceIP: textAt(evidence, 'src_endpoint', 'ip'),
    userAgent: textAt(evidence, 'http_request', 'user_agent'),
    errorCode: textAt(evidence, 'api', 'response', 'error'),
    resources: objectsAt(one, 'resources').flatMap(resourceOf).slice(0, 10),
    fields: {
      Product: textAt(one, 'metadata', 'product', 'name'),
      Call: textAt(evidence, 'api', 'operation'),
      Activity: textAt(one, 'activity_name'),
      Status: textAt(one, 'status'),
    },
    advice: { text: textAt(one, 'remediation', 'desc'), url: null },
    page: null,
  }
}

/** By `severity_id`; 6 is fatal. https://schema.ocsf.io/1.5.0/classes/detection_finding */
const severities: readonly (Severity | null)[] = [
  null,
  'info',
  'low',
  'medium',
  'high',
  'critical',
  'critical',
]

function actorIn(one: JsonObject, evidence: Json | undefined) {
  const user = at(evidence, 'actor', 'user')
  const uid = textAt(user, 'uid')
  const name = textAt(user, 'name')
  if (uid === null && name === null) return null
  const accountId = textAt(user, 'account', 'uid')
  const record = {
    recipientAccountId: textAt(one, 'cloud', 'account', 'uid'),
    userIdentity: {
      type: textAt(user, 'type'),
      userName: name,
      principalId: uid,
      accountId,
      accessKeyId: textAt(user, 'credential_uid'),
      ...(uid?.startsWith('arn:') ? { arn: uid } : {}),
    },
  }
  return actorDocument(record, uid?.startsWith('arn:') ? uid : (name ?? uid))
}

function resourceOf(resource: JsonObject): Resource[] {
  const name = textAt(resource, 'uid') ?? textAt(resource, 'name')
  return name === null ? [] : [{ name, type: awsType(textAt(resource, 'type')) }]
}
