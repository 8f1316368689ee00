/** The home bus with what it hands on, and the packed rules of every region, each to the home bus. */
import {
  CreateEventBusCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type RuleState,
  type Target,
} from '@aws-sdk/client-eventbridge'
import { allManagementEvents } from '../../aws/read-only.ts'
import type { Deploying } from './deploying.ts'
import {
  homeBusArn,
  queueArn,
  roleArn,
  topicArn,
  undeliveredArn,
  undeliveredRegions,
} from './names.ts'

export async function makeHomeBus(deploying: Deploying): Promise<void> {
  const { clients, manifest } = deploying
  await clients
    .in('events', manifest.home)
    .send(new CreateEventBusCommand({ Name: manifest.prefix }))
  const account = accounts(deploying)
  if (manifest.functions.includes('detect')) {
    const pattern = { source: [{ prefix: 'aws.' }], account }
    await hand(deploying, 'deliver', pattern, 'events', allManagementEvents)
  }
  if (manifest.functions.includes('snapshot-iam')) {
    const pattern = { source: ['aws.iam'], account, detail: { readOnly: [false] } }
    await hand(deploying, 'iam', pattern, 'snapshot-iam', 'ENABLED')
  }
  const alarms = alarmEvents('tripline-', account)
  await put(
    deploying,
    { ...homeRule(deploying, 'health', alarms), state: 'ENABLED' },
    {
      Id: 'health',
      Arn: topicArn(manifest, manifest.home, manifest.health.topic),
      InputTransformer: {
        InputPathsMap: {
          account: '$.account',
          alarm: '$.detail.alarmName',
          reason: '$.detail.state.reason',
          region: '$.region',
          state: '$.detail.state.value',
        },
        InputTemplate: '"<alarm> is <state> in <region> of account <account>: <reason>"',
      },
    },
  )
}

const accounts = ({ manifest: { account, topology } }: Deploying): readonly string[] =>
  topology.kind === 'hub' ? [account, ...topology.members] : [account]

interface RulePlan {
  readonly region: string
  readonly bus: string
  readonly name: string
  readonly state: RuleState
  readonly pattern: string
}

const homeRule = ({ manifest }: Deploying, name: string, pattern: object) => ({
  region: manifest.home,
  bus: manifest.prefix,
  name: `${manifest.prefix}-${name}`,
  pattern: JSON.stringify(pattern),
})

/**
 * The state of a rule keeps read-only events from it on custom buses as well, so the one for `detect`
 * takes all that the rules of the default buses have let through.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
const hand = (
  deploying: Deploying,
  name: string,
  pattern: object,
  queue: string,
  state: RuleState,
): Promise<void> =>
  put(
    deploying,
    { ...homeRule(deploying, name, pattern), state },
    { Id: name, Arn: queueArn(deploying.manifest, queue) },
  )

async function put(
  { clients, manifest }: Deploying,
  { region, bus, name, state, pattern }: RulePlan,
  target: Target,
): Promise<void> {
  const client = clients.in('events', region)
  await client.send(
    new PutRuleCommand({ Name: name, EventBusName: bus, EventPattern: pattern, State: state }),
  )
  const Arn = undeliveredArn(manifest, region)
  await client.send(
    new PutTargetsCommand({
      Rule: name,
      EventBusName: bus,
      Targets: [{ ...target, DeadLetterConfig: { Arn } }],
    }),
  )
}

/** Last of all: nothing is forwarded before there is somebody to take it. */
export async function makeRegionalRules(deploying: Deploying): Promise<void> {
  const { manifest } = deploying
  const target = {
    Id: 'home',
    Arn: homeBusArn(manifest),
    RoleArn: roleArn(manifest, 'forward'),
  }
  for (const { region, name, state, pattern } of manifest.eventRules)
    await put(deploying, { region, bus: 'default', name, state, pattern }, target)
  const isMember = manifest.topology.kind === 'member'
  for (const region of undeliveredRegions(manifest)) {
    if (region === manifest.home && !isMember) continue
    const pattern = JSON.stringify(alarmEvents(`${manifest.prefix}-`, [manifest.account]))
    const name = `${manifest.prefix}-health`
    await put(deploying, { region, bus: 'default', name, state: 'ENABLED', pattern }, target)
  }
}

/** An alarm goes off or is over. */
const alarmEvents = (prefix: string, account: readonly string[]): object => ({
  source: ['aws.cloudwatch'],
  account,
  'detail-type': ['CloudWatch Alarm State Change'],
  detail: {
    alarmName: [{ prefix }],
    $or: [
      { state: { value: ['ALARM'] } },
      { state: { value: ['OK'] }, previousState: { value: ['ALARM'] } },
    ],
  },
})
