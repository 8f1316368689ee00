/** EventBridge, as the packed rules, the home bus and the heartbeat use it. */
import type { Call, Script } from '../../support/differential.ts'

const account = '123456789012'
const pattern = JSON.stringify({ source: ['aws.iam'] })
const queue = `arn:aws:sqs:us-east-1:${account}:events`

const made = (call: Call, Name = 'rule', more = {}) =>
  call('PutRule', { Name, EventPattern: pattern, ...more })

const entry = (more = {}) => ({ Source: 'tripline', DetailType: 'alert', Detail: '{}', ...more })

export const eventBridgeCases: Readonly<Record<string, Script>> = {
  buses: async (call) => {
    await call('CreateEventBus', { Name: 'home' })
    await call('CreateEventBus', { Name: 'home' })
    await call('CreateEventBus', { Name: 'a/b' })
    await call('DescribeEventBus', { Name: 'home' })
    await call('DescribeEventBus')
    await call('DescribeEventBus', { Name: 'gone' })
    await call('ListEventBuses')
    await call('ListEventBuses', { NamePrefix: 'ho' })
    await call('DeleteEventBus', { Name: 'home' })
    await call('DeleteEventBus', { Name: 'home' })
    await call('DeleteEventBus', { Name: 'default' })
    await call('ListEventBuses')
  },

  permissions: async (call) => {
    await call('CreateEventBus', { Name: 'home' })
    const to = { EventBusName: 'home', Action: 'events:PutEvents', StatementId: 'members' }
    await call('PutPermission', { ...to, Principal: '111111111111' })
    await call('DescribeEventBus', { Name: 'home' })
    await call('PutPermission', { ...to, Principal: 'nobody' })
    await call('PutPermission', { ...to, Principal: '111111111111', Action: 'events:PutRule' })
    await call('RemovePermission', { EventBusName: 'home', StatementId: 'others' })
    await call('RemovePermission', { EventBusName: 'home', StatementId: 'members' })
    await call('RemovePermission', { EventBusName: 'home', StatementId: 'members' })
    await call('DescribeEventBus', { Name: 'home' })
  },

  rules: async (call) => {
    await made(call)
    await made(call, 'rule', { Description: 'again' })
    await made(call, 'reads', { State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' })
    await call('DescribeRule', { Name: 'rule' })
    await call('DescribeRule', { Name: 'gone' })
    await call('ListRules')
    await call('ListRules', { NamePrefix: 're' })
    await call('DisableRule', { Name: 'rule' })
    await call('DescribeRule', { Name: 'rule' })
    await call('EnableRule', { Name: 'rule' })
    await call('DescribeRule', { Name: 'rule' })
    await call('DeleteRule', { Name: 'rule' })
    await call('DeleteRule', { Name: 'rule' })
    await call('ListRules')
  },

  'pages of rules': async (call) => {
    for (const name of ['a', 'b', 'c']) await made(call, name)
    const { NextToken } = await call('ListRules', { Limit: 2 })
    await call('ListRules', { Limit: 2, NextToken })
  },

  'rules of another bus': async (call) => {
    await call('CreateEventBus', { Name: 'home' })
    await made(call, 'deliver', { EventBusName: 'home' })
    await call('DescribeRule', { Name: 'deliver', EventBusName: 'home' })
    await call('ListRules', { EventBusName: 'home' })
    await call('ListRules')
    await call('PutRule', { Name: 'r', EventPattern: pattern, EventBusName: 'gone' })
  },

  'rules that are refused': async (call) => {
    await call('PutRule', { Name: 'not a name', EventPattern: pattern })
    await call('PutRule', { Name: 'x'.repeat(65), EventPattern: pattern })
    await call('PutRule', { Name: 'none' })
    await call('PutRule', { Name: 'bad', EventPattern: '{"source":"aws.iam"}' })
    await call('PutRule', { Name: 'bad', EventPattern: 'no json' })
    await call('PutRule', { Name: 'bad', EventPattern: '{"source":[]}' })
  },

  targets: async (call) => {
    await made(call)
    await call('PutTargets', { Rule: 'rule', Targets: [{ Id: 'one', Arn: queue }] })
    await call('PutTargets', {
      Rule: 'rule',
      Targets: [{ Id: 'one', Arn: queue, DeadLetterConfig: { Arn: `${queue}-dead` } }],
    })
    await call('PutTargets', { Rule: 'gone', Targets: [{ Id: 'one', Arn: queue }] })
    await call('PutTargets', { Rule: 'rule', Targets: [{ Id: 'two', Arn: 'no arn' }] })
    await call('ListTargetsByRule', { Rule: 'rule' })
    await call('DeleteRule', { Name: 'rule' })
    await call('RemoveTargets', { Rule: 'rule', Ids: ['one'] })
    await call('RemoveTargets', { Rule: 'gone', Ids: ['one'] })
    await call('ListTargetsByRule', { Rule: 'rule' })
    await call('DeleteRule', { Name: 'rule' })
  },

  tags: async (call) => {
    const { RuleArn: ResourceARN } = await made(call, 'rule', {
      Tags: [{ Key: 'stage', Value: 'test' }],
    })
    const Tags = [{ Key: 'tripline:heartbeat', Value: '1' }]
    await call('TagResource', { ResourceARN, Tags })
    await call('ListTagsForResource', { ResourceARN })
    await call('UntagResource', { ResourceARN, TagKeys: ['stage'] })
    await call('ListTagsForResource', { ResourceARN })
    const gone = `arn:aws:events:us-east-1:${account}:rule/gone`
    await call('TagResource', { ResourceARN: gone, Tags })
  },

  events: async (call) => {
    await call('PutEvents', { Entries: [entry()] })
    await call('PutEvents', { Entries: [entry({ Detail: 'no json' })] })
    await call('PutEvents', { Entries: [entry({ Source: '' }), entry()] })
    await call('PutEvents', { Entries: [entry({ DetailType: '' })] })
    await call('PutEvents', { Entries: Array.from({ length: 11 }, () => entry()) })
    await call('PutEvents', { Entries: [entry({ EventBusName: 'gone' })] })
  },

  'events of AWS': async (call) => {
    await call('PutEvents', { Entries: [entry({ Source: 'aws.iam' })] })
  },
}
