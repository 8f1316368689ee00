/** What a plan deploys, in records that do not grow with the number of rules. */
import { eventBridge, eventRulesIn, metricFiltersPerLogGroup } from '../../../aws/quotas.ts'
import { hasWildcard } from '../../../backends/event-pattern/acceptable.ts'
import { plural } from '../../../diagnostics/plural.ts'
import { visible } from '../../../diagnostics/render.ts'
import { modes, responders, severities } from '../../../ir/names.ts'
import type { RulePlan } from '../../../plan/manifest/rules.ts'
import type { Manifest } from '../../../plan/manifest.ts'
import { defaultBusRules } from '../../../plan/resources/events.ts'
import type { Palette } from '../../terminal.ts'
import { cut, record, regionsText } from './records.ts'

/** Channels, members and selectors that the page names. `--verbose` names all of them. */
const shownCount = 8

/** The account and the part that it plays. */
export function headLine({ stage, account, home, topology }: Manifest, paint: Palette): string {
  const part =
    topology.kind === 'hub'
      ? `, hub of ${topology.organization} with ${plural(topology.members.length, 'member')}`
      : ''
  return `${paint.strong(`Stage ${stage}`)} in account ${account}, home region ${home}${part}`
}

/** The records about regions, rules, alerts, responses, the trail and quotas. */
export function summaryLines(
  manifest: Manifest,
  regions: readonly string[],
  isVerbose: boolean,
): string[] {
  const limit = isVerbose ? Number.POSITIVE_INFINITY : shownCount
  const active = manifest.rules.filter(({ status }) => status !== 'disabled')
  return [
    ...record('Regions', `${regions.length}: ${regions.join(', ')}`),
    ...hubRecord(manifest),
    ...memberRecord(manifest, regions, limit),
    ...record('Rules', rulesText(manifest, active)),
    ...record('Rule set', manifest.rulesVersion),
    ...record('Matching', matchingText(active)),
    ...record('Alerts', alertsText(manifest, active, limit)),
    ...record('Responses', responsesText(manifest, active)),
    ...record('Trail', trailText(manifest, limit)),
    ...record('Quotas', quotasText(manifest)),
  ]
}

const hubRecord = ({ topology }: Manifest): string[] =>
  topology.kind === 'member' ? record('Hub', `receives the events at ${topology.busArn}`) : []

/**
 * The accounts that a hub receives events from, and the regions to which they have to forward. An
 * account without a stage is not received.
 */
function memberRecord(
  { heartbeat: { members = [] } }: Manifest,
  all: readonly string[],
  limit: number,
): string[] {
  if (members.length === 0) return []
  const byPlace = Map.groupBy(members, ({ regions }) => regionsText(regions, all))
  const texts = [...byPlace].map(
    ([place, each]) =>
      `${cut(
        each.map(({ account }) => account),
        limit,
      ).join(', ')} in ${place}`,
  )
  return record('Members', `receives the events of ${cut(texts, limit).join('; ')}`)
}

function rulesText({ rules }: Manifest, active: readonly RulePlan[]): string {
  const staged = active.filter(({ status }) => status === 'staged').length
  const disabled = rules.length - active.length
  const bySeverity = severities.toReversed().flatMap((severity) => {
    const count = active.filter((rule) => rule.severity === severity).length
    return count === 0 ? [] : [`${count.toLocaleString('en-US')} ${severity}`]
  })
  return [
    `${active.length.toLocaleString('en-US')}: ${bySeverity.join(', ')}`,
    ...(staged > 0 ? [`${staged} staged (no alerts)`] : []),
    ...(disabled > 0 ? [`${disabled} disabled (not counted)`] : []),
  ].join('; ')
}

/** How many rules compile exactly, with a residual, and to a metric filter. */
function matchingText(active: readonly RulePlan[]): string {
  const matched = active.filter(({ via }) => via.includes('eventbridge'))
  const residual = matched.filter((rule) => rule.residual.length > 0).length
  const filtered = active.filter(({ via }) => via.includes('metric-filter')).length
  return [
    `${plural(matched.length - residual, 'rule')} exactly in EventBridge`,
    ...(residual > 0 ? [`${plural(residual, 'rule')} with a residual, which detect decides`] : []),
    ...(filtered > 0 ? [`${plural(filtered, 'rule')} by metric filter`] : []),
  ].join('; ')
}

function alertsText(
  { topology, channels }: Manifest,
  active: readonly RulePlan[],
  limit: number,
): string {
  if (topology.kind === 'member') return 'the hub decides and sends them'
  const texts = channels.map(({ name }) => {
    const count = active.filter((rule) => rule.channels.includes(name)).length
    return `channel ${visible(name)} for ${plural(count, 'rule')}`
  })
  return texts.length === 0 ? 'none: there is no channel' : cut(texts, limit).join(', ')
}

function responsesText({ topology, limits }: Manifest, active: readonly RulePlan[]): string {
  if (topology.kind === 'member') return 'none: responders act only in the account of the hub'
  const texts = responders.flatMap((responder) =>
    modes.flatMap((mode) => {
      const count = active.filter(({ respond }) =>
        respond.some((each) => each.action === responder && each.mode === mode),
      ).length
      return count === 0 ? [] : [`${responder} (${mode}) for ${plural(count, 'rule')}`]
    }),
  )
  if (texts.length === 0) return 'none'
  const giving = limits.restores
    ? ['the function restore gives powers back: its role is equivalent to an administrator']
    : []
  return [texts.join(', '), ...giving].join('; ')
}

function trailText({ trail }: Manifest, limit: number): string {
  const { advanced, insights } = trail.selectors
  const selected = [
    cut(
      advanced.map(({ Name }) => Name),
      limit,
    ).join(', '),
    ...(insights.length > 0 ? [`Insights (${insights.join(', ')})`] : []),
  ].join(', ')
  return trail.kind === 'create'
    ? `${trail.name} is created. It records: ${selected}`
    : `Your trail must record: ${selected}`
}

function quotasText(manifest: Manifest): string {
  const { eventRules, metricFilters } = manifest
  const [fullest] = [...defaultBusRules(manifest)]
    .map(([region, count]) => ({ region, count, max: eventRulesIn(region) }))
    .sort((a, b) => b.count / b.max - a.count / a.max)
  const longest = Math.max(0, ...eventRules.map(({ pattern }) => pattern.length))
  const wildcardCount = eventRules.filter(
    ({ region, pattern }) => region === fullest?.region && hasWildcard(pattern),
  ).length
  return [
    ...(fullest === undefined
      ? []
      : [
          `EventBridge rules: ${fullest.count} of ${fullest.max} in ${fullest.region}, the fullest region`,
          `with a wildcard: ${wildcardCount} of ${eventBridge.wildcardRules}`,
          `longest pattern: ${longest.toLocaleString('en-US')} of ${eventBridge.patternCharacters.toLocaleString('en-US')} characters`,
        ]),
    `metric filters: ${metricFilters.length} of ${metricFiltersPerLogGroup}`,
  ].join('; ')
}
