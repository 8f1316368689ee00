/** The monthly cost of a plan: its largest parts, or every line of the bill. */
import { type CostLine, totalOf, usualAssumptions } from '../../../plan/cost.ts'
import type { Palette } from '../../terminal.ts'

const largestCount = 3

export function costLines(cost: readonly CostLine[], isVerbose: boolean, paint: Palette): string[] {
  const { eventsMonthly, alertsMonthly, managementEventsMonthly } = usualAssumptions
  const number = (count: number) => count.toLocaleString('en-US')
  const shown = isVerbose ? cost : cost.slice(0, largestCount)
  const rest = cost.slice(shown.length)
  const width = Math.max(...shown.map(({ what }) => what.length), 0)
  return [
    paint.strong(`Cost: about $${totalOf(cost).toFixed(2)} a month`),
    ...shown.map(
      ({ what, how, dollars }) =>
        `  ${dollars.toFixed(2).padStart(8)}  ${what.padEnd(width)}  ${paint.faint(how)}`,
    ),
    ...(rest.length === 0
      ? []
      : [`  ${totalOf(rest).toFixed(2).padStart(8)}  ${rest.length} smaller parts`]),
    paint.faint(
      `  assumes ${number(managementEventsMonthly)} calls in the account, ${number(eventsMonthly)} events that match, and ${number(alertsMonthly)} alerts`,
    ),
  ]
}
