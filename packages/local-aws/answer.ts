/**
 * Answers a request: identifies the caller and the operation, runs it, records it and encodes the
 * result.
 */
import { globalRegion } from '../../src/aws/event-regions.ts'
import { type Account, accountOf, type Cloud, type Identity } from './accounts.ts'
import { firstDenial, settled } from './authorization/deliveries.ts'
import { byIdentity } from './authorization/questions.ts'
import type { Call, Service } from './call.ts'
import type { RecordSink } from './cloudtrail-record.ts'
import { AwsError, notImplemented } from './errors.ts'
import { writeRecord } from './event-history.ts'
import { type Claim, claimOf, credentialErrors, identify } from './identify.ts'
import { principalArn } from './principal.ts'
import { type Model, type OperationShape, readModel, requiredMembers } from './protocols/model.ts'
import type { Protocol, WireRequest, WireResponse } from './protocols/protocol.ts'
import { protocols } from './protocols/protocols.ts'
import { deniedMessage, type Ending, recordsOf } from './record.ts'

export interface Surroundings {
  readonly cloud: Cloud
  readonly services: readonly Service[]
  readonly sink: RecordSink
  readonly endpoint: string
}

/** A service with its model and its protocol. */
interface Desk {
  readonly service: Service
  readonly model: Model
  readonly protocol: Protocol
}

const models = new WeakMap<Service, Promise<Model>>()

const modelOf = (service: Service): Promise<Model> => {
  const model = models.get(service) ?? service.model().then(readModel)
  models.set(service, model)
  return model
}

export async function answer(
  request: WireRequest,
  surroundings: Surroundings,
): Promise<WireResponse> {
  const requestId = surroundings.cloud.ids.uuid()
  const claim = claimOf(request)
  if (claim === undefined) {
    const unsigned = new AwsError('MissingAuthenticationToken', 'The request is not signed.', 403)
    return fault(protocols.query, unsigned, requestId)
  }
  const found = await deskFor(request, claim, surroundings.services)
  if (found === undefined) {
    const unknown = notImplemented(claim.service, operationText(request))
    return fault(
      request.headers['x-amz-target'] ? protocols['json1.0'] : protocols.query,
      unknown,
      requestId,
    )
  }
  const { desk, operation } = found
  try {
    const identity = identify(surroundings.cloud, claim, desk.service.protocol)
    const call = callOf(request, claim, identity, desk.service, operation, requestId, surroundings)
    const answered = await answerCall(request, desk, operation, call, surroundings.sink)
    await settled(surroundings.cloud)
    return answered
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    await settled(surroundings.cloud)
    return fault(desk.protocol, error, requestId, desk.model)
  }
}

/**
 * The service and the operation of a request. If two services share a signing name, the one that
 * knows the operation is chosen.
 */
async function deskFor(
  request: WireRequest,
  claim: Claim,
  services: readonly Service[],
): Promise<{ desk: Desk; operation: string } | undefined> {
  for (const service of services) {
    if (service.signingName !== claim.service) continue
    const model = await modelOf(service)
    const protocol = protocols[service.protocol]
    const operation = protocol.operationName(request, model)
    if (operation !== undefined) return { desk: { service, model, protocol }, operation }
  }
  return undefined
}

const operationText = (request: WireRequest): string =>
  request.headers['x-amz-target'] ??
  new URLSearchParams(request.body.toString('utf8', 0, 4096)).get('Action') ??
  `${request.method} ${request.path}`

function callOf(
  request: WireRequest,
  claim: Claim,
  identity: Identity,
  service: Service,
  operation: string,
  requestId: string,
  { cloud, endpoint }: Surroundings,
): Call {
  const account: Account = accountOf(cloud, identity.principal.accountId)
  const endpointPrefix = service.eventSource.split('.')[0]
  return {
    cloud,
    account,
    region: account.region(claim.region),
    identity,
    operation,
    requestId,
    now: cloud.clock.now(),
    userAgent: identity.userAgent ?? request.headers['user-agent'] ?? '',
    host: service.isGlobal
      ? `${endpointPrefix}.amazonaws.com`
      : `${endpointPrefix}.${claim.region}.amazonaws.com`,
    endpoint,
  }
}

