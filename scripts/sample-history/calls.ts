/** Shorthands for calls, which the services share. */
import type { Actor } from './actors.ts'
import type { JsonObject } from './json.ts'
import type { Place } from './organization.ts'
import type { Random } from './random.ts'
import type { Call } from './record.ts'

/** A read-only call. CloudTrail sets `responseElements` to null for these. */
export const read = (service: string, name: string, request: JsonObject | null = null): Call => ({
  service,
  name,
  readOnly: true,
  request,
})

export const write = (
  service: string,
  name: string,
  request: JsonObject | null,
  response?: JsonObject,
): Call => ({ service, name, readOnly: false, request, ...(response && { response }) })

/** The item lists of the EC2 API: `{ items: [{ instanceId }, …] }`. */
export const items = (...of: readonly JsonObject[]): JsonObject => ({ items: of })

/** EC2's answer of success, which repeats the request id. */
export const done = (random: Random): JsonObject => ({ requestId: random.uuid(), _return: true })

/** A call that is denied because no policy allows it, in the words of the service. */
export function denied(call: Call, actor: Actor, at: number): Call {
  const who = String(actor.identity(at).arn)
  const verb = call.name.replace(/\d{8}(v\d)?$/, '')
  const action = `${call.service}:${verb === 'ListBuckets' ? 'ListAllMyBuckets' : verb}`
  const reason = `no identity-based policy allows the ${action} action`
  const message = `User: ${who} is not authorized to perform: ${action} because ${reason}`
  if (call.service !== 'ec2') return { ...call, error: { code: 'AccessDenied', message } }
  const polite = `You are not authorized to perform this operation. ${message}`
  return { ...call, error: { code: 'Client.UnauthorizedOperation', message: polite } }
}

/** An S3 bucket call; `aspect` is the sub-resource of the URL, e.g. `policy`. */
export function bucketCall(
  random: Random,
  { account, region }: Place,
  call: { readonly name: string; readonly readOnly: boolean },
  bucket: string,
  request: JsonObject = {},
): Call {
  const host = `${bucket}.s3.${region}.amazonaws.com`
  return {
    service: 's3',
    ...call,
    request: { bucketName: bucket, Host: host, ...request },
    additional: {
      SignatureVersion: 'SigV4',
      CipherSuite: 'TLS_AES_128_GCM_SHA256',
      bytesTransferredIn: 0,
      AuthenticationMethod: 'AuthHeader',
      bytesTransferredOut: call.readOnly ? random.int(180, 640) : 0,
    },
    resources: [{ accountId: account, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}` }],
    host,
  }
}
