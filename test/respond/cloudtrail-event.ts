/** The event that EventBridge would deliver for an IAM call made through the SDK. */
import { createHash } from 'node:crypto'
import type { Json, JsonObject } from '../../src/ir/json.ts'

export interface Made {
  readonly call: string
  readonly input: object
  readonly answer?: object
  readonly errorCode?: string
  /** Name of a user, or ARN of a role. */
  readonly by: string
  /** ISO 8601. */
  readonly at: string
  /** What makes the event's id. */
  readonly id: string | number
  readonly account?: string
}

export function cloudTrailEvent(made: Made): JsonObject {
  const { call, input, answer, errorCode, by, at, id, account = '111122223333' } = made
  const time = `${at.slice(0, 19)}Z`
  const detail = {
    eventVersion: '1.11',
    userIdentity: identityOf(by, account),
    eventTime: time,
    eventSource: 'iam.amazonaws.com',
    eventName: call,
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.7',
    userAgent: 'aws-cli/2.31.0',
    requestParameters: lowerCamel(JSON.parse(JSON.stringify(input)) as Json),
    responseElements: answer === undefined || Object.keys(answer).length === 0 ? null : answer,
    ...(errorCode === undefined ? {} : { errorCode }),
    eventID: uuid(`event ${id}`),
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
  } as unknown as JsonObject
  return {
    version: '0',
    id: uuid(`envelope ${id}`),
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.iam',
    account,
    time,
    region: 'us-east-1',
    resources: [],
    detail,
  }
}

const identityOf = (by: string, account: string): object =>
  by.startsWith('arn:')
    ? {
        type: 'AssumedRole',
        principalId: `AROA${by.length}:session`,
        arn: `${by.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/session`,
        accountId: account,
        sessionContext: {
          sessionIssuer: { type: 'Role', arn: by, userName: by.split('/').at(-1) },
        },
      }
    : {
        type: 'IAMUser',
        principalId: principalIdOf(by),
        arn: `arn:aws:iam::${account}:user/${by}`,
        accountId: account,
        userName: by,
      }

export const principalIdOf = (user: string): string => `AIDA${user.toUpperCase()}`

/** CloudTrail writes parameters with a small first letter, documents as text. */
function lowerCamel(value: Json): Json {
  if (Array.isArray(value)) return value.map(lowerCamel)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.slice(0, 1).toLowerCase() + key.slice(1),
      lowerCamel(inner),
    ]),
  )
}

const uuid = (text: string): string =>
  createHash('sha256')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
