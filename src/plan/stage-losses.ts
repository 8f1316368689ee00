/**
 * The alerts and responses of a whole stage that a change removes, independent of its rules:
 * accounts whose events no longer arrive, a trail that no longer exists, people who are no longer
 * subscribed.
 */

import {
  becameMember,
  channelNamed,
  exemptPrincipal,
  fewerActions,
  lostMember,
  lostOrganizationTrail,
  lostSubscriber,
  lostTopic,
  lostTrail,
  otherAccount,
  otherHub,
  otherLogGroup,
  shorterApproval,
} from '../diagnostics/catalogue/losses.ts'
import type { TopicPlan } from './manifest/topics.ts'
import type { Manifest, Topology } from './manifest.ts'

/** The losses, each as the end of a sentence that begins with the stage. */
export const stageLosses = (before: Manifest, after: Manifest): string[] => [
  ...(before.account === after.account ? [] : [otherAccount(after.account, before.account)]),
  ...unheardAccounts(before.topology, after.topology),
  ...trailLosses(before, after),
  ...(after.topology.kind === 'member'
    ? []
    : [...lostListeners(before, after), ...responseLosses(before, after)]),
]

function unheardAccounts(before: Topology, after: Topology): string[] {
  const now = after.kind === 'hub' ? after.members : []
  return [
    ...(after.kind === 'member' && before.kind !== 'member' ? [becameMember(after.busArn)] : []),
    ...(after.kind === 'member' && before.kind === 'member' && before.busArn !== after.busArn
      ? [otherHub(after.busArn, before.busArn)]
      : []),
    ...(before.kind === 'hub' ? before.members : [])
      .filter((account) => !now.includes(account))
      .map((account) => lostMember(account)),
  ]
}

/**
 * Losses of the trail. Without a trail that is logging, no CloudTrail event arrives, and a plan
 * cannot show whether another trail is logging.
 */
function trailLosses({ trail: was }: Manifest, { trail: now, metricFilters }: Manifest): string[] {
  if (was.kind === 'create' && now.kind !== 'create') return [lostTrail(was.name)]
  if (was.kind === 'create' && now.kind === 'create' && was.organization && !now.organization)
    return [lostOrganizationTrail]
  if (was.kind === 'none' || now.kind === 'none' || metricFilters.length === 0) return []
  return was.logGroup === now.logGroup ? [] : [otherLogGroup(now.logGroup, was.logGroup)]
}

function lostListeners(before: Manifest, after: Manifest): string[] {
  const channels = before.channels.flatMap(({ name, topic }) => {
    const now = after.channels.find((channel) => channel.name === name)
    return now === undefined ? [] : lostSubscribers(topic, now.topic, channelNamed(name))
  })
  return [...channels, ...lostSubscribers(before.health.topic, after.health.topic, 'health')]
}

function lostSubscribers(was: TopicPlan, now: TopicPlan, of: string): string[] {
  if (was.kind === 'existing')
    return now.kind === 'existing' && now.arn === was.arn ? [] : [lostSubscriber(was.arn, of)]
  const listen = now.kind === 'new' ? now.subscribe.map(({ endpoint }) => endpoint) : []
  const left = was.subscribe.filter(({ endpoint }) => !listen.includes(endpoint))
  // If the subscribers were added elsewhere, the plan does not know them.
  const unknown = was.subscribe.length === 0 && now.kind === 'existing'
  return [
    ...left.map(({ endpoint }) => lostSubscriber(endpoint, of)),
    ...(unknown ? [lostTopic(was.name, of)] : []),
  ]
}

/**
 * Losses by limits: principals that responders now exempt, and fewer responses. A stage without
 * responders loses nothing.
 */
function responseLosses(before: Manifest, after: Manifest): string[] {
  if (before.responders.length === 0) return []
  const [was, now] = [before.limits, after.limits]
  const exempt = ({ breakGlass, deployRole }: Manifest['limits']): string[] =>
    deployRole === undefined ? [...breakGlass] : [...breakGlass, deployRole]
  const known = exempt(was)
  const more = exempt(now).filter((principal) => !known.includes(principal))
  return [
    ...more.map(exemptPrincipal),
    ...(now.maxActionsPerHour < was.maxActionsPerHour
      ? [fewerActions(now.maxActionsPerHour, was.maxActionsPerHour)]
      : []),
    ...(now.approvalExpiresMs < was.approvalExpiresMs ? [shorterApproval] : []),
  ]
}
