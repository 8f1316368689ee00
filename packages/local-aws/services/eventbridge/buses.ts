/** Operations on buses and their policies, and PutEvents. */
import type { PutEventsRequestEntry, PutEventsResultEntry } from '@aws-sdk/client-eventbridge'
import type { JsonObject } from '../../../../src/ir/json.ts'
import type { Call, OperationsOf } from '../../call.ts'
import { putOnBus } from '../../delivery/bus-event.ts'
import type { BusEvent } from '../../delivery/bus-event-shape.ts'
import { AwsError } from '../../errors.ts'
import { secondsOnly } from '../../principal.ts'
import { type Bus, busArn, busByArn, busesOf } from './bus.ts'
import { policyText } from './bus-policy.ts'
import { pageOf } from './page.ts'

type EventBridge = typeof import('@aws-sdk/client-eventbridge')

/** The limit on all entries of one PutEvents, in bytes. */
const MAX_ENTRIES_BYTES = 1_048_576
const MAX_ENTRIES = 10

/** The bus of a name, or of an ARN in another account. */
export function busOf(call: Call, nameOrArn = 'default'): Bus {
  const bus = findBus(call, nameOrArn)
  if (bus !== undefined) return bus
  const name = nameOrArn.split('/').at(-1)
  throw new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`)
}

const findBus = (call: Call, nameOrArn: string): Bus | undefined =>
  nameOrArn.startsWith('arn:')
    ? busByArn(call.cloud, nameOrArn)
    : busesOf(call.region).get(nameOrArn)

function policyOf(bus: Bus): { Policy?: string } {
  const Policy = policyText(bus)
  return Policy === undefined ? {} : { Policy }
}

const busView = (bus: Bus) => ({
  Name: bus.name,
  Arn: bus.arn,
  CreationTime: bus.createdAt,
  LastModifiedTime: bus.createdAt,
  ...(bus.description === undefined ? {} : { Description: bus.description }),
  ...policyOf(bus),
})

export const busOperations = {
  CreateEventBus: ({ Name, Description }, call) => {
    if (Name.includes('/'))
      throw new AwsError('ValidationException', "Event bus name must not contain '/'.")
    if (!/^[.\-_A-Za-z0-9]{1,256}$/.test(Name))
      throw new AwsError('ValidationException', `Event bus name ${Name} is not valid.`)
    const buses = busesOf(call.region)
    if (buses.has(Name))
      throw new AwsError('ResourceAlreadyExistsException', `Event bus ${Name} already exists.`)
    const arn = busArn(call.region.name, call.account.id, Name)
    const bus = { name: Name, arn, description: Description, createdAt: call.now }
    buses.set(Name, { ...bus, rules: new Map(), policy: new Map() })
    return { EventBusArn: arn, ...(Description === undefined ? {} : { Description }) }
  },

  /** An unknown bus is no error; a bus with rules is not deleted. */
  DeleteEventBus: ({ Name }, call) => {
    if (Name === 'default')
      throw new AwsError('ValidationException', 'Cannot delete event bus default.')
    const bus = busesOf(call.region).get(Name)
    if (bus !== undefined && bus.rules.size > 0)
      throw new AwsError('ValidationException', 'Event bus has rules.')
    busesOf(call.region).delete(Name)
  },

  DescribeEventBus: ({ Name }, call) => busView(busOf(call, Name)),

  ListEventBuses: ({ NamePrefix = '', Limit, NextToken }, call) => {
    const all = [...busesOf(call.region).values()].filter(({ name }) => name.startsWith(NamePrefix))
    const { page, next } = pageOf(all, Limit, NextToken)
    return { EventBuses: page.map(busView), ...next }
  },

  PutPermission: ({ EventBusName, Action, Principal, StatementId, Condition, Policy }, call) => {
    const bus = busOf(call, EventBusName)
    if (Policy !== undefined) {
      const statements = statementsOf(Policy)
      bus.policy.clear()
      for (const [at, statement] of statements.entries())
        bus.policy.set(String((statement as { Sid?: string }).Sid ?? at), statement)
      return
    }
    if (!/^(?:\d{12}|\*)$/.test(Principal ?? ''))
      throw new AwsError('ValidationException', 'Parameter Principal must be specified.')
    if (Action !== 'events:PutEvents')
      throw new AwsError(
        'ValidationException',
        "Provided value in parameter 'action' is not supported.",
      )
    bus.policy.set(StatementId ?? '', {
      Sid: StatementId,
      Effect: 'Allow',
      Principal: Principal === '*' ? '*' : { AWS: `arn:aws:iam::${Principal}:root` },
      Action,
      Resource: bus.arn,
      ...(Condition === undefined
        ? {}
        : { Condition: { [`${Condition.Type}`]: { [`${Condition.Key}`]: Condition.Value } } }),
    })
  },

  RemovePermission: ({ EventBusName, StatementId = '', RemoveAllPermissions }, call) => {
    const { policy } = busOf(call, EventBusName)
    if (RemoveAllPermissions) return policy.clear()
    if (policy.delete(StatementId)) return
    throw new AwsError(
      'ResourceNotFoundException',
      policy.size === 0
        ? 'EventBus does not have a policy.'
        : 'Statement with the provided id does not exist.',
    )
  },

  PutEvents: ({ Entries }, call) => {
    checkEntries(Entries)
    const answers = Entries.map((entry) => put(entry, call))
    const FailedEntryCount = answers.filter(({ ErrorCode }) => ErrorCode !== undefined).length
    return { FailedEntryCount, Entries: answers }
  },
} as const satisfies OperationsOf<EventBridge>

function statementsOf(policy: string): readonly object[] {
  try {
    const { Statement } = JSON.parse(policy)
    return Array.isArray(Statement) ? Statement : [Statement]
  } catch {
    throw new AwsError('ValidationException', 'This policy contains invalid Json')
  }
}

function checkEntries(entries: readonly PutEventsRequestEntry[]): void {
  if (entries.length < 1 || entries.length > MAX_ENTRIES) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value '[PutEventsRequestEntry]' at 'entries' failed to satisfy constraint: Member must have length less than or equal to ${MAX_ENTRIES}`,
    )
  }
  const bytes = entries.reduce((size, entry) => size + entryBytes(entry), 0)
  if (bytes <= MAX_ENTRIES_BYTES) return
  throw new AwsError(
    'ValidationException',
    `Total size of the entries in the request is over the limit.`,
  )
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevent-size */
const entryBytes = ({
  Time,
  Source = '',
  DetailType = '',
  Detail = '',
  Resources = [],
}: PutEventsRequestEntry) =>
  [Source, DetailType, Detail, ...Resources].reduce(
    (size, text) => size + Buffer.byteLength(text),
    Time === undefined ? 0 : 14,
  )

