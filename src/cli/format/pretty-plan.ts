/** Prints a plan for people: one page, or everything. */
import { plural } from '../../diagnostics/plural.ts'
import type { CostLine } from '../../plan/cost.ts'
import type { Manifest } from '../../plan/manifest.ts'
import { resourcesOf } from '../../plan/resources.ts'
import { type Palette, palette, type Terminal } from '../terminal.ts'
import { costLines } from './plan/cost.ts'
import { resourceCounts, resourceLines } from './plan/resources.ts'
import { ruleLines } from './plan/rules.ts'
import { headLine, summaryLines } from './plan/summary.ts'

interface PlanStyle {
  /** Whether every rule and every resource is listed. */
  readonly isVerbose: boolean
  /** The number of warnings that are printed before the plan. */
  readonly warningCount: number
}

/** A plan as text. Without `isVerbose` its length does not depend on the number of rules. */
export function prettyPlan(
  manifest: Manifest,
  cost: readonly CostLine[],
  { isVerbose, warningCount }: PlanStyle,
  terminal: Terminal,
): string {
  const paint = palette(terminal)
  const resources = resourcesOf(manifest)
  const regions = [...new Set(resources.map(({ region }) => region))].filter(Boolean).sort()
  const sections = [
    [headLine(manifest, paint)],
    summaryLines(manifest, regions, isVerbose),
    ...(isVerbose
      ? [
          ruleLines(manifest, regions, paint),
          resourceLines(manifest, resources, regions, paint),
          selectorLines(manifest, paint),
        ]
      : [resourceCounts(resources, paint)]),
    costLines(cost, isVerbose, paint),
    nextLines(manifest, isVerbose, warningCount, paint),
  ]
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

/** The event selectors, in the form in which the owner of an existing trail sets them. */
function selectorLines({ trail }: Manifest, paint: Palette): string[] {
  const { advanced, insights } = trail.selectors
  const what = trail.kind === 'create' ? 'of the new trail' : 'to set on your trail'
  return [
    paint.strong(`Event selectors ${what}`),
    `  ${JSON.stringify(advanced)}`,
    ...(insights.length > 0 ? [`  Insights: ${insights.join(', ')}`] : []),
  ]
}

function nextLines(
  { stage }: Manifest,
  isVerbose: boolean,
  warningCount: number,
  paint: Palette,
): string[] {
  const steps = [
    ...(isVerbose ? [] : [['--verbose', 'lists every rule, resource and pattern']]),
    ['--against main', 'lists the changes, and what would no longer be detected'],
    [`npx sst deploy --stage ${stage}`, 'deploys this plan'],
  ]
  const width = Math.max(...steps.map(([command = '']) => command.length))
  return [
    paint.strong('Next'),
    ...(warningCount > 0
      ? [
          paint.warning(
            `  first read the ${warningCount === 1 ? 'warning' : plural(warningCount, 'warning')} above`,
          ),
        ]
      : []),
    ...steps.map(([command = '', what = '']) => `  ${command.padEnd(width)}  ${what}`),
  ]
}
