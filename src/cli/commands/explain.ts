import { resolve } from 'node:path'
import { CannotAnswer } from '../../diagnostics/cannot-answer.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import { visible } from '../../diagnostics/render.ts'
import { listed } from '../../diagnostics/say.ts'
import { evaluate } from '../../engine/evaluate.ts'
import { exceptionFor } from '../../engine/exceptions.ts'
import { explain as explainPredicate, type Trace } from '../../engine/explain.ts'
import { isObserved } from '../../engine/rule-matches.ts'
import type { Event } from '../../ir/event.ts'
import { pathText } from '../../ir/path.ts'
import type { Rule } from '../../ir/rule.ts'
import { sayCheck } from '../../operators/say.ts'
import { loadProject, type Project } from '../../project/project.ts'
import { statOf } from '../../project/stat-of.ts'
import { readOneEvent } from '../../replay/one-event.ts'
import { exit } from '../exit.ts'
import { traceLines } from '../format/pretty-trace.ts'
import type { Outcome } from '../outcome.ts'
import { nothingFound, refuseBroken } from '../print-diagnostics.ts'
import { palette, type Terminal } from '../terminal.ts'
import { explainCompiled } from './explain-compiled.ts'
import { whyLines } from './test.ts'

export interface ExplainOptions {
  readonly config?: string
  /** Where rules are looked for by id. */
  readonly rules: string
  /** Which event of a file that holds several. */
  readonly eventId?: string
  /** Show what the rule is compiled to; no event is needed. */
  readonly compiled?: boolean
}

export type Decision = 'fires' | 'not observed' | 'no match' | 'unless' | 'exception'

/** Does this rule fire for this event, and which clause decided? */
export async function explain(
  ruleName: string,
  eventName: string | undefined,
  options: ExplainOptions,
  terminal: Terminal,
): Promise<Outcome> {
  const isFile = statOf(resolve(terminal.cwd, ruleName))?.isFile()
  const project = loadProject([isFile ? ruleName : options.rules], options.config, terminal)
  refuseBroken(project, terminal)
  const rule = isFile ? project.rules[0]?.rule : ruleById(ruleName, project)
  if (rule === undefined) throw new CannotAnswer(`\`${ruleName}\` holds no rule`)
  if (options.compiled) return explainCompiled(rule, terminal)
  if (eventName === undefined) {
    throw new CannotAnswer(
      'an event is needed',
      'name a JSON file or write the event; `--compiled` needs none',
    )
  }
  const event = await readOneEvent(eventName, options.eventId, terminal)
  const today = terminal.now.toISOString().slice(0, 10)
  const exceptions = project.exceptions.map(({ exception, file }) => ({ ...exception, file }))
  const exception = exceptionFor(exceptions, rule.id, event, today)
  const decision = decide(rule, event, exception !== undefined)
  const paint = palette(terminal)
  const fires = decision === 'fires'
  const lines = [
    `${fires ? paint.good('✓') : paint.error('✗')} ${paint.strong(rule.id)} ${verdicts[decision]}`,
    ...whyLines(rule, event, project, paint),
    ...(exception
      ? [
          paint.strong('exception'),
          visible(
            `  ${exception.file}: ${exception.reason} (${exception.owner}, until ${exception.expires})`,
          ),
          ...traceLines(
            explainPredicate(exception.match, event),
            { origins: project.origins, paint },
            1,
          ),
        ]
      : []),
    ...(fires ? remembered(rule) : []),
  ]
  const data = {
    rule: rule.id,
    fires,
    decidedBy: decision,
    match: plainTrace(explainPredicate(rule.match, event), project),
    unless: rule.unless ? plainTrace(explainPredicate(rule.unless, event), project) : null,
    exception: exception
      ? {
          file: exception.file,
          reason: exception.reason,
          owner: exception.owner,
          expires: exception.expires,
        }
      : null,
  }
  return {
    ...nothingFound,
    exit: fires ? exit.yes : exit.no,
    pretty: `${lines.join('\n')}\n`,
    data,
    rows: [data],
    cases: [
      {
        suite: rule.id,
        name: eventName,
        file: ruleName,
        result: fires ? 'passed' : 'failed',
        detail: fires ? undefined : verdicts[decision],
      },
    ],
  }
}

const verdicts: Readonly<Record<Decision, string>> = {
  fires: 'fires for this event',
  'not observed': 'does not fire: it looks at events of another kind',
  'no match': 'does not fire: `match` does not hold',
  unless: 'does not fire: `unless` holds it back',
  exception: 'does not fire: an exception holds it back',
}

function decide(rule: Rule, event: Event, excepted: boolean): Decision {
  if (!isObserved(rule.on, event)) return 'not observed'
  if (!evaluate(rule.match, event)) return 'no match'
  if (rule.unless && evaluate(rule.unless, event)) return 'unless'
  return excepted ? 'exception' : 'fires'
}

function ruleById(id: string, { rules }: Project): Rule {
  const found = rules.find(({ rule }) => rule.id === id)
  if (found) return found.rule
  const ids = rules.map(({ rule }) => rule.id)
  const guess = nearest(id, ids)
  throw new CannotAnswer(
    `there is no rule \`${id}\``,
    guess ? `did you mean \`${guess}\`?` : `rules are ${listed(ids.slice(0, 12))}`,
  )
}

/** What one event cannot show: the rule's memory. */
function remembered({ threshold, firstSeen, dedup }: Rule): string[] {
  const minutes = (ms: number) => `${ms / 60_000} min`
  const by = (paths: readonly (readonly string[])[]) =>
    paths.length > 0 ? ` by ${paths.map(pathText).join(', ')}` : ''
  return [
    ...(threshold
      ? [
          `then: an alert once ${threshold.count} ${threshold.distinct ? `values of ${pathText(threshold.distinct)}` : 'such events'} lie within ${minutes(threshold.windowMs)}${by(threshold.by)}`,
        ]
      : []),
    ...(firstSeen
      ? [`then: an alert if not seen for ${minutes(firstSeen.windowMs)}${by(firstSeen.by)}`]
      : []),
    ...(dedup
      ? [`then: repeats within ${minutes(dedup.windowMs)}${by(dedup.by)} are counted`]
      : []),
  ]
}

function plainTrace(trace: Trace, project: Project): unknown {
  const origin = project.origins.get(trace.predicate)
  const place = origin && {
    line: origin.span.start.line,
    ...(origin.label && { label: origin.label }),
  }
  if (trace.kind !== 'block')
    return {
      kind: trace.kind,
      holds: trace.holds,
      ...place,
      of: trace.of.map((part) => plainTrace(part, project)),
    }
  return {
    kind: 'block',
    holds: trace.holds,
    ...place,
    fields: trace.fields.map(({ field, holds, found, why }) => ({
      path: pathText(field.path),
      wanted: sayCheck(field.check),
      found,
      holds,
      why: why ?? null,
      line: project.origins.get(field)?.span.start.line ?? null,
    })),
  }
}
