import { placementOf } from '../../backends/event-pattern/placement.ts'
import { eventPattern } from '../../backends/event-pattern.ts'
import { auditFilter } from '../../backends/metric-filter/audit.ts'
import { metricFilter } from '../../backends/metric-filter.ts'
import type { Rule } from '../../ir/rule.ts'
import { exit } from '../exit.ts'
import { nothingFound, type Outcome } from '../outcome.ts'
import { type Palette, palette, type Terminal } from '../terminal.ts'

/** What a rule becomes in AWS, in words and as JSON. */
export function explainCompiled(rule: Rule, terminal: Terminal): Outcome {
  const compiled = eventPattern(rule)
  const placement = placementOf(rule)
  const paint = palette(terminal)
  const answered = compiled.kind !== 'refused'
  const filter = metricFilter(rule)
  const audits = rule.controls.flatMap((control) => auditFilter(control) ?? [])
  const data = {
    rule: rule.id,
    via: rule.via,
    eventPattern: compiled,
    ...placement,
    metricFilter: filter,
    audits,
  }
  return {
    ...nothingFound,
    exit: answered ? exit.yes : exit.no,
    pretty: [
      `${paint.strong(rule.id)}\n`,
      ...inWords(compiled, paint),
      `${paint.strong('state')}    ${placement.state}${stateNote(placement.state)}\n`,
      `${paint.strong('regions')}  ${regionsText(placement.regions)}\n`,
      ...(answered
        ? compiled.output.map((pattern) => `${JSON.stringify(pattern, null, 2)}\n`)
        : []),
      ...filterInWords(filter, rule.via, paint),
      ...audits.flatMap(({ control, pattern, note }) => [
        `${paint.strong('audit')}    what auditors look for as ${control}: ${pattern}\n`,
        ...(note === undefined ? [] : [`         ${note}\n`]),
      ]),
    ].join(''),
    data,
    rows: [data],
  }
}

function inWords(compiled: ReturnType<typeof eventPattern>, paint: Palette): string[] {
  switch (compiled.kind) {
    case 'refused':
      return [`${paint.error('refused')}  ${compiled.why}: ${compiled.instead}\n`]
    case 'exact':
      return [
        `${paint.good('exact')}    EventBridge fires for the events of this rule and for no others\n`,
      ]
    case 'superset':
      return [
        `${paint.warning('superset')} EventBridge lets more through, and the runtime decides the rest:\n`,
        ...compiled.residual.map((why) => `         ${why}\n`),
      ]
  }
}

function filterInWords(
  filter: ReturnType<typeof metricFilter>,
  via: Rule['via'],
  paint: Palette,
): string[] {
  const asked = via === 'eventbridge' ? paint.faint(' (not asked for by `via`)') : ''
  const label = paint.strong('filter')
  if (filter.kind === 'refused')
    return [`${label}   none${asked}: ${filter.why}; ${filter.instead}\n`]
  const { pattern, alarm } = filter.output
  const { threshold, periodSeconds, datapointsToAlarm, evaluationPeriods } = alarm
  const counted =
    filter.kind === 'superset' ? filter.residual.map((why) => `         ${why}\n`) : []
  return [
    `${label}   ${pattern}${asked}\n`,
    `${paint.strong('alarm')}    sum >= ${threshold} in ${periodSeconds} s, ${datapointsToAlarm} of ${evaluationPeriods} periods, missing data is not breaching\n`,
    ...counted,
  ]
}

const stateNote = (state: string): string =>
  state === 'ENABLED' ? '' : ': it also asks for read-only calls, which are by far the most'

function regionsText({ named, everyEnabled }: ReturnType<typeof placementOf>['regions']): string {
  if (!everyEnabled) return `${named.join(', ')} only: the service is global`
  return named.length === 0
    ? 'every enabled region'
    : `every enabled region, and always ${named.join(', ')}`
}
