import { visible } from '../../diagnostics/render.ts'
import { explain } from '../../engine/explain.ts'
import { isObserved } from '../../engine/rule-matches.ts'
import type { Event } from '../../ir/event.ts'
import type { Json } from '../../ir/json.ts'
import { sourcesOf } from '../../ir/observation.ts'
import type { Rule } from '../../ir/rule.ts'
import type { Project } from '../../project/project.ts'
import type { Palette } from '../terminal.ts'
import { traceLines } from './pretty-trace.ts'

/** A source as an author writes it: `aws.` is the prefix of `aws.*`. */
const sourceText = (source: string): string => (source.endsWith('.') ? `${source}*` : source)

/** The clauses of a rule, evaluated against an event, for people. */
export function ruleTraceLines(
  rule: Rule,
  event: Event,
  { origins }: Pick<Project, 'origins'>,
  paint: Palette,
): string[] {
  if (!isObserved(rule.on, event)) {
    const { source, 'detail-type': detailType } = event.envelope
    return [
      `${paint.error('✗')} the rule observes ${visible(rule.on.detailTypes.join(', '))} from ${sourcesOf(rule.on).map(sourceText).join(', ')}`,
      `  ${paint.faint(`— this event is ${kindText(detailType)} from ${kindText(source)}`)}`,
    ]
  }
  const style = { origins, paint }
  return [
    paint.strong('match'),
    ...traceLines(explain(rule.match, event), style, 1),
    ...(rule.unless
      ? [paint.strong('unless'), ...traceLines(explain(rule.unless, event), style, 1)]
      : []),
  ]
}

const kindText = (value: Json | undefined): string => visible(String(value)).slice(0, 120)
