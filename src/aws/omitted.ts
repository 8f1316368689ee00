/**
 * The parts of a record that CloudTrail left out because they were too large. They are neither absent
 * nor empty: the call had them, and nobody can read them in the record.
 */
import { isObject, type Json, type JsonObject } from '../ir/json.ts'

/**
 * The parts that CloudTrail leaves out above 100 KB.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const omittableParts = [
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'serviceEventDetails',
] as const

export type OmittablePart = (typeof omittableParts)[number]

const nothing: readonly OmittablePart[] = []

/**
 * The parts that were left out of a record. It runs for each event, so a whole record costs a few
 * reads and makes no list.
 *
 * A part is left out if it has the mark `omitted`, if it is null or missing and the record has that
 * mark, or if it is the null parameters of a write that always has some.
 */
export function omittedParts(record: JsonObject): readonly OmittablePart[] {
  const isWhole =
    record.omitted !== true &&
    !isMarked(record.requestParameters) &&
    !isMarked(record.responseElements) &&
    !isMarked(record.additionalEventData) &&
    !isMarked(record.serviceEventDetails) &&
    !lacksParameters(record)
  if (isWhole) return nothing
  return omittableParts.filter(
    (part) =>
      isMarked(record[part]) ||
      (record.omitted === true && isEmpty(record[part])) ||
      (part === 'requestParameters' && lacksParameters(record)),
  )
}

const isMarked = (part: Json | undefined): boolean => isObject(part) && part.omitted === true

const isEmpty = (part: Json | undefined): boolean => part === undefined || part === null

/** Whether a successful write has null as its parameters, though every call of this name has some. */
const lacksParameters = (record: JsonObject): boolean =>
  record.requestParameters === null && isEmpty(record.errorCode) && alwaysHasParameters(record)

const alwaysHasParameters = ({ eventSource, eventName }: JsonObject): boolean =>
  typeof eventSource === 'string' &&
  typeof eventName === 'string' &&
  writesWithParameters[eventSource]?.has(eventName) === true

/** Event sources whose documents decide who may do what. `record-truncated` reports them as critical. */
export const documentSources = [
  'iam.amazonaws.com',
  'sts.amazonaws.com',
  'kms.amazonaws.com',
  's3.amazonaws.com',
] as const

/**
 * Writes that a record never shows without parameters when they succeed: each needs at least one that
 * CloudTrail records, and most take a document. Calls that a principal can make about itself without
 * any parameter, such as CreateAccessKey, are not among them.
 */
export const writesWithParameters: Readonly<Record<string, ReadonlySet<string>>> = {
  'iam.amazonaws.com': new Set([
    'AddUserToGroup',
    'AttachGroupPolicy',
    'AttachRolePolicy',
    'AttachUserPolicy',
    'CreateGroup',
    'CreatePolicy',
    'CreatePolicyVersion',
    'CreateRole',
    'CreateSAMLProvider',
    'CreateUser',
    'PutGroupPolicy',
    'PutRolePermissionsBoundary',
    'PutRolePolicy',
    'PutUserPermissionsBoundary',
    'PutUserPolicy',
    'SetDefaultPolicyVersion',
    'TagPolicy',
    'TagRole',
    'TagUser',
    'UpdateAssumeRolePolicy',
    'UpdateSAMLProvider',
    'UploadServerCertificate',
  ]),
  'sts.amazonaws.com': new Set([
    'AssumeRole',
    'AssumeRoleWithSAML',
    'AssumeRoleWithWebIdentity',
    'GetFederationToken',
  ]),
  'kms.amazonaws.com': new Set(['CreateGrant', 'PutKeyPolicy']),
  's3.amazonaws.com': new Set([
    'CreateBucket',
    'PutBucketAcl',
    'PutBucketEncryption',
    'PutBucketLifecycle',
    'PutBucketLogging',
    'PutBucketPolicy',
    'PutBucketReplication',
    'PutBucketVersioning',
  ]),
}
