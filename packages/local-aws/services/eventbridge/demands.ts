/**
 * What calls of EventBridge need to be allowed.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
 */
import type { PutEventsRequestEntry, Target } from '@aws-sdk/client-eventbridge'
import type { Cloud } from '../../accounts.ts'
import type { Demand } from '../../authorization/authorization.ts'
import { passRole } from '../../authorization/pass-role.ts'
import type { Call } from '../../call.ts'
import { busArn, busByArn } from './bus.ts'
import { policyText } from './bus-policy.ts'

interface Input {
  readonly Name?: string
  readonly Rule?: string
  readonly EventBusName?: string
  readonly ResourceARN?: string
  readonly RoleArn?: string
  readonly Targets?: readonly Target[]
  readonly Entries?: readonly PutEventsRequestEntry[]
}

/** An action on a bus, with the policy of the bus. */
export function onBus(cloud: Cloud, action: string, arn: string): Demand {
  const bus = busByArn(cloud, arn)
  return { action: `events:${action}`, resource: arn, policy: bus && policyText(bus) }
}

const unscoped = ['ListEventBuses', 'ListRules', 'PutPermission', 'RemovePermission']

export function eventBridgeDemands(input: Input, call: Call): readonly Demand[] {
  const { operation, cloud } = call
  if (operation === 'PutEvents') return (input.Entries ?? []).map((entry) => putDemand(entry, call))
  if (unscoped.includes(operation)) return [{ action: `events:${operation}` }]
  if (operation.endsWith('EventBus')) return [onBus(cloud, operation, arnOfBus(input.Name, call))]
  const roles = [input.RoleArn, ...(input.Targets ?? []).map((target) => target.RoleArn)]
  return [
    { action: `events:${operation}`, resource: input.ResourceARN ?? arnOfRule(input, call) },
    ...passRole(roles, 'events.amazonaws.com'),
  ]
}

const putDemand = (entry: PutEventsRequestEntry, call: Call): Demand => ({
  ...onBus(call.cloud, 'PutEvents', arnOfBus(entry.EventBusName, call)),
  context: {
    ...(entry.Source === undefined ? {} : { 'events:source': entry.Source }),
    ...(entry.DetailType === undefined ? {} : { 'events:detail-type': entry.DetailType }),
  },
})

const arnOfBus = (nameOrArn = 'default', { region, account }: Call): string =>
  nameOrArn.startsWith('arn:') ? nameOrArn : busArn(region.name, account.id, nameOrArn)

function arnOfRule({ Name, Rule = Name, EventBusName = 'default' }: Input, call: Call): string {
  const bus = EventBusName.split('/').at(-1)
  const path = bus === 'default' ? Rule : `${bus}/${Rule}`
  return `arn:aws:events:${call.region.name}:${call.account.id}:rule/${path}`
}
