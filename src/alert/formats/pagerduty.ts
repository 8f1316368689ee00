/**
 * Writes an event for PagerDuty's Events API v2 without the `routing_key`, which is a secret and
 * belongs to the subscription. https://developer.pagerduty.com/docs/send-alert-event
 */
import type { Severity } from '../../ir/names.ts'
import type { AlertDocument } from '../document.ts'
import { factsOf } from '../facts.ts'
import { headline } from '../headline.ts'
import { huntQuery } from '../hunt-query.ts'
import { instantMs, isoOf } from '../instant.ts'
import { keyText } from '../key.ts'
import { inert, paragraphs, visible } from '../neutral.ts'
import type { JsonFormat } from '../rendered.ts'
import { isSafe, responseText } from './text.ts'

const severities: Readonly<Record<Severity, 'critical' | 'error' | 'warning' | 'info'>> = {
  critical: 'critical',
  high: 'error',
  medium: 'warning',
  low: 'info',
  info: 'info',
}

export const pagerduty: JsonFormat = { readers: 'people', value: incident }

function incident(document: AlertDocument) {
  const { status, dedupKey, severity, account, region, rule, event, time, links } = document
  const happenedMs = instantMs(time) ?? instantMs(document.detectedAt)
  return {
    event_action: status === 'resolved' ? 'resolve' : 'trigger',
    dedup_key: keyText(dedupKey),
    client: 'Tripline',
    payload: {
      summary: headline(document),
      source: inert([account, region].filter(Boolean).join(' ') || 'unknown', 255),
      severity: severities[severity],
      ...(happenedMs === undefined ? {} : { timestamp: isoOf(happenedMs) }),
      component: inert(event.source ?? 'unknown', 255),
      group: inert(account ?? 'unknown', 255),
      class: visible(rule, 255),
      custom_details: details(document),
    },
    links: links
      .filter(({ url }) => isSafe(url))
      .slice(0, 10)
      .map(({ label, url }) => ({ href: url, text: inert(label, 120) })),
  }
}

/** The details of the incident, in this order. */
function details(document: AlertDocument): Record<string, string> {
  const { why, runbook, notes, response, id, attack, controls } = document
  const query = huntQuery(document)
  const about = [...attack, ...controls].slice(0, 20)
  return Object.fromEntries([
    ...factsOf(document).map(({ label, value }) => [label, value]),
    ...(notes.length === 0
      ? []
      : [
          [
            'Notes',
            notes
              .slice(0, 20)
              .map((note) => inert(note, 500))
              .join('\n'),
          ],
        ]),
    ...(response === null ? [] : [['Response', responseText(response)]]),
    ['Why it matters', paragraphs(why, 2048)],
    ['What to do', runbook === null ? 'The rule has no runbook.' : paragraphs(runbook, 8192)],
    ...(query === undefined ? [] : [['Athena query', query]]),
    ...(about.length === 0 ? [] : [['About', about.map((one) => visible(one, 40)).join(', ')]]),
    ['Alert', visible(id, 64)],
  ])
}
