/** The template of a hub's members: read by AWS's own linter, and deployed to an emulator in two regions. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CreateEventBusCommand,
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge'
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { memberTemplate } from '../../src/plan/member-template.ts'
import { config, manifestOf, matchOf, ruleOf, shippedRules } from '../plan/stage.ts'
import { type Moto, startMoto } from '../support/moto.ts'

const hub = { account: '111122223333', region: 'eu-west-1', organization: 'o-a1b2c3d4e5' }

const templateOf = (rules: typeof shippedRules) =>
  JSON.stringify(memberTemplate(manifestOf({ rules, config: { ...config, hub } })))

test.each([
  ['the rules that ship', shippedRules],
  ['one rule', [ruleOf('a')]],
])('cfn-lint finds nothing in the template of %s', (_, rules) => {
  const folder = mkdtempSync(join(tmpdir(), 'tripline-'))
  const file = join(folder, 'member.json')
  writeFileSync(file, templateOf(rules))
  try {
    const regions = ['--regions', 'us-east-1', 'eu-west-1', 'ap-southeast-2']
    execFileSync('cfn-lint', ['-t', file, ...regions], { encoding: 'utf8' })
  } finally {
    rmSync(folder, { recursive: true })
  }
})

describe('deployed', () => {
  const home = 'eu-west-1'
  const bus = 'tripline-production'
  const busArn = `arn:aws:events:${home}:123456789012:event-bus/${bus}`
  let moto: Moto
  const at = (region: string) => ({
    region,
    endpoint: moto.url,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })

  beforeAll(async () => {
    moto = await startMoto()
    const events = new EventBridgeClient(at(home))
    const { QueueUrl } = await new SQSClient(at(home)).send(
      new CreateQueueCommand({ QueueName: 'arrived' }),
    )
    expect(QueueUrl).toContain('arrived')
    await events.send(new CreateEventBusCommand({ Name: bus }))
    await events.send(
      new PutRuleCommand({
        Name: 'all',
        EventBusName: bus,
        EventPattern: JSON.stringify({ source: [{ prefix: 'aws.' }] }),
      }),
    )
    const queue = `arn:aws:sqs:${home}:123456789012:arrived`
    await events.send(
      new PutTargetsCommand({ Rule: 'all', EventBusName: bus, Targets: [{ Id: 'q', Arn: queue }] }),
    )
    const rules = [
      ruleOf('trail-stopped'),
      ruleOf('user-created', { match: matchOf('iam', 'CreateUser') }),
    ]
    for (const region of ['us-east-1', 'eu-central-1']) await createStack(region, templateOf(rules))
  })
  afterAll(() => moto.stop())

  /** The query API as CloudFormation speaks it; the emulator checks no signature. */
  async function createStack(region: string, template: string): Promise<void> {
    const answer = await fetch(moto.url, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=test/20261121/${region}/cloudformation/aws4_request, SignedHeaders=host, Signature=0`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({
        Action: 'CreateStack',
        Version: '2010-05-15',
        StackName: 'tripline-member',
        TemplateBody: template,
        'Capabilities.member.1': 'CAPABILITY_NAMED_IAM',
        'Parameters.member.1.ParameterKey': 'HomeBusArn',
        'Parameters.member.1.ParameterValue': busArn,
      }),
    })
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('StackId')])
  }

  test.each([
    ['us-east-1', ['health', 'heartbeat', 'on-cloudtrail', 'on-iam']],
    ['eu-central-1', ['health', 'heartbeat', 'on-cloudtrail']],
  ])('%s has the rules that see something there', async (region, names) => {
    const { Rules = [] } = await new EventBridgeClient(at(region)).send(new ListRulesCommand({}))
    expect(Rules.map(({ Name }) => Name).sort()).toEqual(names.map((name) => `${bus}-${name}`))
  })

  test('each target is the bus of the hub, through the role of the account', async () => {
    const { Targets = [] } = await new EventBridgeClient(at('eu-central-1')).send(
      new ListTargetsByRuleCommand({ Rule: `${bus}-on-cloudtrail` }),
    )
    expect(Targets).toMatchObject([
      { Arn: busArn, RoleArn: `arn:aws:iam::123456789012:role/${bus}-forward` },
    ])
  })

  test('an event in a member arrives in the hub', async () => {
    await new EventBridgeClient(at('us-east-1')).send(
      new PutEventsCommand({
        Entries: [
          {
            Source: 'aws.iam',
            DetailType: 'AWS API Call via CloudTrail',
            Detail: JSON.stringify({ eventSource: 'iam.amazonaws.com', eventName: 'CreateUser' }),
          },
        ],
      }),
    )
    const queues = new SQSClient(at(home))
    const { Messages = [] } = await queues.send(
      new ReceiveMessageCommand({
        QueueUrl: `${moto.url}/123456789012/arrived`,
        WaitTimeSeconds: 5,
      }),
    )
    expect(Messages.map(({ Body = '' }) => JSON.parse(Body).detail.eventName)).toEqual([
      'CreateUser',
    ])
  })
})
