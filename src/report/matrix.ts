/** The matrix of the ATT&CK techniques that the rules look for, with those that were seen. */
import { type Tactic, type Technique, tactics, techniqueOf } from './attack.ts'
import type { Report, ReportRule } from './content.ts'
import { html, joinMarkup, type Markup, nothing } from './html.ts'
import { countOf } from './words.ts'

interface Cell {
  readonly technique: Technique
  readonly alertCount: number
  readonly rules: readonly ReportRule[]
}

export function matrixSection({ rules }: Report): Markup {
  const ids = [...new Set(rules.flatMap(({ attack }) => attack))].sort()
  if (ids.length === 0) return nothing
  const cells = ids.flatMap((id) => cellFor(id, rules))
  const seen = cells.filter(({ alertCount }) => alertCount > 0)
  const nameless = ids.filter((id) => techniqueOf(id) === undefined)
  return html`<section aria-labelledby="attack">
<h2 id="attack">ATT&amp;CK techniques</h2>
<p class="soft">${countOf(seen.length)} of the ${countOf(cells.length)} techniques that the rules cover had an alert.</p>
<div class="matrix">${joinMarkup(tactics.map((tactic) => column(tactic, cells)))}</div>
${
  nameless.length === 0
    ? nothing
    : html`<p class="soft">The rules also name techniques that are not in this table: ${nameless.join(', ')}.</p>`
}
</section>`
}

function cellFor(id: string, rules: readonly ReportRule[]): Cell[] {
  const technique = techniqueOf(id)
  if (technique === undefined) return []
  const about = rules.filter(({ attack }) => attack.includes(id))
  const alertCount = about.reduce((sum, rule) => sum + rule.alertCount, 0)
  return [{ technique, alertCount, rules: about }]
}

function column(tactic: Tactic, cells: readonly Cell[]): Markup {
  const inColumn = cells.filter(({ technique }) => technique.tactics.includes(tactic))
  if (inColumn.length === 0) return nothing
  const seenFirst = inColumn.toSorted((a, b) => Number(b.alertCount > 0) - Number(a.alertCount > 0))
  return html`<div class="tactic"><h3>${tactic}</h3>${joinMarkup(seenFirst.map(cellMarkup))}</div>`
}

const cellMarkup = ({ technique, alertCount, rules }: Cell): Markup => {
  const by = rules
    .filter((rule) => rule.alertCount > 0)
    .map(({ id }) => id)
    .join(', ')
  return alertCount > 0
    ? html`<span class="technique seen">${technique.name}<span class="mono">${technique.id} · ${alertCount === 1 ? '1 alert' : `${countOf(alertCount)} alerts`} by ${by}</span></span>`
    : html`<span class="technique">${technique.name}<span class="mono">${technique.id} · no alert</span></span>`
}
