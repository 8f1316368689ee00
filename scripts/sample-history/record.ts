/**
 * One CloudTrail record from one call: the fields and their order are those of
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
import type { Actor } from './actors.ts'
import type { JsonObject } from './json.ts'
import type { Place } from './organization.ts'
import type { Random } from './random.ts'
import { iso } from './time.ts'

export interface CloudTrailRecord extends JsonObject {
  readonly eventID: string
  readonly eventTime: string
  readonly eventSource: string
  readonly eventName: string
  readonly awsRegion: string
  readonly recipientAccountId: string
}

/** A request to AWS and its answer; a call without `response` has an empty answer. */
export interface Call {
  /** The event source without `.amazonaws.com`. */
  readonly service: string
  readonly name: string
  readonly readOnly: boolean
  readonly request: JsonObject | null
  readonly response?: JsonObject
  readonly additional?: JsonObject
  readonly resources?: readonly JsonObject[]
  readonly host?: string
  readonly sharedEventID?: string
  readonly error?: { readonly code: string; readonly message: string }
}

export interface Occasion extends Place {
  /** Epoch seconds. */
  readonly at: number
}

/**
 * Services with one global endpoint are recorded in us-east-1, whatever the region of the caller.
 */
const globalServices = new Set([
  'account',
  'ce',
  'cloudfront',
  'iam',
  'organizations',
  'route53',
  'trustedadvisor',
])

const recordedIn = (service: string, region: string): string =>
  globalServices.has(service) ? 'us-east-1' : region

export function record(
  random: Random,
  actor: Actor,
  call: Call,
  occasion: Occasion,
): CloudTrailRecord {
  const region = recordedIn(call.service, occasion.region)
  return {
    eventVersion: '1.11',
    userIdentity: actor.identity(occasion.at),
    eventTime: iso(occasion.at),
    eventSource: `${call.service}.amazonaws.com`,
    eventName: call.name,
    awsRegion: region,
    sourceIPAddress: actor.address,
    userAgent: actor.agent,
    ...(call.error && { errorCode: call.error.code, errorMessage: call.error.message }),
    requestParameters: call.request,
    responseElements: call.error ? null : (call.response ?? null),
    ...(call.additional && { additionalEventData: call.additional }),
    requestID: requestId(random, call.service),
    eventID: random.uuid(),
    readOnly: call.readOnly,
    ...(call.resources && { resources: call.resources }),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: occasion.account,
    ...(call.sharedEventID !== undefined && { sharedEventID: call.sharedEventID }),
    ...(actor.endpoint !== undefined && { vpcEndpointId: actor.endpoint }),
    eventCategory: 'Management',
    ...connection(actor, call, region),
  }
}

/** The fields about the connection. Calls by a service have none; console calls are marked. */
function connection(actor: Actor, call: Call, region: string): JsonObject {
  if (actor.via === 'service') return {}
  if (actor.via === 'console') return { sessionCredentialFromConsole: 'true' }
  const clientProvidedHostHeader = call.host ?? hostOf(call.service, region)
  const tlsVersion = 'TLSv1.3'
  return {
    tlsDetails: { tlsVersion, cipherSuite: 'TLS_AES_128_GCM_SHA256', clientProvidedHostHeader },
  }
}

function hostOf(service: string, region: string): string {
  if (service === 'iam') return 'iam.amazonaws.com'
  return `${service === 'ecr' ? 'api.ecr' : service}.${region}.amazonaws.com`
}

/** The id of a request: capitals and digits for S3, a UUID for all others. */
const requestId = (random: Random, service: string): string =>
  service === 's3' ? random.text(16, '0123456789ABCDEFGHJKMNPQRSTVWXYZ') : random.uuid()
