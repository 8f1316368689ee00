/** Prints the changes to a plan for people, the lost detections last, where they are noticed. */

import { plural } from '../../diagnostics/plural.ts'
import { visible } from '../../diagnostics/render.ts'
import { anyRule, type Difference } from '../../plan/difference.ts'
import type { PlannedResource } from '../../plan/resources/resource.ts'
import { type Palette, palette, type Terminal } from '../terminal.ts'

export function prettyDifference(
  { added, removed, changed, newRules, moved, lost }: Difference,
  against: string,
  terminal: Terminal,
): string {
  const paint = palette(terminal)
  const lines = [
    ...newRules.map((rule) => `${paint.good('+')} rule ${rule} is new`),
    ...resources(added, `${paint.good('+')}`),
    ...resources(removed, `${paint.error('-')}`),
    ...resources(changed, `${paint.warning('~')}`),
    ...moved.map(({ rule, to, from }) => `${paint.warning('~')} rule ${rule} ${moves(to, from)}`),
  ]
  const verdict =
    lost.length === 0
      ? `${paint.good('✓')} ${visible(`everything that ${against} detects is still detected`)}`
      : `${paint.error('✗')} ${plural(lost.length, 'thing')} would stop being detected`
  const lossLines = lost.map(
    ({ rule, what }) => `  ${paint.strong(rule === anyRule ? 'the stage' : rule)} ${visible(what)}`,
  )
  return `${[...(lines.length === 0 ? ['nothing changes in AWS'] : lines), '', verdict, ...lossLines].join('\n')}\n`
}

const moves = (to: readonly string[], from: readonly string[]): string =>
  [
    ...(to.length > 0 ? [`comes to ${to.join(', ')}`] : []),
    ...(from.length > 0 ? [`leaves ${from.join(', ')}`] : []),
  ].join(' and ')

/** One line for each resource; the same resource in several regions shares a line. */
function resources(all: readonly PlannedResource[], mark: ReturnType<Palette['good']>): string[] {
  const groups = Map.groupBy(all, ({ type, name }) => `${type} ${name}`)
  return [...groups].map(([what, each]) => {
    const regions = each.map(({ region }) => region).filter((region) => region !== '')
    return `${mark} ${visible(what)}${regions.length > 0 ? ` in ${regions.join(', ')}` : ''}`
  })
}