const failedEntry = (ErrorCode: string, ErrorMessage: string): PutEventsResultEntry => ({
  ErrorCode,
  ErrorMessage,
})

/**
 * Sends an entry to its bus. An entry for an unknown bus is accepted and dropped, as in
 * EventBridge.
 */
function put(entry: PutEventsRequestEntry, call: Call): PutEventsResultEntry {
  for (const name of ['Source', 'DetailType', 'Detail'] as const) {
    if (entry[name]) continue
    const reason = `Parameter ${name} is not valid. Reason: ${name} is a required argument.`
    return failedEntry('InvalidArgument', reason)
  }
  const { Source = '', DetailType = '', Detail = '', Time, Resources = [], EventBusName } = entry
  if (Source.toLowerCase().startsWith('aws.'))
    return failedEntry('NotAuthorizedForSourceException', 'Not authorized for the source.')
  const detail = parsedObject(Detail)
  if (detail === undefined) return failedEntry('MalformedDetail', 'Detail is malformed.')
  const event: BusEvent = {
    version: '0',
    id: call.cloud.ids.uuid(),
    'detail-type': DetailType,
    source: Source,
    account: call.account.id,
    time: secondsOnly(Time ?? call.now),
    region: call.region.name,
    resources: Resources,
    detail,
  }
  const bus = findBus(call, EventBusName ?? 'default')
  if (bus !== undefined) putOnBus(call.cloud, bus, event)
  return { EventId: event.id }
}

function parsedObject(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}
