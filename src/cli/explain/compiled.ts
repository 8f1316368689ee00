/** Prints the compiled outputs of a rule for `explain --compiled`. */
import { eventPattern } from '../../backends/event-pattern/event-pattern.ts'
import { placementOf } from '../../backends/event-pattern/placement.ts'
import { auditFilter } from '../../backends/metric-filter/audit.ts'
import { metricFilter } from '../../backends/metric-filter/metric-filter.ts'
import { type BackendName, backends } from '../../ir/names.ts'
import type { Rule } from '../../ir/rule.ts'
import { exit } from '../exit.ts'
import { nothingFound, type Outcome } from '../outcome.ts'
import { type Palette, palette, type Terminal } from '../terminal.ts'

/** The output of one backend for a rule. */
interface Section {
  readonly lines: readonly string[]
  readonly data: object
}

const sections: Readonly<Record<BackendName, (rule: Rule, paint: Palette) => Section>> = {
  'event-pattern': patternSection,
  'metric-filter': filterSection,
}

/** The compiled forms of a rule, in words and as JSON. */
export function explainCompiled(rule: Rule, terminal: Terminal): Outcome {
  const paint = palette(terminal)
  const printed = backends.map((name) => sections[name](rule, paint))
  const data = Object.assign({ rule: rule.id, via: rule.via }, ...printed.map((each) => each.data))
  return {
    ...nothingFound,
    exit: eventPattern.compile(rule).kind === 'refused' ? exit.no : exit.yes,
    pretty: [`${paint.strong(rule.id)}\n`, ...printed.flatMap(({ lines }) => lines)].join(''),
    data,
    rows: [data],
  }
}

function patternSection(rule: Rule, paint: Palette): Section {
  const compiled = eventPattern.compile(rule)
  const placement = placementOf(rule)
  const patterns = compiled.kind === 'refused' ? [] : compiled.output
  return {
    lines: [
      ...inWords(compiled, paint),
      `${paint.strong('state')}    ${placement.state}${stateNote(placement.state)}\n`,
      `${paint.strong('regions')}  ${regionsText(placement.regions)}\n`,
      ...patterns.map((pattern) => `${JSON.stringify(pattern, null, 2)}\n`),
    ],
    data: { eventPattern: compiled, ...placement },
  }
}

function inWords(compiled: ReturnType<typeof eventPattern.compile>, paint: Palette): string[] {
  switch (compiled.kind) {
    case 'refused':
      return [`${paint.error('refused')}  ${compiled.why}: ${compiled.instead}\n`]
    case 'exact':
      return [
        `${paint.good('exact')}    EventBridge matches the events of this rule and no others\n`,
      ]
    case 'superset':
      return [
        `${paint.warning('superset')} EventBridge matches more events, and detect decides about them:\n`,
        ...compiled.residual.map((why) => `         ${why}\n`),
      ]
  }
}

const stateNote = (state: string): string =>
  state === 'ENABLED' ? '' : ': the pattern also receives read-only calls, which are most calls'

function regionsText({ named, everyEnabled }: ReturnType<typeof placementOf>['regions']): string {
  if (!everyEnabled) return `${named.join(', ')} only: the service is global`
  return named.length === 0
    ? 'every enabled region'
    : `every enabled region, and always ${named.join(', ')}`
}

function filterSection(rule: Rule, paint: Palette): Section {
  const compiled = metricFilter.compile(rule)
  const audits = rule.controls.flatMap((control) => auditFilter(control) ?? [])
  return {
    lines: [
      ...filterInWords(compiled, rule.via, paint),
      ...audits.flatMap(({ control, pattern, note }) => [
        `${paint.strong('audit')}    the filter that auditors expect for ${control}: ${pattern}\n`,
        ...(note === undefined ? [] : [`         ${note}\n`]),
      ]),
    ],
    data: { metricFilter: compiled, audits },
  }
}

function filterInWords(
  compiled: ReturnType<typeof metricFilter.compile>,
  via: Rule['via'],
  paint: Palette,
): string[] {
  const unused = via === 'eventbridge' ? paint.faint(' (not deployed: `via` does not name it)') : ''
  const label = paint.strong('filter')
  if (compiled.kind === 'refused')
    return [`${label}   none${unused}: ${compiled.why}; ${compiled.instead}\n`]
  const { pattern, alarm } = compiled.output
  const { threshold, periodSeconds, datapointsToAlarm, evaluationPeriods } = alarm
  const counted =
    compiled.kind === 'superset' ? compiled.residual.map((why) => `         ${why}\n`) : []
  return [
    `${label}   ${pattern}${unused}\n`,
    `${paint.strong('alarm')}    sum >= ${threshold} in ${periodSeconds} s, ${datapointsToAlarm} of ${evaluationPeriods} periods, missing data is not breaching\n`,
    ...counted,
  ]
}
