/** Every rule of a plan, with its route, its place and its residual. */
import { visible } from '../../../diagnostics/render.ts'
import type { RulePlan } from '../../../plan/manifest/rules.ts'
import type { Manifest } from '../../../plan/manifest.ts'
import type { Palette } from '../../terminal.ts'
import { regionsText } from './records.ts'

export function ruleLines(
  { rules, topology }: Manifest,
  regions: readonly string[],
  paint: Palette,
): string[] {
  const width = Math.max(...rules.map(({ id }) => id.length), 0)
  return [
    paint.strong(`Rules (${rules.length})`),
    ...rules.flatMap((rule) => [
      `  ${paint.severity(rule.severity, rule.severity.padEnd(8))}  ${rule.id.padEnd(width)}  ${routeText(rule, topology, regions)}`,
      ...[rule.why, ...rule.residual.map((why) => `detect decides: ${why}`)].map(
        (line) => `            ${paint.faint(visible(line))}`,
      ),
    ]),
  ]
}

function routeText(
  { status, via, regions, channels, respond }: RulePlan,
  topology: Manifest['topology'],
  all: readonly string[],
): string {
  if (status === 'disabled') return 'disabled'
  const route = `${via.join(' and ')} in ${regionsText(regions, all)}`
  if (topology.kind === 'member') return `${route}; the hub decides`
  const alerts =
    status === 'staged' ? 'staged: sends no alert' : `alerts ${visible(channels.join(', '))}`
  const responses = respond.map(({ action, mode }) => `; starts ${action} (${mode})`).join('')
  return `${route}; ${alerts}${responses}`
}
