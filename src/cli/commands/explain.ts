import { resolve } from 'node:path'
import { eventNeeded } from '../../diagnostics/catalogue/cannot-answer/arguments.ts'
import { noRules, noRuleWithId } from '../../diagnostics/catalogue/cannot-answer/rules.ts'
import { visible } from '../../diagnostics/render.ts'
import { mayHold } from '../../engine/evaluate.ts'
import { exceptionFor } from '../../engine/exceptions.ts'
import { explain as explainPredicate } from '../../engine/explain.ts'
import { isExcluded, isMatched, isObserved, isPossible } from '../../engine/rule-matches.ts'
import type { Event } from '../../ir/event.ts'
import type { Rule } from '../../ir/rule.ts'
import { loadProject, type Project } from '../../project/project.ts'
import { statOf } from '../../project/stat-of.ts'
import { readOneEvent } from '../../replay/one-event.ts'
import { optional, required } from '../arguments.ts'
import { command } from '../command.ts'
import { exit } from '../exit.ts'
import { explainCompiled } from '../explain/compiled.ts'
import { memoryLines } from '../explain/memory-lines.ts'
import { plainTrace } from '../explain/plain-trace.ts'
import { ruleTraceLines } from '../format/pretty-rule-trace.ts'
import { traceLines } from '../format/pretty-trace.ts'
import { flag, type OptionValues, projectOptions, text, textOr } from '../options.ts'
import { nothingFound, type Outcome } from '../outcome.ts'
import { refuseBroken } from '../refuse-broken.ts'
import { palette, type Terminal } from '../terminal.ts'

const options = {
  ...projectOptions,
  rules: textOr('rules', 'folder', 'where to search for a rule by its id'),
  eventId: text('id', 'the id of the event, if the file has several'),
  compiled: flag('show the compiled rule; needs no event'),
}

type Options = OptionValues<typeof options>

/** Explains whether a rule fires for an event, and which clause decides. */
export const explain = command({
  name: 'explain',
  description: 'Show clause by clause why a rule fires for an event or does not',
  arguments: [
    required('rule', 'a rule file, or the id of a rule'),
    optional('event', 'a JSON file, the event itself, or - for standard input'),
  ],
  options,
  examples: [
    'tripline explain trail-stopped test/events/cloudtrail/stop-logging.json',
    'tripline explain trail-stopped --compiled',
    'aws cloudtrail lookup-events --max-results 1 | tripline explain root-api-use -',
  ],
  run: ([rule, event], options, terminal) => explainRule(rule, event, options, terminal),
})

type Decision =
  | 'fires'
  | 'possible'
  | 'not observed'
  | 'no match'
  | 'undecided'
  | 'unless'
  | 'exception'

async function explainRule(
  ruleName: string,
  eventName: string | undefined,
  options: Options,
  terminal: Terminal,
): Promise<Outcome> {
  const isFile = statOf(resolve(terminal.cwd, ruleName))?.isFile()
  const project = loadProject([isFile ? ruleName : options.rules], options.config, terminal)
  refuseBroken(project, terminal)
  const rule = isFile ? project.rules[0]?.rule : ruleById(ruleName, project)
  if (rule === undefined) throw noRules()
  if (options.compiled) return explainCompiled(rule, terminal)
  if (eventName === undefined) {
    throw eventNeeded()
  }
  const event = await readOneEvent(eventName, options.eventId, terminal)
  const today = terminal.now.toISOString().slice(0, 10)
  const exceptions = project.exceptions.map(({ exception, file }) => ({ ...exception, file }))
  const exception = exceptionFor(exceptions, rule.id, event, today)
  const decision = decide(rule, event, exception !== undefined)
  const paint = palette(terminal)
  const fires = decision === 'fires' || decision === 'possible'
  const lines = [
    `${fires ? paint.good('✓') : paint.error('✗')} ${paint.strong(rule.id)} ${verdicts[decision]}`,
    ...ruleTraceLines(rule, event, project, paint),
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
    ...(fires ? memoryLines(rule) : []),
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
  possible:
    'fires for this event, but only as possible: nobody can read a part that the rule tests, and no response starts by itself',
  'not observed': 'does not fire: the rule observes events of another kind',
  'no match': 'does not fire: `match` does not hold',
  undecided:
    'does not fire: `match` cannot be decided, and only rules of severity high and critical fire then',
  unless: 'does not fire: `unless` holds',
  exception: 'does not fire: an exception suppresses it',
}

function decide(rule: Rule, event: Event, excepted: boolean): Decision {
  if (!isObserved(rule.on, event)) return 'not observed'
  if (!isMatched(rule, event)) return mayHold(rule.match, event) ? 'undecided' : 'no match'
  if (isExcluded(rule, event)) return 'unless'
  if (excepted) return 'exception'
  return isPossible(rule, event) ? 'possible' : 'fires'
}

function ruleById(id: string, { rules }: Project): Rule {
  const found = rules.find(({ rule }) => rule.id === id)
  if (found) return found.rule
  throw noRuleWithId(
    id,
    rules.map(({ rule }) => rule.id),
  )
}