async function answerCall(
  request: WireRequest,
  desk: Desk,
  name: string,
  call: Call,
  sink: RecordSink,
): Promise<WireResponse> {
  const { service, model, protocol } = desk
  const shape = model.operations.get(name)
  const run = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined
  if (shape === undefined || run === undefined) throw notImplemented(service.eventSource, name)
  const input = protocol.decode(request, shape)
  const record = (ending: Ending): void => {
    for (const written of recordsOf(service, shape, input, ending, call)) {
      writeRecord(call.cloud, written, sink)
    }
  }
  try {
    refuseDenied(service, name, call)
    refuseIncomplete(service, shape, input)
    await refuseUnauthorized(service, input, call)
    const output = (await run(input, call)) ?? {}
    record({ kind: 'answered', output })
    return protocol.encode(output, shape, {
      requestId: call.requestId,
      namespace: model.namespace,
    })
  } catch (error) {
    if (error instanceof AwsError) record(failureOf(desk, error))
    throw error
  }
}

/** Throws if `authorize` answers no to one of the service's demands. */
async function refuseUnauthorized(service: Service, input: object, call: Call): Promise<void> {
  const { cloud, identity, operation, region } = call
  if (cloud.authorize === undefined) return
  const demands = service.demands?.(input, call) ?? [{ action: actionOf(service, operation) }]
  const question = service.isGlobal ? globalRegion : region.name
  const denial = await firstDenial(cloud, byIdentity(cloud, identity, question, demands))
  if (denial === undefined) return
  const { action, resource } = denial.question
  throw credentialErrors[service.protocol].denied(
    deniedMessage(call, `${action} on resource: ${resource.arn}`, denial.decision.why),
  )
}

/** The prefix of an action is that of the event source. */
const actionOf = ({ eventSource }: Service, operation: string): string =>
  `${eventSource.split('.')[0]}:${operation}`

/**
 * Throws if the caller is denied the action: `iam:Put*` denies `iam:PutRolePolicy`.
 */
function refuseDenied(service: Service, operation: string, call: Call): void {
  const { principal } = call.identity
  const action = actionOf(service, operation)
  const arns = [
    principalArn(principal),
    ...(principal.kind === 'session' ? [principal.roleArn] : []),
  ]
  const patterns = arns.flatMap((arn) => call.cloud.denials.get(arn) ?? [])
  if (patterns.some((pattern) => covers(pattern, action))) {
    const why = 'with an explicit deny in an identity-based policy'
    throw credentialErrors[service.protocol].denied(deniedMessage(call, action, why))
  }
}

const covers = (pattern: string, action: string): boolean =>
  new RegExp(
    `^${pattern
      .split(/\*+/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
    'i',
  ).test(action)

function refuseIncomplete(
  { protocol }: Service,
  { input: shape }: OperationShape,
  input: Readonly<Record<string, unknown>>,
): void {
  const missing = requiredMembers(shape).filter((name) => input[name] === undefined)
  const [first = ''] = missing
  if (missing.length === 0) return
  const member = first.charAt(0).toLowerCase() + first.slice(1)
  if (protocol === 'ec2Query') {
    throw new AwsError('MissingParameter', `The request must contain the parameter ${member}`)
  }
  throw new AwsError(
    protocol === 'query' ? 'ValidationError' : 'ValidationException',
    `${missing.length} validation error${missing.length === 1 ? '' : 's'} detected: Value null at ` +
      `'${member}' failed to satisfy constraint: Member must not be null`,
  )
}

/**
 * The ending that CloudTrail records for an error: the exception's name, `Client.` with the code
 * for EC2, and `AccessDenied` for a denial by any other service.
 */
function failureOf({ service, model }: Desk, { code, message }: AwsError): Ending {
  const denied = code === 'UnauthorizedOperation' || code.startsWith('AccessDenied')
  const isEc2 = service.protocol === 'ec2Query'
  const named = denied ? 'AccessDenied' : (model.errors.get(code)?.name ?? code)
  return { kind: 'failed', errorCode: isEc2 ? `Client.${code}` : named, message, denied }
}

function fault(
  protocol: Protocol,
  { code, message, status }: AwsError,
  requestId: string,
  model?: Model,
): WireResponse {
  const known = model?.errors.get(code)
  return protocol.fault({
    name: known?.name ?? code,
    code: known?.queryCode ?? code,
    message,
    status: known?.status ?? status,
    requestId,
    namespace: model?.namespace ?? 'local',
  })
}
