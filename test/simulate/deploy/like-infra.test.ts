/** What the local account deploys is what `sst deploy` deploys: resource by resource, in their real classes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { trailsOf } from '../../../packages/local-aws/services/cloudtrail/memory.ts'
import { cloudWatchOf } from '../../../packages/local-aws/services/cloudwatch/memory.ts'
import { tablesOf } from '../../../packages/local-aws/services/dynamodb/tables.ts'
import { busesOf } from '../../../packages/local-aws/services/eventbridge/bus.ts'
import { policyText } from '../../../packages/local-aws/services/eventbridge/bus-policy.ts'
import { iamOf } from '../../../packages/local-aws/services/iam/memory.ts'
import { groupsOf } from '../../../packages/local-aws/services/logs/group.ts'
import { topicsOf } from '../../../packages/local-aws/services/sns/memory.ts'
import { queuesOf } from '../../../packages/local-aws/services/sqs/memory.ts'
import { redrivePolicy } from '../../../packages/local-aws/services/sqs/queue.ts'
import { healthAlarms } from '../../../src/plan/health.ts'
import { type Local, startLocal } from '../../../src/simulate/local.ts'
import { account, everything, hub, standalone, withNewTrail } from '../../infra/manifests.ts'
import { type Graph, graphOf } from '../../infra/resource-graph.ts'
import { ruleset } from '../stage.ts'

const policyKinds = [
  'sqs/queuePolicy:QueuePolicy',
  'sns/topicPolicy:TopicPolicy',
  'cloudwatch/eventBusPolicy:EventBusPolicy',
  'dynamodb/resourcePolicy:ResourcePolicy',
]

const sorted = <T>(all: readonly T[]): T[] =>
  [...all].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

describe.each([
  ['standalone', standalone],
  ['everything', everything],
  ['hub', hub],
  ['a trail of its own', withNewTrail(standalone, false)],
] as const)('%s', (_, manifest) => {
  let local: Local
  let graph: Graph
  beforeAll(async () => {
    graph = await graphOf(manifest)
    local = await startLocal({ accounts: [account], startAt: new Date('2026-11-21T08:00:00Z') })
    await local.deploy(manifest, ruleset)
  })
  afterAll(() => local.stop())

  const regions = () => local.cloud.accounts.get(account)?.regions() ?? []

  test('rules: region, bus, pattern, state and targets', () => {
    const ours = regions().flatMap((region) =>
      [...busesOf(region).values()].flatMap((bus) =>
        [...bus.rules.values()].map(({ name, pattern, state, targets }) => ({
          region: region.name,
          bus: bus.name,
          name,
          state,
          pattern: JSON.parse(pattern.text),
          targets: [...targets.values()].map(({ Id, Arn, DeadLetterConfig }) => ({
            id: Id,
            arn: Arn,
            dead: DeadLetterConfig?.Arn,
          })),
        })),
      ),
    )
    const targets = graph.of('cloudwatch/eventTarget:EventTarget')
    const theirs = graph.of('cloudwatch/eventRule:EventRule').map(({ inputs }) => ({
      region: inputs.region,
      bus: inputs.eventBusName ?? 'default',
      name: inputs.name,
      state: inputs.state ?? 'ENABLED',
      pattern: JSON.parse(inputs.eventPattern),
      targets: targets
        .filter((target) => target.inputs.rule === inputs.name)
        .filter((target) => target.inputs.region === inputs.region)
        .map((target) => ({
          id: target.inputs.targetId,
          arn: target.inputs.arn,
          dead: target.inputs.deadLetterConfig?.arn,
        })),
    }))
    expect(sorted(ours)).toEqual(sorted(theirs))
  })

  test('queues with their dead letters', () => {
    const ours = regions().flatMap((region) =>
      [...queuesOf(region).values()].map((queue) => ({
        region: region.name,
        name: queue.name,
        visibility: Number(queue.attributes.get('VisibilityTimeout')),
        kept: Number(queue.attributes.get('MessageRetentionPeriod')),
        redrive: redrivePolicy(queue),
      })),
    )
    const theirs = graph.of('sqs/queue:Queue').map(({ inputs }) => ({
      region: inputs.region,
      name: inputs.name,
      visibility: inputs.visibilityTimeoutSeconds ?? 30,
      kept: inputs.messageRetentionSeconds,
      redrive: inputs.redrivePolicy === undefined ? undefined : JSON.parse(inputs.redrivePolicy),
    }))
    expect(sorted(ours)).toEqual(sorted(theirs))
  })

  test('topics and who is subscribed', () => {
    const ours = regions().flatMap((region) =>
      [...topicsOf(region).values()].flatMap(({ arn, subscriptions }) =>
        [...subscriptions.values()].map(({ protocol, endpoint, attributes }) => ({
          topic: arn,
          protocol,
          endpoint,
          raw: attributes.get('RawMessageDelivery') === 'true',
          redrive: attributes.get('RedrivePolicy'),
        })),
      ),
    )
    const theirs = graph.of('sns/topicSubscription:TopicSubscription').map(({ inputs }) => ({
      topic: inputs.topic,
      protocol: inputs.protocol,
      endpoint: inputs.endpoint,
      raw: inputs.rawMessageDelivery === true,
      redrive: inputs.redrivePolicy,
    }))
    expect(sorted(ours)).toEqual(sorted(theirs))
    const names = graph.of('sns/topic:Topic').map(({ inputs }) => inputs.name)
    const made = regions().flatMap((region) => [...topicsOf(region).values()])
    expect(made.map(({ name }) => name).sort()).toEqual(names.sort())
  })

  test('alarms', () => {
    const ours = regions().flatMap((region) =>
      [...cloudWatchOf(region).alarms.values()].map(({ name, metric, settings }) => ({
        region: region.name,
        name,
        namespace: metric.namespace,
        metric: metric.name,
        dimensions: Object.fromEntries(metric.dimensions.map(({ Name, Value }) => [Name, Value])),
        statistic: settings.Statistic,
        comparison: settings.ComparisonOperator,
        threshold: settings.Threshold,
        period: settings.Period,
        periods: settings.EvaluationPeriods,
        datapoints: settings.DatapointsToAlarm,
        missing: settings.TreatMissingData,
        actions: settings.AlarmActions,
        silent: settings.InsufficientDataActions ?? [],
        recovers: settings.OKActions,
      })),
    )
    const theirs = graph.of('cloudwatch/metricAlarm:MetricAlarm').map(({ inputs }) => ({
      region: inputs.region,
      name: inputs.name,
      namespace: inputs.namespace,
      metric: inputs.metricName,
      dimensions: inputs.dimensions ?? {},
      statistic: inputs.statistic,
      comparison: inputs.comparisonOperator,
      threshold: inputs.threshold,
      period: inputs.period,
      periods: inputs.evaluationPeriods,
      datapoints: inputs.datapointsToAlarm,
      missing: inputs.treatMissingData,
      actions: inputs.alarmActions,
      silent: inputs.insufficientDataActions ?? [],
      recovers: inputs.okActions,
    }))
    expect(sorted(ours)).toEqual(sorted(theirs))
    expect(ours.length).toBeGreaterThanOrEqual(healthAlarms(manifest).length)
  })

  test('functions: role, timeout and the names of what each is given', () => {
    const ours = manifest.functions.map((name) => {
      const { plan } = local.runner.find(`${manifest.prefix}-${name}`)
      return {
        name: plan.name,
        role: plan.role.roleArn,
        timeoutSeconds: plan.timeoutMs / 1_000,
        variables: Object.keys(plan.environment).sort(),
      }
    })
    const roles = graph.of('lambda/function:Function')
    const theirs = graph.functions.map(({ id, name, timeoutSeconds, environment }) => ({
      name,
      role: roles.find((each) => each.name === id)?.inputs.role,
      timeoutSeconds,
      variables: Object.keys(environment).sort(),
    }))
    expect(sorted(ours)).toEqual(sorted(theirs))
  })

  test('roles: who may assume each, and what it may do', () => {
    const owner = local.cloud.accounts.get(account)
    const roles = owner === undefined ? [] : [...iamOf(owner).roles.values()]
    const ours = roles.map(({ name, trust, inline }) => ({
      name,
      trust: JSON.parse(trust),
      policies: [...inline].map(([policy, text]) => ({ policy, document: JSON.parse(text) })),
    }))
    const policies = graph.of('iam/rolePolicy:RolePolicy')
    const theirs = graph.of('iam/role:Role').map(({ inputs }) => ({
      name: inputs.name,
      trust: JSON.parse(inputs.assumeRolePolicy),
      policies: policies
        .filter((each) => each.inputs.role === inputs.name)
        .map((each) => ({ policy: each.inputs.name, document: JSON.parse(each.inputs.policy) })),
    }))
    // A trail that the plan takes for granted has a role here, and Firehose has no streams.
    const isElsewhere = ({ name }: { name: string }) =>
      /-firehose-/.test(name) || (manifest.trail.kind !== 'create' && name.endsWith('-trail'))
    expect(sorted(ours.filter((each) => !isElsewhere(each)))).toEqual(
      sorted(theirs.filter((each) => !isElsewhere(each))),
    )
    expect(theirs.every((each) => each.policies.length === 1)).toBe(true)
  })

  test('policies of queues, topics, tables and buses', () => {
    const ours = regions().flatMap((region) => [
      ...[...queuesOf(region).values()].map(({ attributes }) => attributes.get('Policy') ?? ''),
      ...[...topicsOf(region).values()].map(({ attributes }) => attributes.get('Policy') ?? ''),
      ...[...busesOf(region).values()].flatMap((bus) => policyText(bus) ?? []),
      ...[...tablesOf(local.cloud, region).policies.values()].map(({ text }) => text),
    ])
    const theirs = policyKinds.flatMap((kind) => graph.of(kind)).map(({ inputs }) => inputs.policy)
    expect(sorted(ours.map((text) => JSON.parse(text)))).toEqual(
      sorted(theirs.map((text) => JSON.parse(text))),
    )
  })

  test('the trail that is made', () => {
    const ours = regions().flatMap((region) =>
      [...trailsOf(region).values()].map(({ name, homeRegion, settings, selectors, insights }) => ({
        name,
        region: homeRegion,
        multiRegion: settings.isMultiRegion,
        global: settings.includesGlobalEvents,
        validated: settings.validatesFiles,
        logs: settings.logGroupArn,
        selectors: selectors.kind === 'advanced' ? selectors.list.map(({ Name }) => Name) : [],
        insights: insights.map(({ InsightType }) => InsightType),
      })),
    )
    const theirs = graph.of('cloudtrail/trail:Trail').map(({ inputs }) => ({
      name: inputs.name,
      region: inputs.region,
      multiRegion: inputs.isMultiRegionTrail,
      global: inputs.includeGlobalServiceEvents,
      validated: inputs.enableLogFileValidation,
      logs: inputs.cloudWatchLogsGroupArn,
      selectors: inputs.advancedEventSelectors.map(({ name }: { name: string }) => name),
      insights: inputs.insightSelectors.map(
        ({ insightType }: { insightType: string }) => insightType,
      ),
    }))
    // Where no trail is made, the local account has the one that the plan takes for granted.
    expect(theirs).toHaveLength(manifest.trail.kind === 'create' ? 1 : 0)
    expect(ours).toHaveLength(1)
    if (theirs.length > 0) expect(ours).toEqual(theirs)
  })

  test('metric filters and log groups', () => {
    const ours = regions().flatMap((region) =>
      [...groupsOf(region).values()].flatMap((group) =>
        [...group.filters.values()].map(({ name, pattern, metric }) => ({
          name,
          group: group.name,
          pattern: pattern.text,
          metric: metric.name,
          namespace: metric.namespace,
          value: metric.value,
          standard: String(metric.defaultValue),
        })),
      ),
    )
    const theirs = graph.of('cloudwatch/logMetricFilter:LogMetricFilter').map(({ inputs }) => ({
      name: inputs.name,
      group: inputs.logGroupName,
      pattern: inputs.pattern,
      metric: inputs.metricTransformation.name,
      namespace: inputs.metricTransformation.namespace,
      value: inputs.metricTransformation.value,
      standard: inputs.metricTransformation.defaultValue,
    }))
    expect(sorted(ours)).toEqual(sorted(theirs))
  })
})
