/** The HTML page about scenarios that were played. */
import { matcherFor } from '../engine/index/matcher.ts'
import type { Event } from '../ir/event.ts'
import { isObject } from '../ir/json.ts'
import { callOf } from '../replay/report.ts'
import type { Report } from '../report/content.ts'
import type { ScenarioResult } from './scenario-result.ts'

/** The content of the report about some scenarios. */
export function reportOf(played: readonly ScenarioResult[], now: Date): Report {
  const [only, ...others] = played
  const title =
    only !== undefined && others.length === 0
      ? only.scenario.title
      : `${played.length} simulated scenarios`
  return {
    title,
    about: played.map(({ scenario }) => scenario.about.trim()).join(' '),
    generatedAt: now.toISOString(),
    calls: played.flatMap(callsOf),
    alerts: played.flatMap(({ sent }) =>
      sent.map(({ document, mail, phone }) => ({
        document,
        sent: [
          { channel: 'phone', text: phone },
          { channel: 'e-mail', text: mail },
        ],
      })),
    ),
    rules: rulesOf(played),
    eventCount: played.reduce((sum, { events }) => sum + events.length, 0),
  }
}

/**
 * The calls of the actors, and the changes by responders. Tripline's reads are not part of the
 * report.
 */
function callsOf({ events, actorKeys, deployment: { rules } }: ScenarioResult): Report['calls'] {
  const matches = matcherFor(rules)
  const isOfStory = ({ record: { userIdentity, readOnly, eventCategory } }: Event): boolean => {
    const key = isObject(userIdentity) ? userIdentity.accessKeyId : undefined
    return (
      (typeof key === 'string' && actorKeys.has(key)) ||
      (readOnly !== true && eventCategory !== 'Data')
    )
  }
  return events.filter(isOfStory).map((event) =>
    callOf(
      event,
      matches(event).map(({ id }) => id),
    ),
  )
}

function rulesOf(played: readonly ScenarioResult[]): Report['rules'] {
  const rules = new Map(
    played.flatMap(({ deployment }) => deployment.rules.map((rule) => [rule.id, rule] as const)),
  )
  return [...rules.values()].map((rule) => {
    const counted = played.map(({ events, sent }) => {
      const matches = matcherFor([rule])
      return {
        events: events.filter((event) => matches(event).length > 0).length,
        alerts: sent.filter(
          ({ document }) => document.rule === rule.id && document.response === null,
        ).length,
      }
    })
    return {
      id: rule.id,
      title: rule.title,
      severity: rule.severity,
      status: rule.status,
      attack: rule.attack,
      eventCount: counted.reduce((sum, { events }) => sum + events, 0),
      alertCount: counted.reduce((sum, { alerts }) => sum + alerts, 0),
    }
  })
}
