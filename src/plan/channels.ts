/**
 * Channels as SNS topics with their subscribers, and the channels that receive the alerts of a
 * rule.
 */

import {
  foreignListener,
  foreignTopic,
  noChannels,
  reservedChannel,
  subscribedExisting,
  unheardChannel,
  unheardHealth,
} from '../diagnostics/catalogue/plan/channels.ts'
import { inConfig, type PlanProblem } from '../diagnostics/plan-problem.ts'
import { severities } from '../ir/names.ts'
import type { Rule } from '../ir/rule.ts'
import type { ChannelConfig, PlanConfig, TopicConfig } from './config.ts'
import type { ChannelPlan, Subscription, TopicPlan } from './manifest/topics.ts'
import type { Settings } from './settings.ts'

type Report = (problem: PlanProblem) => void

/** Topics of the same prefix that are not channels. */
const reservedNames = ['alarms', 'health']

/** The channels of a stage. A member of a hub has none, because it sends no alerts. */
export function channelsOf(config: PlanConfig, settings: Settings, report: Report): ChannelPlan[] {
  if (settings.topology.kind === 'member') return []
  const channels = Object.entries(config.channels ?? {})
  if (channels.length === 0) report(noChannels())
  return channels
    .map(([name, channel]) => channelPlan(name, channel, settings, report))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function channelPlan(
  name: string,
  channel: ChannelConfig,
  settings: Settings,
  report: Report,
): ChannelPlan {
  const { format = 'text', severity = 'info', subscribe } = channel
  if (reservedNames.includes(name)) report(reservedChannel(name))
  if ((channel.topic ?? 'new') === 'new' && subscribe === undefined) report(unheardChannel(name))
  return {
    name,
    topic: topicOf(`${settings.prefix}-${name}`, channel, settings, ['channels', name], report),
    format,
    severity,
  }
}

/** The topic that reports failures of Tripline itself. A stage without one is a problem. */
export function healthTopic(config: PlanConfig, settings: Settings, report: Report): TopicPlan {
  const health = config.health ?? {}
  if ((health.topic ?? 'new') === 'new' && health.subscribe === undefined) report(unheardHealth())
  return topicOf(`${settings.prefix}-health`, health, settings, ['health'], report)
}

function topicOf(
  name: string,
  { topic = 'new', subscribe = 'elsewhere' }: TopicConfig,
  { home, partition }: Settings,
  keys: readonly string[],
  report: Report,
): TopicPlan {
  if (topic === 'new')
    return {
      kind: 'new',
      name,
      subscribe: subscribersOf(subscribe, partition, keys, report),
    }
  if (subscribe !== 'elsewhere') report(subscribedExisting(...keys))
  if (!new RegExp(`^arn:${partition}:sns:${home}:\\d{12}:[\\w-]{1,256}$`).test(topic))
    report(foreignTopic(topic, home, inConfig(...keys, 'topic')))
  return { kind: 'existing', arn: topic }
}

/** The subscribers of a topic. An endpoint that is listed twice is subscribed once. */
function subscribersOf(
  subscribe: 'elsewhere' | readonly string[],
  partition: string,
  keys: readonly string[],
  report: Report,
): Subscription[] {
  if (subscribe === 'elsewhere') return []
  const own = new RegExp(`^arn:${partition}:(?:sqs|lambda|firehose):[a-z0-9-]+:\\d{12}:\\S+$`)
  for (const endpoint of subscribe)
    if (endpoint.startsWith('arn:') && !own.test(endpoint))
      report(foreignListener(endpoint, partition, inConfig(...keys, 'subscribe')))
  return [...new Set(subscribe)].map(subscriptionOf)
}

function subscriptionOf(endpoint: string): Subscription {
  const [, service] = /^arn:[^:]*:(sqs|lambda|firehose):/.exec(endpoint) ?? []
  if (service !== undefined) return { protocol: service as Subscription['protocol'], endpoint }
  if (endpoint.startsWith('https://')) return { protocol: 'https', endpoint }
  return { protocol: endpoint.startsWith('+') ? 'sms' : 'email', endpoint }
}

/**
 * The names of the channels that receive the alerts of a rule: those that the rule names, or else
 * every channel that accepts its severity. A staged rule has none.
 */
export function channelsFor(
  { notify, severity, status }: Pick<Rule, 'notify' | 'severity' | 'status'>,
  channels: readonly ChannelPlan[],
): readonly string[] {
  if (status !== 'enabled') return []
  const takes = (channel: ChannelPlan) =>
    severities.indexOf(channel.severity) <= severities.indexOf(severity)
  return channels
    .filter((channel) => (notify ? notify.includes(channel.name) : takes(channel)))
    .map(({ name }) => name)
}
