/** The section with each alert as it was sent, in the order of sending. */

import { utcMs } from '../ir/utc.ts'
import type { Report, ReportAlert } from './content.ts'
import { html, joinMarkup, type Markup, nothing } from './html.ts'
import { countOf, dayAndTime, durationOf } from './words.ts'

export function alertsSection({ alerts }: Report): Markup {
  if (alerts.length === 0) {
    return html`<section aria-labelledby="alerts"><h2 id="alerts">Alerts</h2><p>None.</p></section>`
  }
  return html`<section aria-labelledby="alerts">
<h2 id="alerts">Alerts as they were sent</h2>
${joinMarkup(alerts.map(alertMarkup))}
</section>`
}

function alertMarkup({ document, sent }: ReportAlert, index: number): Markup {
  const { response, severity } = document
  const kind = response === null ? severity : response.state
  return html`<details>
<summary><time>${dayAndTime(document.time ?? document.detectedAt)}</time><span class="badge ${response === null ? severity : 'response'}">${kind}</span><h3>${document.title}</h3></summary>
<div class="inside" id="alert-${index + 1}">
<p class="soft">${document.rule}${delayOf(document.time, document.detectedAt)}${document.count > 1 ? ` · ${countOf(document.count)} events` : ''}</p>
${
  response === null
    ? nothing
    : html`<p>${response.summary}</p><ol>${joinMarkup(
        response.steps.map(
          ({ call, done }) => html`<li><code>${call}</code> ${done ? 'done' : 'not done'}</li>`,
        ),
      )}</ol>`
}
${joinMarkup(
  sent.map(({ channel, text }) => html`<p class="soft">Sent to ${channel}:</p><pre>${text}</pre>`),
)}
</div>
</details>
`
}

function delayOf(time: string | null, detectedAt: string): string {
  const ms = time === null ? Number.NaN : utcMs(detectedAt) - utcMs(time)
  return ms >= 0 ? ` · ${durationOf(ms)} after the event` : ''
}
