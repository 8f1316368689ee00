import { placementOf } from '../../backends/event-pattern/placement.ts'
import { eventPattern } from '../../backends/event-pattern.ts'
import type { Rule } from '../../ir/rule.ts'
import { exit } from '../exit.ts'
import type { Outcome } from '../outcome.ts'
import { nothingFound } from '../print-diagnostics.ts'
import { type Palette, palette, type Terminal } from '../terminal.ts'

/** What a rule becomes in AWS, in words and as JSON. */
export function explainCompiled(rule: Rule, terminal: Terminal): Outcome {
  const compiled = eventPattern(rule)
  const placement = placementOf(rule)
  const paint = palette(terminal)
  const answered = compiled.kind !== 'refused'
  const data = { rule: rule.id, via: rule.via, eventPattern: compiled, ...placement }
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

const stateNote = (state: string): string =>
  state === 'ENABLED' ? '' : ': it also asks for read-only calls, which are by far the most'

function regionsText({ named, everyEnabled }: ReturnType<typeof placementOf>['regions']): string {
  if (!everyEnabled) return `${named.join(', ')} only: the service is global`
  return named.length === 0
    ? 'every enabled region'
    : `every enabled region, and always ${named.join(', ')}`
}
