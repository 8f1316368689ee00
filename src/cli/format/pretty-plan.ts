/** Prints a plan for people: rules, resources, quotas, cost. */
import { eventBridge, eventRulesIn, metricFiltersPerLogGroup } from '../../aws/quotas.ts'
import { hasWildcard } from '../../backends/event-pattern/acceptable.ts'
import { visible } from '../../diagnostics/render.ts'
import { type CostLine, usualAssumptions } from '../../plan/cost.ts'
import type { EventRulePlan } from '../../plan/manifest/event-rules.ts'
import type { RulePlan } from '../../plan/manifest/rules.ts'
import type { Manifest } from '../../plan/manifest.ts'
import { defaultBusRules } from '../../plan/resources/events.ts'
import type { PlannedResource } from '../../plan/resources/resource.ts'
import { resourcesOf } from '../../plan/resources.ts'
import { type Palette, palette, type Terminal } from '../terminal.ts'

interface Costs {
  readonly cost: readonly CostLine[]
  /** Dollars a month. */
  readonly total: number
}

export function prettyPlan(
  manifest: Manifest,
  costs: Costs,
  { verbose }: { readonly verbose: boolean },
  terminal: Terminal,
): string {
  const paint = palette(terminal)
  const sections = [
    [headOf(manifest, paint), ...memberLines(manifest, verbose)],
    rulesOf(manifest, verbose, paint),
    resourceLines(manifest, verbose, paint),
    selectorLines(manifest, paint),
    quotaLines(manifest, paint),
    costLines(costs, paint),
  ]
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function headOf(
  { prefix, account, home, topology, rulesVersion }: Manifest,
  paint: Palette,
): string {
  const part =
    topology.kind === 'hub'
      ? `, hub of ${topology.organization} (${topology.members.length} members)`
      : topology.kind === 'member'
        ? `, member: forwards to ${topology.busArn}`
        : ''
  return `${paint.strong(prefix)} in account ${account}, home ${home}${part}, rules ${rulesVersion}`
}

/**
 * The accounts that a hub receives events from, and the regions to which they have to forward. An
 * account without a stage is not received.
 */
function memberLines({ heartbeat: { members = [] } }: Manifest, verbose: boolean): string[] {
  return members.map(({ account, regions }) => {
    const where =
      verbose || regions.length <= 6 ? regions.join(', ') : `${regions.length} regions (--verbose)`
    return `  hears account ${account} in ${where}`
  })
}

function rulesOf(manifest: Manifest, verbose: boolean, paint: Palette): string[] {
  const count = manifest.rules.filter(({ status }) => status !== 'disabled').length
  const all = [...new Set(manifest.rules.flatMap(({ regions }) => regions))].length
  const width = Math.max(...manifest.rules.map(({ id }) => id.length), 0)
  return [
    paint.strong(`Rules (${count})`),
    ...manifest.rules.flatMap((rule) => [
      `  ${paint.severity(rule.severity, rule.severity.padEnd(8))}  ${rule.id.padEnd(width)}  ${goes(rule, all)}`,
      `            ${paint.faint(visible(rule.why))}`,
      ...residualLines(rule, verbose, paint),
    ]),
  ]
}

/**
 * The residual of a rule: checks that the pattern does not make, so that it lets more events
 * through.
 */
function residualLines({ residual }: RulePlan, verbose: boolean, paint: Palette): string[] {
  if (residual.length === 0) return []
  if (!verbose)
    return [
      `            ${paint.faint(`the pattern lets more through; detect decides ${residual.length === 1 ? 'one thing' : `${residual.length} things`} (--verbose)`)}`,
    ]
  return residual.map((why) => `            ${paint.faint(`decided by detect: ${visible(why)}`)}`)
}

function goes(rule: RulePlan, allRegions: number): string {
  if (rule.status === 'disabled') return 'disabled'
  const regions =
    rule.regions.length === allRegions && allRegions > 2
      ? `all ${allRegions} regions`
      : rule.regions.join(', ')
  const to =
    rule.status === 'staged'
      ? 'staged: tells nobody'
      : rule.channels.length === 0
        ? 'decided by the hub'
        : `to ${rule.channels.join(', ')}`
  const answers = rule.respond.map(({ action, mode }) => `, ${action} (${mode})`).join('')
  return `${rule.via.join(' + ')} in ${regions}, ${to}${answers}`
}

/**
 * One line for each resource. The same resource in several regions shares a line, unless all are
 * requested.
 */
function resourceLines(manifest: Manifest, verbose: boolean, paint: Palette): string[] {
  const resources = resourcesOf(manifest)
  const patterns = new Map(
    manifest.eventRules.map((rule) => [`${rule.region} ${rule.name}`, rule] as const),
  )
  const lines = [...Map.groupBy(resources, ({ type }) => type)].flatMap(([type, ofType]) => [
    `  ${type} (${ofType.length})`,
    ...(verbose
      ? ofType.flatMap((each) => [
          `    ${oneLine(each, [each.region], paint)}`,
          ...(type === 'AWS::Events::Rule'
            ? patternLines(patterns.get(`${each.region} ${each.name}`), paint)
            : []),
        ])
      : [...Map.groupBy(ofType, ({ name, why }) => `${name} ${why}`).values()].flatMap(
          ([first, ...others]) =>
            first === undefined
              ? []
              : [
                  `    ${oneLine(first, [first.region, ...others.map(({ region }) => region)], paint)}`,
                ],
        )),
  ])
  return [paint.strong(`Resources (${resources.length})`), ...lines]
}

const patternLines = (rule: EventRulePlan | undefined, paint: Palette): string[] =>
  rule === undefined ? [] : [`      ${rule.state} ${paint.faint(rule.pattern)}`]

function oneLine(
  { name, why }: PlannedResource,
  regions: readonly string[],
  paint: Palette,
): string {
  const where = regions.length > 2 ? `${regions.length} regions` : regions.join(', ')
  return `${visible(name)}  ${where === '' ? '' : `${where}  `}${paint.faint(visible(why))}`
}

/** The event selectors that the owner of an existing trail has to set. */
function selectorLines({ trail }: Manifest, paint: Palette): string[] {
  const { advanced, insights } = trail.selectors
  const by = trail.kind === 'create' ? 'set on the trail that is made' : 'set these on your trail'
  return [
    paint.strong(`Trail must record (${by})`),
    `  ${JSON.stringify(advanced)}`,
    ...(insights.length > 0 ? [`  Insights: ${insights.join(', ')}`] : []),
  ]
}

function quotaLines(manifest: Manifest, paint: Palette): string[] {
  const { eventRules, metricFilters } = manifest
  const [fullest] = [...defaultBusRules(manifest)]
    .map(([region, count]) => ({ region, count, most: eventRulesIn(region) }))
    .sort((a, b) => b.count / b.most - a.count / a.most)
  const longest = Math.max(0, ...eventRules.map(({ pattern }) => pattern.length))
  const wild = eventRules.filter(
    ({ region, pattern }) => region === fullest?.region && hasWildcard(pattern),
  ).length
  return [
    paint.strong('Quotas'),
    ...(fullest === undefined
      ? []
      : [
          `  EventBridge rules  ${fullest.count} of ${fullest.most} in ${fullest.region}, the fullest`,
          `  with a wildcard    ${wild} of ${eventBridge.wildcardRules}`,
          `  longest pattern    ${longest.toLocaleString('en-US')} of ${eventBridge.patternCharacters.toLocaleString('en-US')} characters`,
        ]),
    `  metric filters     ${metricFilters.length} of ${metricFiltersPerLogGroup}`,
  ]
}

function costLines({ cost, total }: Costs, paint: Palette): string[] {
  const { eventsMonthly, alertsMonthly, managementEventsMonthly } = usualAssumptions
  const number = (count: number) => count.toLocaleString('en-US')
  return [
    `${paint.strong(`Cost: about $${total.toFixed(2)} a month`)} if ${number(eventsMonthly)} events come through, ${number(alertsMonthly)} are alerts and the account makes ${number(managementEventsMonthly)} calls`,
    ...cost.map(
      ({ what, how, dollars }) =>
        `  ${dollars.toFixed(2).padStart(8)}  ${what}  ${paint.faint(how)}`,
    ),
  ]
}
