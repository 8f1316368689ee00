/** The table of all rules, those with the most alerts first. */

import type { Report, ReportRule } from './content.ts'
import { html, joinMarkup, type Markup } from './html.ts'
import { countOf } from './words.ts'

export const rulesSection = ({ rules }: Report): Markup => html`<section aria-labelledby="rules">
<h2 id="rules">Rules</h2>
<div class="scroll"><table>
<thead><tr><th scope="col">Rule</th><th scope="col">Severity</th><th scope="col">Title</th><th scope="col" class="number">Alerts</th><th scope="col" class="number">Matching events</th></tr></thead>
<tbody>${joinMarkup(rules.toSorted(loudestFirst).map(row))}</tbody>
</table></div>
</section>`

const loudestFirst = (a: ReportRule, b: ReportRule): number =>
  b.alertCount - a.alertCount || b.eventCount - a.eventCount || (a.id < b.id ? -1 : 1)

const row = (rule: ReportRule): Markup =>
  html`<tr><td class="mono">${rule.id}</td><td class="${rule.severity}">${rule.severity}</td><td>${rule.title}${rule.status === 'enabled' ? '' : ` (${rule.status})`}</td><td class="number">${countOf(rule.alertCount)}</td><td class="number">${countOf(rule.eventCount)}</td></tr>
`
