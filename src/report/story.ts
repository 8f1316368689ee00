/**
 * The story: calls, alerts and responses in the order of time, below a strip that shows all of
 * them.
 */
import type { Severity } from '../ir/names.ts'
import { utcMs } from '../ir/utc.ts'
import type { Report, ReportCall } from './content.ts'
import { html, joinMarkup, type Markup, nothing } from './html.ts'
import type { Moment } from './moment.ts'
import { stripMarkup } from './strip.ts'
import { countOf, dayAndTime } from './words.ts'

/**
 * The maximum number of calls listed. A person scrolls through some hundreds; an event storm has
 * tens of thousands.
 */
const maxShown = 500

export function storySection(report: Report): Markup {
  const moments = momentsOf(report)
  if (moments.length === 0) return nothing
  const shown = shorten(moments)
  return html`<section aria-labelledby="story">
<h2 id="story">What happened</h2>
<div class="scroll">${stripMarkup(moments)}</div>
<ol class="story">
${joinMarkup(shown.map(momentMarkup))}
</ol>
${
  shown.length < moments.length
    ? html`<p class="skip">${countOf(moments.length - shown.length)} more calls are not listed. All alerts are listed.</p>`
    : nothing
}
</section>`
}

function momentsOf({ calls, alerts }: Report): Moment[] {
  const alertMoments = alerts.map(
    (alert, index): Moment => ({
      kind: alert.document.response === null ? 'alert' : 'response',
      atMs: utcMs(alert.document.detectedAt),
      alert,
      number: index + 1,
    }),
  )
  const inOrder = calls.toSorted((a, b) => utcMs(a.time) - utcMs(b.time))
  return [...groupRepeats(inOrder), ...alertMoments].sort((a, b) => a.atMs - b.atMs)
}

/**
 * Joins consecutive calls that differ only in their time into one line with a count: an attacker's
 * loop, or a machine's.
 */
function groupRepeats(calls: readonly ReportCall[]): Moment[] {
  const moments: Moment[] = []
  let last: { key: string; index: number } | undefined
  for (const call of calls) {
    const { time, ...rest } = call
    const key = JSON.stringify(rest)
    const before = last?.key === key ? moments[last.index] : undefined
    if (last !== undefined && before?.kind === 'call') {
      moments[last.index] = { ...before, count: before.count + 1 }
      continue
    }
    last = { key, index: moments.length }
    moments.push({ kind: 'call', atMs: utcMs(time), call, count: 1 })
  }
  return moments
}

/**
 * Limits the number of moments. All alerts and responses stay; of the calls, those that a rule
 * matched come first.
 */
function shorten(moments: readonly Moment[]): readonly Moment[] {
  if (moments.length <= maxShown) return moments
  const worth = (moment: Moment): number =>
    moment.kind !== 'call' ? 0 : moment.call.rules.length > 0 ? 1 : 2
  const kept = new Set(
    moments
      .toSorted((a, b) => worth(a) - worth(b))
      .filter((moment, index) => moment.kind !== 'call' || index < maxShown),
  )
  return moments.filter((moment) => kept.has(moment))
}

function momentMarkup(moment: Moment): Markup {
  switch (moment.kind) {
    case 'call':
      return callMarkup(moment.call, moment.count)
    case 'alert':
      return noticeMarkup(moment, moment.alert.document.severity, moment.alert.document.severity)
    case 'response':
      return noticeMarkup(moment, 'response', 'response')
  }
}

function callMarkup(call: ReportCall, count: number): Markup {
  const where = [call.actor, call.sourceIP && `from ${call.sourceIP}`, call.region]
    .filter((part) => part !== null && part !== '')
    .join(' · ')
  return html`<li><time>${dayAndTime(call.time)}</time><span class="badge call">call</span><div><code>${call.name}</code>${count > 1 ? ` × ${countOf(count)}` : ''}${call.errorCode === null ? '' : ` failed: ${call.errorCode}`}<div class="soft">${where}</div></div></li>
`
}

const noticeMarkup = (
  { alert: { document }, number }: Extract<Moment, { kind: 'alert' | 'response' }>,
  badge: string,
  look: Severity | 'response',
): Markup =>
  html`<li><time>${dayAndTime(document.detectedAt)}</time><span class="badge ${look}">${badge}</span><div><a href="#alert-${number}">${document.title}</a>${document.response === null ? nothing : html`<div>${document.response.summary}</div>`}<div class="soft">${document.rule}</div></div></li>
`
