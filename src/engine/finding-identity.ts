/**
 * Findings of other detectors: which of them an event is about. GuardDuty and Security Hub each
 * write findings in a form of their own, and each delivers one finding many times.
 */
import type { Event } from '../ir/event.ts'
import { isObject, type JsonObject, type Scalar } from '../ir/json.ts'
import { numberAt, textAt } from '../ir/reach.ts'

export type FindingForm = 'guardduty' | 'ocsf' | 'asff'

export interface FindingIdentity {
  readonly form: FindingForm
  /** The finding itself: the record, or the first of the record's list. */
  readonly json: JsonObject
  /** The same in every update of the finding, in whichever account and region it is delivered. */
  readonly id: string
  /** The account it is about, which may not be the one it is delivered in. */
  readonly account: string | null
  /** What differs between updates of it. */
  readonly update: readonly (Scalar | undefined)[]
}

/** Undefined for any other event. One event is one finding; of a list, the first is it. */
export function findingIdentity({ record, envelope }: Event): FindingIdentity | undefined {
  if (envelope.source === 'aws.guardduty') return ofGuardDuty(record)
  if (envelope.source !== 'aws.securityhub' || !Array.isArray(record.findings)) return undefined
  const [first] = record.findings
  if (!isObject(first)) return undefined
  return isObject(first.finding_info) ? inOcsf(first) : inAsff(first, record)
}

function ofGuardDuty(json: JsonObject): FindingIdentity | undefined {
  const id = textAt(json, 'id')
  if (id === null || textAt(json, 'type') === null) return undefined
  return {
    form: 'guardduty',
    json,
    id,
    account: textAt(json, 'accountId'),
    update: [textAt(json, 'updatedAt'), numberAt(json, 'service', 'count')],
  }
}

function inOcsf(json: JsonObject): FindingIdentity | undefined {
  const info = (name: string) => textAt(json, 'finding_info', name)
  const id = info('uid') ?? textAt(json, 'metadata', 'uid')
  if (id === null) return undefined
  return {
    form: 'ocsf',
    json,
    id,
    account: textAt(json, 'cloud', 'account', 'uid'),
    update: [
      info('modified_time_dt') ?? numberAt(json, 'finding_info', 'modified_time'),
      textAt(json, 'activity_name'),
      textAt(json, 'status'),
      textAt(json, 'severity'),
    ],
  }
}

/** `record`: what a person's custom action adds beside the finding. */
function inAsff(json: JsonObject, record: JsonObject): FindingIdentity | undefined {
  const id = textAt(json, 'Id')
  if (id === null) return undefined
  return {
    form: 'asff',
    json,
    id,
    account: textAt(json, 'AwsAccountId'),
    update: [
      textAt(json, 'UpdatedAt'),
      textAt(json, 'Workflow', 'Status'),
      textAt(json, 'RecordState'),
      textAt(json, 'Compliance', 'Status'),
      textAt(json, 'Severity', 'Label'),
      textAt(record, 'actionName'),
    ],
  }
}
