/** The resources of a plan: how many of each type, or every one with its regions and its pattern. */
import { visible } from '../../../diagnostics/render.ts'
import type { EventRulePlan } from '../../../plan/manifest/event-rules.ts'
import type { Manifest } from '../../../plan/manifest.ts'
import type { PlannedResource } from '../../../plan/resources/resource.ts'
import type { Palette } from '../../terminal.ts'
import { regionsText } from './records.ts'

const columnCount = 2
const columnWidth = 48

/** The number of resources of each type, in two columns, the largest first. */
export function resourceCounts(resources: readonly PlannedResource[], paint: Palette): string[] {
  const cells = [...Map.groupBy(resources, ({ type }) => type)]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([type, of]) => `${of.length.toLocaleString('en-US').padStart(8)}  ${type}`)
  const height = Math.ceil(cells.length / columnCount)
  const lines = cells.slice(0, height).map((cell, at) => {
    const beside = cells[at + height]
    return beside === undefined ? cell : `${cell.padEnd(columnWidth)}${beside}`
  })
  return [title(resources, paint), ...lines]
}

const title = (resources: readonly PlannedResource[], paint: Palette): string =>
  paint.strong(`Resources (${resources.length.toLocaleString('en-US')})`)

/**
 * Every resource. Resources of several regions share a line if all but the region is equal, for an
 * EventBridge rule also its state and its pattern.
 */
export function resourceLines(
  { eventRules }: Manifest,
  resources: readonly PlannedResource[],
  regions: readonly string[],
  paint: Palette,
): string[] {
  const planned = new Map(
    eventRules.map((rule) => [`AWS::Events::Rule ${rule.region} ${rule.name}`, rule]),
  )
  const listed = resources.map((each) => ({
    ...each,
    pattern: patternText(planned.get(`${each.type} ${each.region} ${each.name}`)),
  }))
  const lines = [...Map.groupBy(listed, ({ type }) => type)].flatMap(([type, ofType]) => [
    `  ${type} (${ofType.length.toLocaleString('en-US')})`,
    ...[
      ...Map.groupBy(ofType, (each) => `${each.name} ${each.why} ${each.pattern}`).values(),
    ].flatMap(([first, ...others]) =>
      first === undefined
        ? []
        : [
            `    ${lineOf(first, [first.region, ...others.map(({ region }) => region)], regions, paint)}`,
            ...(first.pattern === '' ? [] : [`      ${paint.faint(first.pattern)}`]),
          ],
    ),
  ])
  return [title(resources, paint), ...lines]
}

const patternText = (rule: EventRulePlan | undefined): string =>
  rule === undefined ? '' : `${rule.state} ${rule.pattern}`

function lineOf(
  { name, why }: PlannedResource,
  regions: readonly string[],
  all: readonly string[],
  paint: Palette,
): string {
  const place = regionsText(regions, all)
  return `${visible(name)}  ${place === '' ? '' : `${place}  `}${paint.faint(visible(why))}`
}
