/**
 * Makes the CloudTrail record that AWS would write for a call.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events-supported-apis.html
 */
import { globalRegion } from '../../src/aws/event-regions.ts'
import { hasReadOnlyName } from '../../src/aws/read-only.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import type { Call, Service, TrailHabits } from './call.ts'
import type { CloudTrailRecord } from './cloudtrail-record.ts'
import { principalArn, secondsOnly, userIdentity } from './principal.ts'
import type { OperationShape } from './protocols/model.ts'
import { ec2Fields, trailFields } from './record-fields.ts'

/** The end of a call. */
export type Ending =
  | { readonly kind: 'answered'; readonly output: object }
  | {
      readonly kind: 'failed'
      readonly errorCode: string
      readonly message: string
      /** Whether the call was denied: most services then hide its parameters. */
      readonly denied: boolean
    }

/** CloudTrail's event version when this file was written. */
const eventVersion = '1.11'

const otherReads: ReadonlySet<string> = new Set(['Head', 'Lookup', 'Filter', 'Search', 'Test'])

const readsOnly = (operation: string): boolean =>
  hasReadOnlyName(operation) || otherReads.has(/^[A-Z][a-z]+/.exec(operation)?.[0] ?? '')

/** The records of one call: none, one, or one for each account that it concerns. */
export function recordsOf(
  service: Service,
  operation: OperationShape,
  input: object,
  ending: Ending,
  call: Call,
): readonly CloudTrailRecord[] {
  const { trail = {} } = service
  const category = trail.category?.(operation.name) ?? 'management'
  if (category === 'never') return []
  const isReadOnly = trail.isReadOnly?.(operation.name) ?? readsOnly(operation.name)
  const parameters =
    ending.kind === 'failed' && ending.denied && hidesWhenDenied(service)
      ? null
      : requestParameters(trail, operation, service, input, call)
  const common = {
    eventVersion,
    eventTime: secondsOnly(call.now),
    eventSource: service.eventSource,
    eventName: trail.eventName?.(operation.name) ?? operation.name,
    awsRegion: service.isGlobal ? globalRegion : call.region.name,
    sourceIPAddress: call.identity.sourceIPAddress,
    userAgent: call.userAgent,
    ...(ending.kind === 'failed' && {
      errorCode: ending.errorCode,
      errorMessage: ending.message,
    }),
    requestParameters: parameters,
    responseElements:
      ending.kind === 'failed'
        ? null
        : responseElements(trail, operation, service, isReadOnly, ending.output, call),
    requestID: call.requestId,
    readOnly: isReadOnly,
    eventType: 'AwsApiCall',
    managementEvent: category === 'management',
    eventCategory: category === 'management' ? 'Management' : 'Data',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: call.host,
    },
    ...(trail.more?.(input, call) ?? {}),
  }
  return forAccounts(common, trail.sharedWith?.(input, call) ?? [], call)
}

function forAccounts(
  common: JsonObject,
  others: readonly string[],
  call: Call,
): readonly CloudTrailRecord[] {
  const recipients = [call.account.id, ...others.filter((id) => id !== call.account.id)]
  const shared = recipients.length > 1 ? { sharedEventID: call.cloud.ids.uuid() } : {}
  return recipients.map(
    (recipientAccountId) =>
      ({
        ...common,
        ...shared,
        userIdentity: identityFor(recipientAccountId, call),
        eventID: call.cloud.ids.uuid(),
        recipientAccountId,
      }) as unknown as CloudTrailRecord,
  )
}

/**
 * The identity in a recipient's record. Another account sees the caller's account, not its name.
 */
const identityFor = (recipient: string, call: Call): JsonObject => {
  const { principal, accessKeyId } = call.identity
  const own = userIdentity(principal, accessKeyId)
  return recipient === call.account.id
    ? own
    : { type: 'AWSAccount', principalId: own.principalId ?? '', accountId: call.account.id }
}

/** Whether a service hides the parameters of a denied call; EC2 and S3 record them. */
const hidesWhenDenied = ({ protocol }: Service): boolean =>
  protocol !== 'ec2Query' && protocol !== 'restXml'

function requestParameters(
  trail: TrailHabits,
  operation: OperationShape,
  { protocol }: Service,
  input: object,
  call: Call,
): JsonObject | null {
  const fields = (protocol === 'ec2Query' ? ec2Fields : trailFields)(operation.input, input)
  if (trail.requestParameters === undefined) return orNull(fields)
  return trail.requestParameters(fields, input, call) as JsonObject | null
}

function responseElements(
  trail: TrailHabits,
  operation: OperationShape,
  { protocol }: Service,
  isReadOnly: boolean,
  output: object,
  call: Call,
): JsonObject | null {
  const fields = (protocol === 'ec2Query' ? ec2Fields : trailFields)(operation.output, output)
  const special = trail.responseElements?.(fields, output, call)
  if (special !== undefined) return special as JsonObject | null
  return isReadOnly ? null : orNull(fields)
}

const orNull = (fields: JsonObject): JsonObject | null =>
  Object.keys(fields).length === 0 ? null : fields

/** The error message for a denied call. `why` is the end of the sentence. */
export const deniedMessage = (call: Call, action: string, why: string): string =>
  `User: ${principalArn(call.identity.principal)} is not authorized to perform: ${action} ${why}`
