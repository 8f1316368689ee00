/**
 * Prints the changes to a plan for people. The lost detections are last and complete, so that nobody
 * misses them.
 */
import { plural } from '../../diagnostics/plural.ts'
import { visible } from '../../diagnostics/render.ts'
import { anyRule, type Difference } from '../../plan/difference.ts'
import type { PlannedResource } from '../../plan/resources/resource.ts'
import { palette, type Terminal } from '../terminal.ts'

interface DifferenceStyle {
  /** The older plan, as the user named it. */
  readonly against: string
  /** Whether every change is listed. */
  readonly isVerbose: boolean
}

/** Changes of one kind that are listed without `--verbose`. */
const shownCount = 10

/** The changes as text. Without `isVerbose` only the lost detections are all listed. */
export function prettyDifference(
  { added, removed, changed, newRules, moved, lost }: Difference,
  { against, isVerbose }: DifferenceStyle,
  terminal: Terminal,
): string {
  const paint = palette(terminal)
  const shown = (mark: string, lines: readonly string[]): string[] => {
    const rest = isVerbose ? 0 : Math.max(0, lines.length - shownCount)
    const first = lines.slice(0, lines.length - rest).map((line) => `${mark} ${line}`)
    return rest === 0 ? first : [...first, `${mark} ${rest} more (--verbose)`]
  }
  const lines = [
    ...shown(
      paint.good('+'),
      newRules.map((rule) => `rule ${rule} is new`),
    ),
    ...shown(paint.good('+'), resources(added)),
    ...shown(paint.error('-'), resources(removed)),
    ...shown(paint.warning('~'), resources(changed)),
    ...shown(
      paint.warning('~'),
      moved.map(({ rule, to, from }) => `rule ${rule} ${moves(to, from)}`),
    ),
  ]
  const verdict =
    lost.length === 0
      ? `${paint.good('✓')} ${visible(`everything that ${against} detects is still detected`)}`
      : `${paint.error('✗')} ${plural(lost.length, 'detection')} would be lost`
  const lossLines = lost.map(
    ({ rule, what }) => `  ${paint.strong(rule === anyRule ? 'the stage' : rule)} ${visible(what)}`,
  )
  return `${[...(lines.length === 0 ? ['nothing changes in AWS'] : lines), '', verdict, ...lossLines].join('\n')}\n`
}

const moves = (to: readonly string[], from: readonly string[]): string =>
  [
    ...(to.length > 0 ? [`is added in ${to.join(', ')}`] : []),
    ...(from.length > 0 ? [`is removed in ${from.join(', ')}`] : []),
  ].join(' and ')

/** One line for each resource. The same resource in several regions shares a line. */
function resources(all: readonly PlannedResource[]): string[] {
  const groups = Map.groupBy(all, ({ type, name }) => `${type} ${name}`)
  return [...groups].map(([what, each]) => {
    const regions = each.map(({ region }) => region).filter((region) => region !== '')
    return `${visible(what)}${regions.length > 0 ? ` in ${regions.join(', ')}` : ''}`
  })
}
