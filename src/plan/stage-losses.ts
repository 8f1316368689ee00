/**
 * What a stage as a whole alerted about or answered before a change, and does not after it, whatever its
 * rules are: accounts it no longer hears, a trail it no longer has, people who no longer listen.
 */

import type { TopicPlan } from './manifest/topics.ts'
import type { Manifest, Topology } from './manifest.ts'

/** Each as the end of a sentence that begins with the stage. */
export const stageLosses = (before: Manifest, after: Manifest): string[] => [
  ...(before.account === after.account
    ? []
    : [`leaves account ${before.account} for ${after.account}`]),
  ...unheardAccounts(before.topology, after.topology),
  ...trailLosses(before, after),
  ...(after.topology.kind === 'member'
    ? []
    : [...listeners(before, after), ...exempted(before, after)]),
]

function unheardAccounts(before: Topology, after: Topology): string[] {
  const now = after.kind === 'hub' ? after.members : []
  return [
    ...(after.kind === 'member' && before.kind !== 'member'
      ? [`decides nothing any more and answers nothing: it forwards to ${after.busArn}`]
      : []),
    ...(after.kind === 'member' && before.kind === 'member' && before.busArn !== after.busArn
      ? [`forwards to ${after.busArn} and no longer to ${before.busArn}`]
      : []),
    ...(before.kind === 'hub' ? before.members : [])
      .filter((account) => !now.includes(account))
      .map((account) => `no longer hears account ${account}`),
  ]
}

/** Without a trail that is logging no event of CloudTrail arrives, and nobody can see here whether another one is. */
function trailLosses({ trail: was }: Manifest, { trail: now, metricFilters }: Manifest): string[] {
  if (was.kind === 'create' && now.kind !== 'create')
    return [`no longer has the trail ${was.name}: nothing is seen unless another one is logging`]
  if (was.kind === 'create' && now.kind === 'create' && was.organization && !now.organization)
    return [`no longer has a trail for the whole organization`]
  if (was.kind === 'none' || now.kind === 'none' || metricFilters.length === 0) return []
  return was.logGroup === now.logGroup
    ? []
    : [`reads its metric filters from log group ${now.logGroup} and no longer from ${was.logGroup}`]
}

function listeners(before: Manifest, after: Manifest): string[] {
  const channels = before.channels.flatMap(({ name, topic }) => {
    const now = after.channels.find((channel) => channel.name === name)
    return now === undefined ? [] : gone(topic, now.topic, `channel ${name}`)
  })
  return [...channels, ...gone(before.health.topic, after.health.topic, 'health')]
}

function gone(was: TopicPlan, now: TopicPlan, of: string): string[] {
  if (was.kind === 'existing')
    return now.kind === 'existing' && now.arn === was.arn
      ? []
      : [`no longer tells ${was.arn} (${of})`]
  const listen = now.kind === 'new' ? now.subscribe.map(({ endpoint }) => endpoint) : []
  const left = was.subscribe.filter(({ endpoint }) => !listen.includes(endpoint))
  // Of a topic whose listeners are subscribed elsewhere nobody knows who they are.
  const unknown = was.subscribe.length === 0 && now.kind === 'existing'
  return [
    ...left.map(({ endpoint }) => `no longer tells ${endpoint} (${of})`),
    ...(unknown ? [`no longer tells the topic ${was.name} (${of})`] : []),
  ]
}

/** Whom responders spare, and how often they act; where there are none it is all the same. */
function exempted(before: Manifest, after: Manifest): string[] {
  if (before.responders.length === 0) return []
  const [was, now] = [before.limits, after.limits]
  const known = [...was.breakGlass, was.deployRole]
  const more = [...now.breakGlass, now.deployRole].filter(
    (principal) => principal !== undefined && !known.includes(principal),
  )
  return [
    ...more.map((principal) => `answers nothing that ${principal} does`),
    ...(now.maxActionsPerHour < was.maxActionsPerHour
      ? [`answers ${now.maxActionsPerHour} times an hour at most, and not ${was.maxActionsPerHour}`]
      : []),
    ...(now.approvalExpiresMs < was.approvalExpiresMs ? ['waits less long for an approval'] : []),
  ]
}
